"""What pages and files say of single services: each told quarter as a line, and the same service elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.publication.cards import period_word, shown
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.peers import FEWEST, mean_and_spread, scale_of
from webapp.feedback.publication.periods import QUARTER, Period
from webapp.feedback.publication.service_models import ServiceScore
from webapp.feedback.publication.service_quarters import scores_of
from webapp.feedback.services.models import Service
from webapp.feedback.services.queries import ServiceRow
from webapp.feedback.visits.response import ResponseRate, of_services
from webapp.people.published import OpdPlace
from webapp.platform.charts import Funnel, Measure, funnel
from webapp.platform.db import TenantSession

Services = Mapping[UUID, Service | ServiceRow]


@dataclass(frozen=True)
class Line:
    """One service at one office in one quarter."""

    service: Service | ServiceRow
    office: OpdPlace
    period: Period
    row: ServiceScore
    response: ResponseRate

    @property
    def title(self) -> str:
        """Which quarter, in words."""
        return period_word(self.period)


@dataclass(frozen=True)
class SameService:
    """The offices that give a service as a funnel of plain means; `title`: which quarter; `mean`: their common one."""

    title: str
    drawing: Funnel
    mean: Decimal


def of_office(
    session: TenantSession, office: OpdPlace, services: Services, period: Period | None, today: date
) -> list[Line]:
    """The services of an office in this quarter, or in the newest told; by name."""
    rows = _shown(session, scores_of(session, opd_ids=[office.id]))
    since = period.since if period else (rows[0].since if rows else None)
    lines = _lines(session, [row for row in rows if row.since == since], services, {office.id: office}, today)
    return sorted(lines, key=lambda line: line.service.name)


def of_service(
    session: TenantSession, service: Service, places: Mapping[UUID, OpdPlace], today: date
) -> list[Line]:
    """What is told of a service at these offices, the newest quarter first, then by the name of the office."""
    rows = _shown(session, scores_of(session, service_id=service.id, opd_ids=list(places)))
    lines = _lines(session, rows, {service.id: service}, places, today)
    return sorted(lines, key=lambda line: (-line.period.since.toordinal(), line.office.name))


def compared(lines: Sequence[Line]) -> SameService | None:
    """The offices of the newest quarter beside each other; None when these are too few."""
    newest = [line for line in lines if line.period == lines[0].period]
    if len(newest) <= FEWEST:
        return None
    measures = [_measure(line) for line in newest]
    counts = tuple(map(sum, zip(*(_counts(line.row) for line in newest), strict=True)))
    mean, spread = mean_and_spread(counts)
    return SameService(newest[0].title, funnel(measures, mean, spread, *scale_of(measures)), mean)


def _shown(session: TenantSession, rows: Sequence[ServiceScore]) -> list[ServiceScore]:
    least = in_force(session).unit_answers
    return [shown(row, least) for row in rows]


def _lines(
    session: TenantSession, rows: Sequence[ServiceScore], services: Services, places: Mapping[UUID, OpdPlace],
    today: date,
) -> list[Line]:  # fmt: skip
    """Each with its response rate, whichever quarter it is of."""
    told = defaultdict(set)
    for row in rows:
        told[row.since, row.until].add((row.opd_id, row.service_id))
    rates = of_services(session, told, today)
    return [
        Line(services[row.service_id], places[row.opd_id], Period(QUARTER, row.since, row.until), row,
             rates[(row.since, row.until), (row.opd_id, row.service_id)])
        for row in rows
    ]  # fmt: skip


def _measure(line: Line) -> Measure:
    return Measure(line.office.name, mean_and_spread(_counts(line.row))[0], None, None, line.row.n)


def _counts(row: ServiceScore) -> tuple[int, int, int, int]:
    return row.n1, row.n2, row.n3, row.n4
