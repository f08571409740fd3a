"""Look-ups behind published scores. Their cost grows with days and points shown, never with ratings stored."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.rules import BATCH
from webapp.feedback.ratings.models import DOUBTS
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.trust.rules import Cell
from webapp.platform.db import TenantSession

RELEASED = sa.text("""
select day, channel, sum(n1), sum(n2), sum(n3), sum(n4), sum(w1), sum(w2), sum(w3), sum(w4),
       sum(perangkat_sama), sum(isian_mesin), sum(staf_unit)
from released_week
where tenant_id = :tenant and opd_id = any(:opds) and week between :since and :until
group by day, channel
""")
RECEIVED = sa.text("""
select coalesce(sum(b.n - b.staf_unit), 0), coalesce(sum(b.n - b.staf_unit) filter (where b.day > :week_ago), 0)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = any(:opds)
""")
STANDINGS = sa.text("""
select p.service_id, p.opd_id, sum(b.n1 + b.n2 + b.n3 + b.n4),
       sum(b.w1 + b.w2 + b.w3 + b.w4), sum(b.w1 + 2*b.w2 + 3*b.w3 + 4*b.w4)
from service_point p
join released_bucket b on b.tenant_id = :tenant and b.point_id = p.id
where p.tenant_id = :tenant
group by p.service_id, p.opd_id
""")
WRITE_STANDINGS = sa.text("""
insert into service_standing (tenant_id, service_id, opd_id, n, weight, stars)
values (:tenant, :service_id, :opd_id, :n, :weight, :stars)
on conflict (tenant_id, service_id, opd_id)
do update set n = excluded.n, weight = excluded.weight, stars = excluded.stars
where service_standing.n is null or abs(excluded.n - service_standing.n) >= :batch
""")
READ_STANDINGS = sa.text("""
select service_id, opd_id, weight, stars from service_standing where tenant_id = :tenant
""")
WEEKS = sa.text("""
select date_trunc('week', b.day)::date, sum(b.n - b.staf_unit)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = any(:opds)
group by 1 order by 1
""")

SERVICES = sa.text("""
select s.slug, s.name from service s
where s.tenant_id = :tenant and exists (
  select from service_point p where p.tenant_id = :tenant and p.service_id = s.id and p.opd_id = any(:opds))
order by s.name
""")
OF_POINTS = sa.text("""
select date_trunc('week', b.day)::date, b.point_id, sum(b.n - b.staf_unit)
from rating_bucket b
where b.tenant_id = :tenant and b.point_id = any(:points) and b.day between :since and :until
group by 1, 2 order by 1
""")
SPARKS = sa.text("""
select opd_id, since, case when n >= :least then score end from period_score
where tenant_id = :tenant and kind = 'pekan' and since >= :since and (:all_of_them or opd_id = any(:opds))
order by since
""")

Standing = tuple[UUID, UUID, Decimal, Decimal]


def released(
    session: TenantSession, opd_ids: list[UUID], since: date, until: date
) -> tuple[list[Cell], dict[str, int]]:
    """What these OPD let out in the weeks that begin between two days: counts by day and channel as the scoring
    formula takes them, and how many ratings more are in doubt, by reason."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids, "since": since, "until": until}
    rows = session.connection().execute(RELEASED, asked).all()
    doubts = {reason: int(sum(row[10 + place] for row in rows)) for place, reason in enumerate(DOUBTS)}
    cells = [
        Cell(
            day=row[0].toordinal(),
            channel=row[1],
            n=int(sum(row[2:6])),
            counts=tuple(map(int, row[2:6])),
            weights=tuple(min(max(w, Decimal(0)), n) for n, w in zip(row[2:6], row[6:10], strict=True)),
        )
        for row in rows
    ]
    return [cell for cell in cells if cell.n], doubts


def received(session: TenantSession, opd_ids: Collection[UUID], since: date, until: date) -> tuple[int, int]:
    """How many ratings have been counted for these OPD, and how many of them in the last seven days: alive to the
    second, and numbers that betray no answer."""
    asked = {"opds": list(opd_ids), "since": since, "until": until, "week_ago": until - timedelta(days=7)}
    row = session.connection().execute(RECEIVED, asked | {"tenant": session.tenant.id}).one()
    return int(row[0]), int(row[1])


