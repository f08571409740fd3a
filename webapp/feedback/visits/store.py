"""The statements of an invitation on the citizens' fast lane: looked at without being used, used once."""

from datetime import date
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.ratings.store import Press
from webapp.feedback.visits.rules import oldest_alive
from webapp.platform.fast import FastLane

FIND = """
select p.code from visit_issue i
join service_point p on p.tenant_id = i.tenant_id and p.id = i.point_id
where i.tenant_id = %s and i.mark = %s and i.week >= %s
"""
# The open invitation goes, and its rating comes, in one statement: of two at once the second finds nothing to take.
REDEEM = """
with taken as (
  delete from visit_issue where tenant_id = %s and mark = %s and week >= %s
  returning tenant_id, point_id, service_id, opd_id, officer_id, shift, week, origin
), counted as (
  update visit_account a set redeemed = a.redeemed + 1 from taken t
  where a.tenant_id = %s and a.tenant_id = t.tenant_id and a.point_id = t.point_id
    and a.officer_id is not distinct from t.officer_id and a.week = t.week and a.origin = t.origin
), stored as (
  insert into rating (tenant_id, id, point_id, service_id, opd_id, officer_id, shift, channel, day, score)
  select t.tenant_id, %s, t.point_id, t.service_id, t.opd_id, t.officer_id, t.shift, 'token', %s, %s from taken t
  returning tenant_id, id
)
insert into rating_event (tenant_id, rating_id, week, minute, device, network, doubt, attempts)
select s.tenant_id, s.id, %s, %s, %s, %s, %s, 0 from stored s
returning 1
"""


def point_code(lane: FastLane, tenant_id: UUID, mark: bytes, today: date) -> str | None:
    """The counter an open invitation is about; None for one that is unknown, used, called in or too old."""
    rows = lane.run(tenant_id, [(FIND, (tenant_id, mark, oldest_alive(week_of(today))))])[0]
    return rows[0][0] if rows else None


def redeem(lane: FastLane, mark: bytes, press: Press) -> bool:
    """Stores the press instead of the invitation, after COMMIT; False if there is no such invitation (any more).

    Place, officer and shift are those frozen when the invitation was issued, whatever `press` says of them.
    """
    tenant = press.tenant_id
    taken = (tenant, mark, oldest_alive(week_of(press.day)), tenant)
    answer = (press.rating_id, press.day, press.score)
    marks = (week_of(press.day), press.minute, press.device, press.network, press.doubt)
    return bool(lane.run(tenant, [(REDEEM, taken + answer + marks), *press.words()])[0])
