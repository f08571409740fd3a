"""Issuing invitations, calling them in, letting them end, and proving that none is unaccounted for."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.recount import Difference
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.services.points import Attribution, Point
from webapp.feedback.visits import tokens
from webapp.feedback.visits.models import VisitSlips
from webapp.feedback.visits.rules import WEEK, oldest_alive
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys

NOBODY = Attribution(officer_id=None, shift=None)
HOURS_KEPT = 26 * WEEK

REFER = sa.text("""
insert into visit_reference (tenant_id, mark, week)
select :tenant, :mark, :week
where not exists (select from visit_reference where tenant_id = :tenant and mark = :earlier)
on conflict (tenant_id, mark) do nothing returning 1
""")
ACCOUNT = sa.text("""
insert into visit_account (tenant_id, id, point_id, officer_id, week, origin,
                           served, issued, redeemed, expired, revoked)
values (:tenant, gen_random_uuid(), :point, :officer, :week, :origin, :served, :issued, 0, 0, 0)
on conflict (tenant_id, point_id, officer_id, week, origin) do update
set served = visit_account.served + excluded.served, issued = visit_account.issued + excluded.issued
""")
HOUR = sa.text("""
insert into visit_hour (tenant_id, point_id, officer_id, week, hour, served, issued)
values (:tenant, :point, :officer, :week, :hour, :served, :issued)
on conflict (tenant_id, point_id, officer_id, week, hour) do update
set served = visit_hour.served + excluded.served, issued = visit_hour.issued + excluded.issued
""")
ISSUE = sa.text("""
insert into visit_issue (tenant_id, mark, point_id, service_id, opd_id, officer_id, shift, week, origin, source_id)
values (:tenant, :mark, :point, :service, :opd, :officer, :shift, :week, :origin, :source)
""")
EXPIRE = sa.text("""
with ended as (
  delete from visit_issue where tenant_id = :tenant and week < :alive returning point_id, officer_id, week, origin
), sums as (
  select point_id, officer_id, week, origin, count(*) as n from ended group by 1, 2, 3, 4
)
update visit_account a set expired = a.expired + s.n from sums s
where a.tenant_id = :tenant and a.point_id = s.point_id and a.officer_id is not distinct from s.officer_id
  and a.week = s.week and a.origin = s.origin
""")
REVOKE = sa.text("""
with ended as (
  delete from visit_issue where tenant_id = :tenant and source_id = :source returning point_id, officer_id, week, origin
), sums as (
  select point_id, officer_id, week, origin, count(*) as n from ended group by 1, 2, 3, 4
), counted as (
  update visit_account a set revoked = a.revoked + s.n from sums s
  where a.tenant_id = :tenant and a.point_id = s.point_id and a.officer_id is not distinct from s.officer_id
    and a.week = s.week and a.origin = s.origin
)
select coalesce(sum(n), 0) from sums
""")
FORGET = (
    sa.text("delete from visit_reference where tenant_id = :tenant and week < :alive"),
    sa.text("delete from visit_hour where tenant_id = :tenant and week < :kept"),
)
DIFFERENCES = sa.text("""
select coalesce(a.point_id, i.point_id), coalesce(a.week, i.week), coalesce(a.origin, i.origin),
       a.issued - a.redeemed - a.expired - a.revoked, i.n
from (select * from visit_account where tenant_id = :tenant) a
full join (
  select point_id, officer_id, week, origin, count(*) as n from visit_issue where tenant_id = :tenant
  group by 1, 2, 3, 4
) i on a.point_id = i.point_id and a.officer_id is not distinct from i.officer_id
   and a.week = i.week and a.origin = i.origin
