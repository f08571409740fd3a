"""Offices that give the same services, each with what it let out of its own points."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor
from uuid import UUID

import sqlalchemy as sa

from webapp.platform.charts import Funnel, Measure, funnel
from webapp.platform.db import TenantSession

ENOUGH = 10  # answers an office needs to be drawn
FEWEST = 2  # other offices
GIVEN = sa.text("select distinct opd_id, service_id from service_point where tenant_id = :tenant")
OWN = sa.text("""
select opd_id, sum(n1), sum(n2), sum(n3), sum(n4)
from released_week where tenant_id = :tenant and opd_id = any(:opds) and week between :since and :until
group by opd_id
""")
Counts = tuple[int, int, int, int]


@dataclass(frozen=True)
class Peers:
    """A funnel of offices: the plain mean of each, the common mean and how many there are."""

    drawing: Funnel
    mean: Decimal
    others: int


def peers_of(
    session: TenantSession, family: Sequence[UUID], names: Mapping[UUID, str], own: str, since: date, until: date,
    least: int = ENOUGH,
) -> Peers | None:
    """The office (with all under it) among the others that give one of its services; None when these are too few.

    Every number is the office's own, over all its services: what it let out of one of them alone may be one answer.
    least: how many answers the pemda asks for.
    """
    others = [opd_id for opd_id in _same_services(session, set(family)) if opd_id in names]
    asked = {"tenant": session.tenant.id, "opds": [*family, *others], "since": since, "until": until}
    rows = {row[0]: tuple(map(int, row[1:])) for row in session.connection().execute(OWN, asked)}
    ours = _sum([rows[opd_id] for opd_id in family if opd_id in rows])
    known = {opd_id: rows[opd_id] for opd_id in others if sum(rows.get(opd_id, ())) >= max(ENOUGH, least)}
    if len(known) < FEWEST or sum(ours) < max(ENOUGH, least):
        return None
    measures = [_measure(own, ours, is_own=True)]
    measures += [_measure(names[opd_id], known[opd_id]) for opd_id in sorted(known, key=names.get)]
    mean, spread = mean_and_spread(_sum([ours, *known.values()]))
    return Peers(funnel(measures, mean, spread, *scale_of(measures)), mean, len(known))


def scale_of(measures: Sequence[Measure]) -> tuple[int, int]:
    """The part of the scale 1..4 that holds all of these with their intervals, whole stars, at least two of them."""
    known = [m for m in measures if m.value is not None]
    lowest = min((floor(m.low if m.low is not None else m.value) for m in known), default=1)
    return min(max(lowest, 1), 2), 4


def mean_and_spread(counts: Counts) -> tuple[Decimal, Decimal]:
    """Mean and standard deviation of single answers; the latter is never nothing, so that limits can be drawn."""
    n = Decimal(sum(counts))
    mean = sum(value * count for value, count in enumerate(counts, start=1)) / n
    variance = sum(count * (value - mean) ** 2 for value, count in enumerate(counts, start=1)) / n
    return mean, max(variance, Decimal("0.01")).sqrt()


def _same_services(session: TenantSession, family: set[UUID]) -> list[UUID]:
    given: dict[UUID, set[UUID]] = defaultdict(set)
    for opd_id, service_id in session.connection().execute(GIVEN, {"tenant": session.tenant.id}):
        given[opd_id].add(service_id)
    ours = set().union(*(given[opd_id] for opd_id in family if opd_id in given))
    return sorted(opd_id for opd_id, services in given.items() if opd_id not in family and services & ours)


def _sum(parts: Sequence[Counts]) -> Counts:
    return tuple(map(sum, zip((0, 0, 0, 0), *parts, strict=True)))


def _measure(name: str, counts: Counts, is_own: bool = False) -> Measure:
    return Measure(name, mean_and_spread(counts)[0], None, None, sum(counts), is_own)
