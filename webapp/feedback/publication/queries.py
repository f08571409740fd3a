"""Look-ups behind published scores. Their cost grows with days and points shown, never with ratings stored."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.publication.models import UnitScore
from webapp.feedback.trust.rules import Cell
from webapp.platform.db import TenantSession

CELLS = sa.text("""
select b.day, b.channel, sum(b.n), sum(b.n1), sum(b.n2), sum(b.n3), sum(b.n4),
       sum(b.w1), sum(b.w2), sum(b.w3), sum(b.w4), sum(b.doubted)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = any(:opds)
group by b.day, b.channel
""")
RECEIVED = sa.text("""
select coalesce(sum(b.n), 0)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = any(:opds)
""")
DOUBTS = sa.text("""
select d.reason, count(*)
from rating_doubt d
join rating r on r.tenant_id = :tenant and r.id = d.rating_id and r.day between :since and :until
join service_point p on p.tenant_id = :tenant and p.id = r.point_id and p.opd_id = any(:opds)
where d.tenant_id = :tenant
group by d.reason
""")
STANDINGS = sa.text("""
select p.service_id, p.opd_id, sum(b.w1 + b.w2 + b.w3 + b.w4), sum(b.w1 + 2*b.w2 + 3*b.w3 + 4*b.w4)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant
group by p.service_id, p.opd_id
""")
WRITE_STANDINGS = sa.text("""
insert into service_standing (tenant_id, service_id, opd_id, weight, stars)
values (:tenant, :service_id, :opd_id, :weight, :stars)
on conflict (tenant_id, service_id, opd_id) do update set weight = excluded.weight, stars = excluded.stars
""")
READ_STANDINGS = sa.text("""
select service_id, opd_id, weight, stars from service_standing where tenant_id = :tenant
""")
WEEKS = sa.text("""
select date_trunc('week', b.day)::date, sum(b.n), sum(b.n1), sum(b.n2), sum(b.n3), sum(b.n4)
from service_point p
join rating_bucket b on b.tenant_id = :tenant and b.point_id = p.id and b.day between :since and :until
where p.tenant_id = :tenant and p.opd_id = any(:opds)
group by 1 order by 1
""")

Standing = tuple[UUID, UUID, Decimal, Decimal]


def cells(session: TenantSession, opd_ids: list[UUID], since: date, until: date) -> list[Cell]:
    """The counts of these OPD by day and channel, as the scoring formula takes them."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids, "since": since, "until": until}
    rows = session.connection().execute(CELLS, asked).all()
    return [
        Cell(
            day=row[0].toordinal(),
            channel=row[1],
            n=int(row[2]),
            counts=tuple(map(int, row[3:7])),
            weights=row[7:11],
        )
        for row in rows
    ]


def received(session: TenantSession, opd_ids: list[UUID], since: date, until: date) -> int:
    """How many ratings have been counted for these OPD: alive to the second, and a number that betrays no answer."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids, "since": since, "until": until}
    return int(session.connection().execute(RECEIVED, asked).scalar())


def unit_score(session: TenantSession, opd_id: UUID) -> UnitScore | None:
    """The released score of an OPD."""
    return session.exec(select(UnitScore).where(UnitScore.opd_id == opd_id)).first()


def unit_scores(session: TenantSession) -> list[UnitScore]:
    """Every released score."""
    return list(session.exec(select(UnitScore)))


def standings(session: TenantSession) -> list[Standing]:
    """How each service stands at each OPD: (service, opd, weight, stars)."""
    rows = session.connection().execute(READ_STANDINGS, {"tenant": session.tenant.id})
    return [tuple(row) for row in rows]


def write_standings(session: TenantSession, since: date, until: date) -> None:
    """Recomputes the standings of all services over the window."""
    asked = {"tenant": session.tenant.id, "since": since, "until": until}
    connection = session.connection()
    for row in sorted(connection.execute(STANDINGS, asked).all(), key=lambda r: (r[0], r[1])):
        values = {
            "tenant": session.tenant.id,
            "service_id": row[0],
            "opd_id": row[1],
            "weight": row[2],
            "stars": row[3],
        }
        connection.execute(WRITE_STANDINGS, values)


def weeks(session: TenantSession, opd_ids: list[UUID], since: date, until: date) -> list[tuple]:
    """Answers by week: (monday, n, n1..n4)."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids, "since": since, "until": until}
    return [tuple(row) for row in session.connection().execute(WEEKS, asked)]


def doubts(session: TenantSession, opd_ids: list[UUID], since: date, until: date) -> dict[str, int]:
    """How many ratings of these OPD do not count, by reason."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids, "since": since, "until": until}
    return {reason: int(count) for reason, count in session.connection().execute(DOUBTS, asked)}
