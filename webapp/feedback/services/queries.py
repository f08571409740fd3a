"""Look-ups about services and service points."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.services.models import Service, ServicePoint, closed_note_of
from webapp.platform.db import TenantSession


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


def points_by_id(session: TenantSession, point_ids: set[UUID]) -> dict[UUID, ServicePoint]:
    """These service points."""
    if not point_ids:
        return {}
    return {row.id: row for row in session.exec(select(ServicePoint).where(col(ServicePoint.id).in_(point_ids)))}


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
