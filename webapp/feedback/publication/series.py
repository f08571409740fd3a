"""Scores of weeks, quarters and years that are over, from what was let out in their weeks. Nothing here commits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.publication import queries
from webapp.feedback.publication.models import PeriodScore, UnitScore
from webapp.feedback.publication.periods import Period, whole_periods
from webapp.feedback.publication.scores import fill, held_of
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.trust.rules import input_hash, score_unit
from webapp.people.published import OpdPlace, opd_places
from webapp.platform import clock
from webapp.platform.db import TenantSession

OWN = sa.text("""
select opd_id, week, sum(n1), sum(n2), sum(n3), sum(n4)
from released_week where tenant_id = :tenant and week < :monday
group by opd_id, week
""")
BEGAN = sa.text("select min(week) from released_week where tenant_id = :tenant")
Counts = tuple[int, int, int, int]
NOTHING = (0, 0, 0, 0)


def began(session: TenantSession) -> date | None:
    """The Monday of the first week that is told of; None before the first batch."""
    return session.connection().execute(BEGAN, {"tenant": session.tenant.id}).scalar()


def close_periods(session: TenantSession, today: date) -> int:
    """Scores every period that is over and not told yet, or of other answers than it should; returns how many."""
    families, written = families_of(opd_places(session)), 0
    salts = dict(session.exec(select(UnitScore.opd_id, UnitScore.salt)).all())
    for opd_id, period, row, counts in _pending(session, families, today):
        if opd_id not in salts or (row is None and not sum(counts)):
            continue
        row = row or PeriodScore(opd_id=opd_id, kind=period.kind, since=period.since)
        _score(session, row, period, families[opd_id], salts[opd_id])
        written += 1
    return written


def wrong_periods(session: TenantSession, today: date) -> list[tuple[PeriodScore, Counts]]:
    """Periods told of with other answers than were let out, and what it should be."""
    pending = _pending(session, families_of(opd_places(session)), today)
    return [(row, counts) for _opd, _period, row, counts in pending if row is not None]


def families_of(places: Mapping[UUID, OpdPlace]) -> dict[UUID, list[UUID]]:
    """Every OPD with itself and all under it."""
    families: dict[UUID, list[UUID]] = defaultdict(list)
    for opd_id in places:
        step: UUID | None = opd_id
        while step is not None:
            families[step].append(opd_id)
            step = places[step].parent_id
    return families


def periods_of(session: TenantSession, opd_id: UUID) -> list[PeriodScore]:
    """The periods told of an OPD, oldest first."""
    order = (col(PeriodScore.since), col(PeriodScore.kind))
    return list(session.exec(select(PeriodScore).where(PeriodScore.opd_id == opd_id).order_by(*order)))


def _pending(
    session: TenantSession, families: Mapping[UUID, list[UUID]], today: date
) -> Iterator[tuple[UUID, Period, PeriodScore | None, Counts]]:
    asked = {"tenant": session.tenant.id, "monday": week_of(today)}
    own: dict[UUID, dict[date, Counts]] = defaultdict(dict)
    for opd_id, week, *counts in session.connection().execute(OWN, asked):
        own[opd_id][week] = tuple(map(int, counts))
    first = min((week for weeks in own.values() for week in weeks), default=today)
    stored = {(row.opd_id, row.kind, row.since): row for row in session.exec(select(PeriodScore))}
    periods = whole_periods(week_of(first), today)
    for opd_id, family in families.items():
        weeks = _sums(own, family)
        for period in periods:
            row = stored.get((opd_id, period.kind, period.since))
            counts = _within(weeks, period)
            if (NOTHING if row is None else (row.n1, row.n2, row.n3, row.n4)) != counts:
                yield opd_id, period, row, counts


def _sums(own: Mapping[UUID, Mapping[date, Counts]], family: list[UUID]) -> dict[date, Counts]:
    weeks: dict[date, Counts] = defaultdict(lambda: NOTHING)
    for opd_id in family:
        for week, counts in own.get(opd_id, {}).items():
            weeks[week] = tuple(map(sum, zip(weeks[week], counts, strict=True)))
    return weeks


def _within(weeks: Mapping[date, Counts], period: Period) -> Counts:
    inside = [counts for week, counts in weeks.items() if period.since <= week <= period.until]
    return tuple(map(sum, zip(NOTHING, *inside, strict=True)))


def _score(session: TenantSession, row: PeriodScore, period: Period, family: list[UUID], salt: str) -> None:
    cells, doubts = queries.released(session, family, period.since, period.until)
    score = score_unit(cells)
    row.until, row.computed_at = period.until, clock.now()
    fill(row, score)
    row.held = held_of(score, doubts)
    row.input_hash = input_hash(cells, salt)
    session.add(row)