def unit_score(session: TenantSession, opd_id: UUID) -> UnitScore | None:
    """The released score of an OPD."""
    return session.exec(select(UnitScore).where(UnitScore.opd_id == opd_id)).first()


def unit_scores(session: TenantSession) -> list[UnitScore]:
    """Every released score."""
    return list(session.exec(select(UnitScore)))


def serving(session: TenantSession) -> set[UUID]:
    """The OPD that have a service point of their own."""
    return set(session.exec(select(ServicePoint.opd_id).distinct()))


def unit_scores_of(session: TenantSession, opd_ids: Collection[UUID]) -> list[UnitScore]:
    """The released scores of these OPD."""
    return list(session.exec(select(UnitScore).where(col(UnitScore.opd_id).in_(opd_ids))))


def standings(session: TenantSession) -> list[Standing]:
    """How each service stands at each OPD: (service, opd, weight, stars)."""
    rows = session.connection().execute(READ_STANDINGS, {"tenant": session.tenant.id})
    return [tuple(row) for row in rows]


def write_standings(session: TenantSession) -> None:
    """Recomputes the standings of all services from what is let out, each when a batch more or less is in it."""
    asked = {"tenant": session.tenant.id}
    connection = session.connection()
    for row in sorted(connection.execute(STANDINGS, asked).all(), key=lambda r: (r[0], r[1])):
        values = {
            "tenant": session.tenant.id,
            "service_id": row[0],
            "opd_id": row[1],
            "n": row[2],
            "weight": row[3],
            "stars": row[4],
            "batch": BATCH,
        }
        connection.execute(WRITE_STANDINGS, values)


def weeks(session: TenantSession, opd_ids: Collection[UUID], since: date, until: date) -> list[tuple[date, int]]:
    """How many ratings were received, by week: (monday, n). What they said is told by whole batches only: a batch
    that is divided by the days of its ratings may leave a single answer in a week."""
    asked = {"tenant": session.tenant.id, "opds": list(opd_ids), "since": since, "until": until}
    return [tuple(row) for row in session.connection().execute(WEEKS, asked)]



def week_scores(session: TenantSession, opd_ids: Collection[UUID] | None, since: date, least: int) -> list[tuple]:
    """(OPD, Monday, score; None below `least` answers) of the weeks told since a day, of these OPD or (None) of all."""
    asked = {"opds": list(opd_ids or ()), "all_of_them": opd_ids is None, "since": since, "least": least}
    return [tuple(row) for row in session.connection().execute(SPARKS, asked | {"tenant": session.tenant.id})]


def weeks_of_points(
    session: TenantSession, point_ids: Collection[UUID], since: date, until: date
) -> list[tuple[date, int]]:
    """How many ratings these points received together, by week."""
    weeks: Counter[date] = Counter()
    for monday, _point, n in _of_points(session, point_ids, since, until):
        weeks[monday] += n
    return sorted(weeks.items())


def received_by_point(
    session: TenantSession, point_ids: Collection[UUID], since: date, until: date
) -> dict[UUID, int]:
    """How many ratings each of these points received."""
    points: Counter[UUID] = Counter()
    for _monday, point_id, n in _of_points(session, point_ids, since, until):
        points[point_id] += n
    return dict(points)


def _of_points(session: TenantSession, point_ids: Collection[UUID], since: date, until: date) -> list[tuple]:
    asked = {"tenant": session.tenant.id, "points": list(point_ids), "since": since, "until": until}
    return [(row[0], row[1], int(row[2])) for row in session.connection().execute(OF_POINTS, asked)]


def services_given(session: TenantSession, opd_ids: Collection[UUID]) -> list[tuple[str, str]]:
    """The services these OPD give at a point of theirs, by name: (slug, name)."""
    asked = {"tenant": session.tenant.id, "opds": list(opd_ids)}
    return [tuple(row) for row in session.connection().execute(SERVICES, asked)]
