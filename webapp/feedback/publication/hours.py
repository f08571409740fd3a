"""When ratings come: how many in each hour of the week, over the last whole weeks. Never what they said.

Counted once a week from the marks, which are forgotten as ever; what is kept are cells of at least five ratings over at
least four whole weeks, so that no hour of a single rating outlives its mark.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.publication.models import ReceivedHour
from webapp.feedback.publication.rules import told_apart
from webapp.feedback.ratings.rules import MINUTES_A_DAY, week_of
from webapp.platform.db import TenantSession

LONGEST, SHORTEST = 12, 4  # whole weeks
FIRST = sa.text("select min(week) from rating_trace where tenant_id = :tenant and week >= :since")
HOURS = sa.text("""
select p.opd_id, t.minute / :day, t.minute % :day / 60, count(*)
from rating_trace t
join rating r on r.tenant_id = :tenant and r.id = t.rating_id
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
where t.tenant_id = :tenant and t.week >= :since and t.week < :monday
group by 1, 2, 3
""")
FORGET = sa.text("delete from received_hour where tenant_id = :tenant")


def count_hours(session: TenantSession, families: Mapping[UUID, list[UUID]], today: date) -> int:
    """Counts the hours anew when a week is over; returns how many cells are kept. `families`: OPD with all below."""
    monday = week_of(today)
    until = monday - timedelta(days=1)
    if session.exec(_own(session, select(sa.func.max(ReceivedHour.until)))).one() == until:
        return 0
    asked = {"tenant": session.tenant.id, "since": monday - timedelta(weeks=LONGEST)}
    connection = session.connection()
    since = connection.execute(FIRST, asked).scalar()
    if since is None or since + timedelta(weeks=SHORTEST) > monday:
        return 0
    rows = connection.execute(HOURS, asked | {"since": since, "monday": monday, "day": MINUTES_A_DAY}).all()
    connection.execute(FORGET, asked)
    by_cell: dict[tuple[int, int], dict[UUID, int]] = defaultdict(dict)
    for opd_id, weekday, hour, n in rows:
        by_cell[weekday, hour][opd_id] = n
    cells = [
        ReceivedHour(tenant_id=session.tenant.id, opd_id=opd_id, weekday=day, hour=hour, n=n, since=since, until=until)
        for (day, hour), own in sorted(by_cell.items())
        for opd_id, n in sorted(told_apart(own, families).items())
    ]
    session.add_all(cells)
    return len(cells)


def hours_of(session: TenantSession, opd_id: UUID) -> list[ReceivedHour]:
    """The cells kept of an OPD."""
    order = (col(ReceivedHour.hour), col(ReceivedHour.weekday))
    asked = _own(session, select(ReceivedHour)).where(ReceivedHour.opd_id == opd_id).order_by(*order)
    return list(session.exec(asked))


def _own(session: TenantSession, query):
    return query.where(ReceivedHour.tenant_id == session.tenant.id)
