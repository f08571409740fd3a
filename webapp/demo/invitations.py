"""Plants what became of invitations, so that the planted ratings by token have come from some."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa

from webapp.demo.copying import copy_rows
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits.rules import oldest_alive
from webapp.platform.db import TenantSession

RATED = sa.text("""
select r.point_id, r.service_id, r.opd_id, r.officer_id, date_trunc('week', r.day)::date, count(*)
from rating r where r.tenant_id = :tenant and r.channel = 'token' group by 1, 2, 3, 4, 5 order by 1, 4, 5
""")
HOURS = range(8, 15)
ANSWERING = (0.3, 0.5)  # between these shares of the invited rate
INVITED, SELECTIVE = 0.93, 0.42  # of the visits that ended; by the one officer there is something to ask about
FEWEST_COLLEAGUES = 3


@dataclass(frozen=True)
class Week:
    """The invitations of an officer at a counter in a week."""

    point: UUID
    service: UUID
    opd: UUID
    officer: UUID | None
    week: date
    served: int
    issued: int
    redeemed: int


def plant_invitations(session: TenantSession, today: date) -> int:
    """Adds accounts, hours and open invitations; returns how many were issued. Nothing of it is anybody's."""
    chance = random.Random(f"invitations {session.tenant.slug}")  # noqa: S311 - the same story every time
    rated = session.connection().execute(RATED, {"tenant": session.tenant.id}).all()
    odd = _who_chooses(rated)
    found = [_week(row, odd, chance) for row in rated]
    alive, tenant = oldest_alive(week_of(today)), session.tenant.id
    columns = "tenant_id, id, point_id, officer_id, week, origin, served, issued, redeemed, expired, revoked"
    copy_rows(session, f"visit_account ({columns})", (
        (tenant, uuid4(), each.point, each.officer, each.week, "antrean", each.served, each.issued, each.redeemed,
         each.issued - each.redeemed if each.week < alive else 0, 0)
        for each in found
    ))  # fmt: skip
    copy_rows(session, "visit_hour (tenant_id, point_id, officer_id, week, hour, served, issued)",
              ((tenant, *row) for each in found if each.officer for row in _hours(each, chance)))  # fmt: skip
    copy_rows(session, "visit_issue (tenant_id, mark, point_id, service_id, opd_id, officer_id, week, origin)", (
        (tenant, chance.randbytes(32), each.point, each.service, each.opd, each.officer, each.week, "antrean")
        for each in found if each.week >= alive for _open in range(each.issued - each.redeemed)
    ))  # fmt: skip
    return sum(each.issued for each in found)


def _week(row, odd: UUID | None, chance: random.Random) -> Week:
    issued = round(row[5] / chance.uniform(*ANSWERING))
    served = round(issued / (SELECTIVE if odd is not None and row[3] == odd else chance.gauss(INVITED, 0.02)))
    return Week(*row[:5], served=max(served, issued), issued=issued, redeemed=row[5])


def _who_chooses(rated) -> UUID | None:
    """Whoever served most at a service with enough colleagues to compare with."""
    by_service: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    for _point, service, _opd, officer, _week, count in rated:
        if officer:
            by_service[service][officer] += count
    busy = [counts.most_common(1)[0] for counts in by_service.values() if len(counts) >= FEWEST_COLLEAGUES]
    return max(busy, key=lambda each: (each[1], str(each[0])))[0] if busy else None


def _hours(week: Week, chance: random.Random) -> Iterator[tuple]:
    """The visits of a week over the hours of the day."""
    invited = Counter(chance.choices(HOURS, k=week.issued))
    others = Counter(chance.choices(HOURS, k=week.served - week.issued))
    for hour in HOURS:
        if served := invited[hour] + others[hour]:
            yield week.point, week.officer, week.week, hour, served, invited[hour]
