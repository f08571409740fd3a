"""Scores of single services, told once a quarter for each office that gives them (`split`). Nothing here commits.

A quarter is divided once, when it is over, from the notes of what was let out in its weeks; an office whose notes do
not agree with what it told is not divided.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.publication import weeks
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.periods import QUARTER, Period, whole_periods
from webapp.feedback.publication.scores import fill, held_of
from webapp.feedback.publication.series import began
from webapp.feedback.publication.service_models import ServiceQuarter, ServiceScore
from webapp.feedback.publication.split import may_be_told
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.trust.rules import Cell, input_hash, score_unit
from webapp.platform import clock
from webapp.platform.db import TenantSession

Counts = tuple[int, int, int, int]
OWN = sa.text("""
select opd_id, week, sum(n1), sum(n2), sum(n3), sum(n4)
from released_week where tenant_id = :tenant and week between :since and :until
group by opd_id, week
""")
# Whom a rating is about: frozen when it was made, unless a correction of the roster said otherwise since.
ANSWERS = sa.text("""
select l.opd_id, l.batch, r.service_id, case when m.rating_id is null then r.officer_id else m.officer_id end, count(*)
from rating_release l
join rating r on r.tenant_id = :tenant and r.id = l.rating_id
left join lateral (
  select c.rating_id, c.officer_id from rating_reattribution c
  where c.tenant_id = :tenant and c.rating_id = r.id order by c.number desc limit 1) m on true
where l.tenant_id = :tenant and l.week between :since and :until
  and not exists (select from rating_doubt d
                  where d.tenant_id = :tenant and d.rating_id = l.rating_id and not d.lifted)
  and not exists (select from rating_waiting w where w.tenant_id = :tenant and w.rating_id = l.rating_id)
group by 1, 2, 3, 4
""")
DIVIDED = sa.text("select opd_id, since from service_quarter where tenant_id = :tenant")
FORGET_SCORES = sa.text("delete from service_score where tenant_id = :tenant and opd_id = :opd and since = :since")
FORGET_QUARTER = sa.text("delete from service_quarter where tenant_id = :tenant and opd_id = :opd and since = :since")
Span = tuple[date, date]


@dataclass
class Quarter:
    """What one office let out in one quarter: how many answers of each batch and service, service and officer."""

    answers: dict[tuple, int] = field(default_factory=lambda: defaultdict(int))
    whose: dict[tuple, int] = field(default_factory=lambda: defaultdict(int))
    knows_batches: bool = True

    def services(self, smallest: int) -> set[UUID]:
        """The services that may be told."""
        return may_be_told(self.answers, self.whose, smallest) if self.knows_batches else set()


def close_quarters(session: TenantSession, today: date) -> int:
    """Divides every office's quarters that are over and not divided yet; returns how many."""
    since, until = window(today)
    done = {tuple(row) for row in session.connection().execute(DIVIDED, {"tenant": session.tenant.id})}
    closed = 0
    for period in _quarters(session, since, today):
        told = _told(session, period)
        if pending := {opd_id for opd_id in told if (opd_id, period.since) not in done}:
            _close(session, period, told, pending, (since, until))
            closed += len(pending)
    return closed


def scores_of(
    session: TenantSession, *, service_id: UUID | None = None, opd_ids: Collection[UUID] | None = None
) -> list[ServiceScore]:
    """What is told of a service, of these offices, or of both; the newest quarter first."""
    asked = select(ServiceScore).order_by(col(ServiceScore.since).desc())
    if service_id is not None:
        asked = asked.where(ServiceScore.service_id == service_id)
    if opd_ids is not None:
        asked = asked.where(col(ServiceScore.opd_id).in_(opd_ids))
    return list(session.exec(asked))


def wrong_services(session: TenantSession, today: date) -> list[tuple[ServiceScore, Counts]]:
    """Services told of with other answers than their notes say, and what it should be."""
    since, until = window(today)
    found = []
    for period in _quarters(session, since, today):
        rows = session.exec(select(ServiceScore).where(ServiceScore.since == period.since)).all()
        cells = _cells(session, period, (since, until)) if rows else {}
        for row in rows:
            true = _counts(cells.get((row.opd_id, row.service_id), ()))
            if (row.n1, row.n2, row.n3, row.n4) != true:
                found.append((row, true))
    return found


