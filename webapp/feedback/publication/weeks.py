"""What each office let out in each week, computed again from the notes of single ratings.

Notes are kept as long as the marks (the window); older weeks stand as they were told. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.recount import Difference, Place
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession

NOTES = sa.text("""
select l.opd_id, l.week, r.service_id, r.point_id, r.day, r.channel,
       count(*) filter (where r.score = 1), count(*) filter (where r.score = 2),
       count(*) filter (where r.score = 3), count(*) filter (where r.score = 4)
from rating_release l
join rating r on r.tenant_id = :tenant and r.id = l.rating_id and r.day between :since and :until
where l.tenant_id = :tenant
  and not exists (select from rating_doubt d
                  where d.tenant_id = :tenant and d.rating_id = l.rating_id and not d.lifted)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = l.rating_id)
group by 1, 2, 3, 4, 5, 6
""")
STORED = sa.text("""
select opd_id, week, day, channel, n1, n2, n3, n4, w1, w2, w3, w4
from released_week where tenant_id = :tenant and day between :since and :until and n1 + n2 + n3 + n4 > 0
""")
# What was let out before notes were taken is one block, let out in the week it is first told of.
NOTE = sa.text("""
insert into rating_release (tenant_id, rating_id, opd_id, week, batch)
select :tenant, r.id, p.opd_id, :week, cast(:batch as uuid)
from rating r
join service_point p on p.tenant_id = :tenant and p.id = r.point_id
where r.tenant_id = :tenant and r.day between :since and :until
  and not exists (select from rating_release l where l.tenant_id = :tenant and l.rating_id = r.id)
  and not exists (select from rating_doubt d
                  where d.tenant_id = :tenant and d.rating_id = r.id and not d.lifted)
  and not exists (select from rating_event e where e.tenant_id = :tenant and e.rating_id = r.id)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = r.id)
""")
DOUBTS = sa.text("""
select p.opd_id, b.day, b.channel, sum(b.perangkat_sama), sum(b.isian_mesin), sum(b.staf_unit)
from service_point p
join released_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day = any(:days)
where p.tenant_id = :tenant
group by 1, 2, 3
""")
FORGET = sa.text("delete from released_week where tenant_id = :tenant and day = any(:days)")
WRITE = sa.text("""
insert into released_week (tenant_id, opd_id, week, day, channel, n1, n2, n3, n4,
                           perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)
values (:tenant, :opd, :week, :day, :channel, :n1, :n2, :n3, :n4, :d1, :d2, :d3, :w1, :w2, :w3, :w4)
""")
PLACES = sa.text("""
select point_id, day, channel, n1, n2, n3, n4, w1, w2, w3, w4
from released_bucket where tenant_id = :tenant and day >= :since and n1 + n2 + n3 + n4 > 0
""")
BEGUN = sa.text("""
select exists (select from released_week where tenant_id = :tenant),
       exists (select from released_bucket where tenant_id = :tenant)
""")
MICRO = Decimal("0.000001")
Cell = tuple[UUID, date, date, str]  # office, week, day, channel


def must_adopt(session: TenantSession) -> bool:
    """Whether batches were let out before weeks were told."""
    told, let_out = session.connection().execute(BEGUN, {"tenant": session.tenant.id}).one()
    return let_out and not told


def stored_places(session: TenantSession, since: date) -> dict[Place, tuple]:
    """(n1..n4, w1..w4) of what is let out of each point, day and channel, as stored."""
    rows = session.connection().execute(PLACES, {"tenant": session.tenant.id, "since": since})
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def note_missing(session: TenantSession, since: date, until: date, batch: UUID | None = None) -> None:
    """Notes what is let out and has no note, as let out this week; with which batch is not always known."""
    asked = {"tenant": session.tenant.id, "since": since, "until": until, "week": week_of(until), "batch": batch}
    session.connection().execute(NOTE, asked)


def true_weeks(session: TenantSession, truth: dict[Place, tuple], since: date, until: date) -> dict[Cell, tuple]:
    """(n1..n4, w1..w4) of each office, week, day and channel. `truth`: the same of each point, day and channel."""
    sums: dict[Cell, list] = defaultdict(lambda: [0] * 8)
    for (opd_id, week, _service, day, channel), values in parts_of(session, truth, since, until):
        cell = sums[opd_id, week, day, channel]
        cell[:] = [known + more for known, more in zip(cell, values, strict=True)]
    return {cell: tuple(values) for cell, values in sums.items()}


def parts_of(
    session: TenantSession, truth: dict[Place, tuple], since: date, until: date
) -> Iterator[tuple[tuple[UUID, date, UUID, date, str], tuple]]:
    """((office, week, service, day, channel), (n1..n4, w1..w4)) as it was let out, point by point.

    The weight of a day whose answers were let out in several weeks is shared by how many left in each.
    """
    asked = {"tenant": session.tenant.id, "since": since, "until": until}
    left: dict[Place, dict[tuple, tuple]] = defaultdict(dict)
    for opd_id, week, service_id, point_id, day, channel, *counts in session.connection().execute(NOTES, asked):
        left[point_id, day, channel][week, opd_id, service_id] = tuple(counts)
    for place, parts in left.items():
        for (week, opd_id, service_id), values in _shared(parts, truth.get(place, (0,) * 8)[4:]).items():
            yield (opd_id, week, service_id, place[1], place[2]), values


def _shared(parts: dict[tuple, tuple], weights: tuple) -> dict[tuple, tuple]:
    """Each part's counts with its share of the weights; the last takes what rounding leaves."""
    whole = [sum(counts) for counts in zip(*parts.values(), strict=True)]
    rest, found = list(weights), {}
    for part in sorted(parts):
        mine = [_share(w, n, all_) for w, n, all_ in zip(weights, parts[part], whole, strict=True)]
        if part == max(parts):
            mine = rest
        rest = [r - m for r, m in zip(rest, mine, strict=True)]
        found[part] = (*parts[part], *mine)
    return found


