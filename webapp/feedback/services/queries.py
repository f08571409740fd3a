"""Look-ups about services and service points."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.feedback.services.models import Service, ServicePoint, ServiceStandard, StandardDraft, closed_note_of
from webapp.platform.db import TenantSession

NAMES = sa.text("""
select id, name from service where tenant_id = :tenant and id = any(:ids)
union all select id, name from service_point where tenant_id = :tenant and id = any(:ids)
""")


@dataclass(frozen=True)
class ServiceRow:
    """A service in a list."""

    id: UUID
    slug: str
    name: str
    opd_id: UUID
    closed_note: str | None


def all_services(session: TenantSession, today: date) -> list[ServiceRow]:
    """Every service, by name, with why it is closed today."""
    rows = session.exec(select(Service).order_by(Service.name))
    return [ServiceRow(row.id, row.slug, row.name, row.opd_id, closed_note_of(row, today)) for row in rows]


def service_by_slug(session: TenantSession, slug: str) -> Service | None:
    """The service of this address."""
    return session.exec(select(Service).where(Service.slug == slug)).first()


def points_of(session: TenantSession, service_id: UUID) -> list[ServicePoint]:
    """Where a service is given, by name."""
    return list(
        session.exec(
            select(ServicePoint).where(ServicePoint.service_id == service_id).order_by(ServicePoint.name)
        )
    )


def point_by_code(session: TenantSession, code: str) -> ServicePoint | None:
    """The service point of this public code."""
    return session.exec(select(ServicePoint).where(ServicePoint.code == code)).first()


def names_of_things(session: TenantSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of these ids that are services or service points, in one statement."""
    asked = {"tenant": session.tenant.id, "ids": list(ids)}
    return {row[0]: row[1] for row in session.connection().execute(NAMES, asked)}


def points_by_id(session: TenantSession, point_ids: set[UUID]) -> dict[UUID, ServicePoint]:
    """These service points."""
    if not point_ids:
        return {}
    return {row.id: row for row in session.exec(select(ServicePoint).where(col(ServicePoint.id).in_(point_ids)))}


def every_point(session: TenantSession) -> list[ServicePoint]:
    """Every service point where somebody comes in person, by name."""
    return list(session.exec(select(ServicePoint).where(ServicePoint.kind != "online").order_by(ServicePoint.name)))


def opd_ids_with_points(session: TenantSession) -> list[UUID]:
    """The OPD that have a service point of their own."""
    return list(session.exec(select(ServicePoint.opd_id).distinct()))


def service_by_id(session: TenantSession, service_id: UUID) -> Service | None:
    """The service, or None."""
    return session.get(Service, (session.tenant.id, service_id))


def opd_of_points(session: TenantSession, point_ids: set[UUID]) -> set[UUID]:
    """The OPD these points belong to."""
    rows = session.exec(select(ServicePoint.opd_id).distinct().where(col(ServicePoint.id).in_(point_ids)))
    return set(rows)


def every_service(session: TenantSession) -> list[Service]:
    """Every service, by name, as the bureau that keeps them sees it."""
    return list(session.exec(select(Service).order_by(Service.name)))


def points_per_service(session: TenantSession) -> dict[UUID, int]:
    """How many points each service has."""
    counts = select(ServicePoint.service_id, func.count()).group_by(col(ServicePoint.service_id))
    return dict(session.exec(counts).all())


def points_of_opd(session: TenantSession, opd_id: UUID) -> list[ServicePoint]:
    """The points of one OPD, by name."""
    rows = select(ServicePoint).where(ServicePoint.opd_id == opd_id).order_by(ServicePoint.name)
    return list(session.exec(rows))


def standards_in_short(session: TenantSession) -> tuple[dict[UUID, dict], dict[UUID, int]]:
    """The drafts by service (their parts), and the latest published version of each service."""
    drafts = session.exec(select(StandardDraft.service_id, StandardDraft.parts))
    latest = select(ServiceStandard.service_id, func.max(ServiceStandard.version))
    return dict(drafts.all()), dict(session.exec(latest.group_by(col(ServiceStandard.service_id))).all())


def service_names(session: TenantSession) -> dict[UUID, str]:
    """The name of every service."""
    return dict(session.exec(select(Service.id, Service.name)).all())


def points_by_code(session: TenantSession, codes: set[str]) -> list[ServicePoint]:
    """The points with these codes, by OPD and name."""
    rows = select(ServicePoint).where(col(ServicePoint.code).in_(codes))
    return list(session.exec(rows.order_by(ServicePoint.opd_id, ServicePoint.name)))


def open_points(
    session: TenantSession, today: date, opd_id: UUID | None, service_id: UUID | None
) -> list[ServicePoint]:
    """The points open today, of this OPD and this service if they are named, by OPD and name."""
    rows = select(ServicePoint).where(or_(col(ServicePoint.closed_on).is_(None), col(ServicePoint.closed_on) > today))
    if opd_id:
        rows = rows.where(ServicePoint.opd_id == opd_id)
    if service_id:
        rows = rows.where(ServicePoint.service_id == service_id)
    return list(session.exec(rows.order_by(ServicePoint.opd_id, ServicePoint.name)))


def count_open_points(session: TenantSession, today: date) -> sa.ScalarSelect[int]:
    """How many service points are open on this day, their services too, as part of a statement."""
    return _open_points(sa.func.count(), today).where(ServicePoint.tenant_id == session.tenant.id).scalar_subquery()


def first_open_code(session: TenantSession, today: date) -> str | None:
    """The code of an open service point, to try it; None when there is none yet."""
    return session.exec(_open_points(ServicePoint.code, today).order_by(ServicePoint.code).limit(1)).first()


def _open_points(what: sa.ColumnElement, today: date) -> SelectOfScalar:
    same = sa.and_(Service.tenant_id == ServicePoint.tenant_id, Service.id == ServicePoint.service_id)
    is_open = [sa.or_(row.closed_on.is_(None), row.closed_on > today) for row in (Service, ServicePoint)]
    return select(what).select_from(ServicePoint).join(Service, same).where(*is_open)