def put_right(session: TenantSession, today: date) -> None:
    """Divides again what `wrong_services` finds."""
    for opd_id, since in {(row.opd_id, row.since) for row, _true in wrong_services(session, today)}:
        for forget in (FORGET_SCORES, FORGET_QUARTER):
            session.connection().execute(forget, {"tenant": session.tenant.id, "opd": opd_id, "since": since})
    close_quarters(session, today)


def _quarters(session: TenantSession, since: date, today: date) -> list[Period]:
    """The quarters that are over and lie wholly in the window, whose notes are all there."""
    first = max(since, began(session) or today)
    return [period for period in whole_periods(week_of(first), today) if period.kind == QUARTER]


def _told(session: TenantSession, period: Period) -> dict[UUID, Counts]:
    """What each office told of its own points in the quarter."""
    asked = {"tenant": session.tenant.id, "since": period.since, "until": period.until}
    sums: dict[UUID, list[Counts]] = defaultdict(list)
    for opd_id, _week, *counts in session.connection().execute(OWN, asked):
        sums[opd_id].append(tuple(map(int, counts)))
    return {opd_id: tuple(map(sum, zip(*counts, strict=True))) for opd_id, counts in sums.items()}


def _close(
    session: TenantSession, period: Period, told: Mapping[UUID, Counts], pending: Collection[UUID], span: Span
) -> None:
    quarters, cells = _quarter_of(session, period), _cells(session, period, span)
    salts = dict(session.exec(select(UnitScore.opd_id, UnitScore.salt)).all())
    smallest, parameters = in_force(session).batch, in_force(session).for_units()
    for opd_id in sorted(pending):
        own = {service_id: found for (opd, service_id), found in cells.items() if opd == opd_id}
        agrees = _counts([cell for found in own.values() for cell in found]) == told[opd_id]
        services = quarters[opd_id].services(smallest) if agrees and opd_id in salts else set()
        for service_id in sorted(services):
            score = score_unit(own[service_id], None, parameters)
            row = ServiceScore(opd_id=opd_id, service_id=service_id, since=period.since, until=period.until)
            fill(row, score)
            row.held, row.computed_at = held_of(score, {}), clock.now()
            row.input_hash = input_hash(own[service_id], salts[opd_id])
            session.add(row)
        undivided = sum(told[opd_id]) - sum(sum(_counts(own[service_id])) for service_id in services)
        session.add(
            ServiceQuarter(
                tenant_id=session.tenant.id, opd_id=opd_id, since=period.since, until=period.until, undivided=undivided
            )
        )
    session.flush()


def _quarter_of(session: TenantSession, period: Period) -> dict[UUID, Quarter]:
    asked = {"tenant": session.tenant.id, "since": period.since, "until": period.until}
    quarters: dict[UUID, Quarter] = defaultdict(Quarter)
    for opd_id, batch, service_id, officer_id, n in session.connection().execute(ANSWERS, asked):
        quarter = quarters[opd_id]
        quarter.answers[batch, service_id] += n
        quarter.whose[service_id, officer_id] += n
        quarter.knows_batches &= batch is not None
    return quarters


def _cells(session: TenantSession, period: Period, span: Span) -> dict[tuple[UUID, UUID], list[Cell]]:
    """What each service of each office let out in the quarter, as the scoring formula takes it."""
    sums: dict[tuple, dict[tuple, list]] = defaultdict(lambda: defaultdict(lambda: [0] * 8))
    places = weeks.stored_places(session, span[0])
    for (opd_id, week, service_id, day, channel), values in weeks.parts_of(session, places, *span):
        if period.since <= week <= period.until:
            cell = sums[opd_id, service_id][day, channel]
            cell[:] = [known + more for known, more in zip(cell, values, strict=True)]
    return {key: [_cell(*place, values) for place, values in found.items()] for key, found in sums.items()}


def _cell(day: date, channel: str, values: list) -> Cell:
    counts = tuple(map(int, values[:4]))
    weights = tuple(min(max(Decimal(weight), Decimal(0)), n) for n, weight in zip(counts, values[4:], strict=True))
    return Cell(day=day.toordinal(), channel=channel, n=sum(counts), counts=counts, weights=weights)


def _counts(cells: Sequence[Cell]) -> Counts:
    return tuple(map(sum, zip((0, 0, 0, 0), *(cell.counts for cell in cells), strict=True)))
