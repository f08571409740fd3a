"""Giving the ratings of a corrected time to another officer: whole days only, and never fewer than a batch.

A rating knows its day and not its hour, and nobody may learn what a single citizen answered. So they move only when
the correction takes all the hours the officer had at that point on those days, and when enough of them are let out.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from webapp.feedback.publication.rules import is_batch
from webapp.feedback.rosters.correction_queries import ever_on_duty
from webapp.feedback.rosters.models import KEPT, MOVED, NAMELESS, PART_OF_DAY, TOO_FEW, RosterCorrection
from webapp.feedback.rosters.rules import whole_days
from webapp.platform.db import TenantSession

AROUND = timedelta(days=2)  # duties before and after the period that share a day with it
OF_THE_DAYS = """
with newest as (
  select distinct on (rating_id) rating_id, officer_id, number from rating_reattribution
  where tenant_id = :tenant order by rating_id, number desc
), ours as (
  select r.id, r.day, r.channel, coalesce(m.number, 0) as number
  from rating r left join newest m on m.rating_id = r.id
  where r.tenant_id = :tenant and r.point_id = :point and r.day = any(:days)
    and case when m.rating_id is null then r.officer_id else m.officer_id end = :wrong
)
"""
# As a batch is reckoned: of one network and week two at most; where the trace is forgotten, each for itself.
LET_OUT = sa.text(
    OF_THE_DAYS
    + """
select count(*)
from ours o
left join rating_trace t on t.tenant_id = :tenant and t.rating_id = o.id
where not exists (select from rating_doubt d where d.tenant_id = :tenant and d.rating_id = o.id)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = o.id)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = o.id)
group by case when o.channel = 'token' or t.rating_id is null then uuid_send(o.id)
              else coalesce(t.network, ''::bytea) end,
         date_trunc('week', o.day)
"""
)
MOVE = sa.text(
    OF_THE_DAYS
    + """
insert into rating_reattribution (tenant_id, id, rating_id, number, correction_id, old_officer_id, officer_id)
select :tenant, gen_random_uuid(), o.id, o.number + 1, :correction, :wrong, :right from ours o
"""
)


def outcome_before(session: TenantSession, row: RosterCorrection) -> tuple[str, list[date]]:
    """What would become of the ratings as far as the hours tell, and the days they would move for."""
    if not row.moves_ratings:
        return KEPT, []
    if row.wrong_person_id is None:
        return NAMELESS, []
    around = row.starts_at - AROUND, row.ends_at + AROUND
    duties = ever_on_duty(session, row.wrong_person_id, row.point_id, around)
    days = whole_days((row.starts_at, row.ends_at), duties, ZoneInfo(session.tenant.timezone))
    return (PART_OF_DAY, []) if days is None else (MOVED, days)


def move(session: TenantSession, row: RosterCorrection, days: list[date]) -> str:
    """Moves the ratings of these days, or leaves them when they are fewer than a batch."""
    asked = {"tenant": session.tenant.id, "point": row.point_id, "days": days, "wrong": row.wrong_person_id}
    connection = session.connection()
    if not is_batch(connection.execute(LET_OUT, asked).scalars()):
        return TOO_FEW
    connection.execute(MOVE, asked | {"correction": row.id, "right": row.right_person_id})
    return MOVED