def _share(weight: Decimal, n: int, whole: int) -> Decimal:
    return (Decimal(weight) * n / whole).quantize(MICRO) if whole else Decimal(0)


def differences(session: TenantSession, true: dict[Cell, tuple], since: date, until: date) -> list[Difference]:
    """Weeks that are not what their notes say. Weights are compared by day: how an old day was shared is not kept."""
    asked = {"tenant": session.tenant.id, "since": since, "until": until}
    rows = session.connection().execute(STORED, asked)
    stored = {tuple(row[:4]): tuple(row[4:]) for row in rows}
    weighed = {day for day, sums in _by_day(stored).items() if _by_day(true).get(day) != sums}
    found = []
    for cell in sorted(stored.keys() | true.keys()):
        is_, should = stored.get(cell), true.get(cell)
        if (is_ or ())[:4] != (should or ())[:4] or (cell[2] in weighed and is_ != should):
            found.append(Difference((cell[0], cell[2], f"{cell[3]} {cell[1]}"), is_, should, "week"))
    return found


def _by_day(cells: dict[Cell, tuple]) -> dict[date, list]:
    sums: dict[date, list] = defaultdict(lambda: [Decimal(0)] * 4)
    for cell, values in cells.items():
        sums[cell[2]] = [known + more for known, more in zip(sums[cell[2]], values[4:], strict=True)]
    return sums


def rewrite(session: TenantSession, true: dict[Cell, tuple], days: set[date]) -> None:
    """Writes these days as they should be, with what is in doubt beside the answers of its office and day."""
    connection, asked = session.connection(), {"tenant": session.tenant.id, "days": sorted(days)}
    doubts = {tuple(row[:3]): tuple(map(int, row[3:])) for row in connection.execute(DOUBTS, asked)}
    cells = {cell: values for cell, values in true.items() if cell[2] in days}
    last: dict[tuple, date] = {}
    for opd_id, week, day, channel in cells:
        last[opd_id, day, channel] = max(week, last.get((opd_id, day, channel), week))
    for (opd_id, day, channel), counts in doubts.items():
        if any(counts) and (opd_id, day, channel) not in last:
            last[opd_id, day, channel] = week_of(day)
            cells[opd_id, week_of(day), day, channel] = (0,) * 8
    rows = [_row(session, cell, values, doubts, last) for cell, values in cells.items()]
    connection.execute(FORGET, asked)
    if rows:
        connection.execute(WRITE, rows)


def _row(session: TenantSession, cell: Cell, values: tuple, doubts: dict, last: dict) -> dict:
    opd_id, week, day, channel = cell
    is_last = last[opd_id, day, channel] == week
    held = doubts.get((opd_id, day, channel), (0, 0, 0)) if is_last else (0, 0, 0)
    names = ("n1", "n2", "n3", "n4", "w1", "w2", "w3", "w4", "d1", "d2", "d3")
    place = {"tenant": session.tenant.id, "opd": opd_id, "week": week, "day": day, "channel": channel}
    return place | dict(zip(names, (*values, *held), strict=True))