where coalesce(a.issued - a.redeemed - a.expired - a.revoked, -1) <> coalesce(i.n, 0)
order by 1, 2, 3
""")


class AlreadyIssued(Exception):
    """This transaction was told before."""


@dataclass(frozen=True)
class Visit:
    """A visit that has ended: where, whose, when, how many ended with it, and who says so."""

    point: Point
    who: Attribution
    at: datetime  # on the pemda's clock
    origin: str
    source_id: UUID | None = None
    served: int = 1

    @property
    def week(self) -> date:
        return week_of(self.at.date())


def visit_at(point: Point, now: datetime, timezone: str, origin: str, **more) -> Visit:
    """The visit that has ended here just now, with the officer of the roster at this moment."""
    return Visit(point, point.attribution_at(now), clock.local(now, timezone), origin, **more)


def end(session: TenantSession, keys: Keys, visit: Visit, reference: str, *, invites: bool = True) -> str | None:
    """A visit has ended: the token of its invitation, told once and stored nowhere; None when it `invites` nobody.

    `reference` names the transaction at this counter within this week and the one before: an answer that was lost on
    Sunday night is asked for again on Monday. The caller commits. Raises AlreadyIssued.
    """
    values = _place(session, visit)
    mark, earlier = (
        tokens.reference_mark(keys, session.tenant.id, visit.point.id, week.isoformat(), reference)
        for week in (visit.week, visit.week - WEEK)
    )
    connection = session.connection()
    if connection.execute(REFER, {**values, "mark": mark, "earlier": earlier}).first() is None:
        raise AlreadyIssued
    _count(session, visit, issued=int(invites))
    if not invites:
        return None
    token = tokens.new_token()
    connection.execute(ISSUE, values | _frozen(visit) | {"mark": tokens.mark_of(keys, session.tenant.id, token)})
    return token


def print_slips(
    session: TenantSession, keys: Keys, point: Point, week: date, slips: int, *, by: UUID, at: datetime
) -> tuple[VisitSlips, list[str]]:
    """The tokens of so many slips for this counter and week. Printed counts as issued; what is not used expires."""
    printed = VisitSlips(point_id=point.id, week=week, slips=slips, printed_by_id=by, printed_at=at)
    session.add(printed)
    session.flush()
    values = {
        "tenant": session.tenant.id, "point": point.id, "service": point.service_id, "opd": point.opd_id,
        "officer": None, "shift": None, "week": week, "origin": "lembar", "source": printed.id,
    }  # fmt: skip
    connection, found = session.connection(), [tokens.new_token() for _ in range(slips)]
    connection.execute(ACCOUNT, values | {"served": 0, "issued": slips})
    connection.execute(ISSUE, [values | {"mark": tokens.mark_of(keys, session.tenant.id, each)} for each in found])
    record(session, "undangan:cetak", "visit_slips", printed.id, by=by, titik=str(point.id), lembar=slips)
    return printed, found


def cancel_slips(session: TenantSession, printed: VisitSlips, *, by: UUID, at: datetime) -> int:
    """Calls in the unused slips of this print; returns how many. The caller commits."""
    revoked = revoke(session, printed.id)
    printed.cancelled_at = at
    session.add(printed)
    record(session, "undangan:batal", "visit_slips", printed.id, by=by)
    return revoked


def revoke(session: TenantSession, source_id: UUID) -> int:
    """Calls in the open invitations of this device or print; returns how many. The caller commits."""
    values = {"tenant": session.tenant.id, "source": source_id}
    return session.connection().execute(REVOKE, values).scalar_one()


def expire(session: TenantSession, today: date) -> None:
    """Ends invitations that are too old and forgets what kept their transactions apart. The caller commits."""
    this_week = week_of(today)
    values = {"tenant": session.tenant.id, "alive": oldest_alive(this_week), "kept": this_week - HOURS_KEPT}
    for statement in (EXPIRE, *FORGET):
        session.connection().execute(statement, values)


def differences(session: TenantSession) -> list[Difference]:
    """Counters and weeks where issued is not open + redeemed + expired + revoked; an empty list is the promise."""
    rows = session.connection().execute(DIFFERENCES, {"tenant": session.tenant.id})
    return [
        Difference((point, week, origin), None if told is None else (told,), (found or 0,), "open invitations")
        for point, week, origin, told, found in rows
    ]


def _count(session: TenantSession, visit: Visit, issued: int) -> None:
    values = _place(session, visit) | {"served": visit.served, "issued": issued, "hour": visit.at.hour}
    session.connection().execute(ACCOUNT, values)
    if visit.who.officer_id:
        session.connection().execute(HOUR, values)


def _place(session: TenantSession, visit: Visit) -> dict:
    return {
        "tenant": session.tenant.id, "point": visit.point.id, "officer": visit.who.officer_id, "week": visit.week,
        "origin": visit.origin,
    }  # fmt: skip


def _frozen(visit: Visit) -> dict:
    point = visit.point
    return {
        "service": point.service_id, "opd": point.opd_id, "shift": visit.who.shift, "source": visit.source_id,
    }  # fmt: skip
