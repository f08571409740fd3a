"""Look-ups about invitations: what became of them, visits by hour, prints of slips."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.services.models import ServicePoint
from webapp.feedback.visits.models import VisitAccount, VisitHour, VisitSlips
from webapp.feedback.visits.selective import Cell
from webapp.platform.db import TenantSession

RECENT = 30  # prints shown


def _at_points(row) -> sa.ColumnElement[bool]:
    return sa.and_(ServicePoint.tenant_id == row.tenant_id, ServicePoint.id == row.point_id)


def weeks_of_offices(session: TenantSession) -> list[tuple[UUID, date, int, int]]:
    """Office, week, invitations issued, invitations that became ratings."""
    asked = (
        select(ServicePoint.opd_id, VisitAccount.week, sa.func.sum(VisitAccount.issued),
               sa.func.sum(VisitAccount.redeemed))
        .join(ServicePoint, _at_points(VisitAccount))
        .group_by(ServicePoint.opd_id, VisitAccount.week)
    )  # fmt: skip
    return [tuple(row) for row in session.exec(asked)]


def weeks_of_services(
    session: TenantSession, opd_ids: Collection[UUID], since: date, until: date
) -> list[tuple[UUID, UUID, date, int, int]]:
    """Office, service, week, invitations issued, invitations that became ratings; of these offices and weeks."""
    place = (ServicePoint.opd_id, ServicePoint.service_id, VisitAccount.week)
    asked = (
        select(*place, sa.func.sum(VisitAccount.issued), sa.func.sum(VisitAccount.redeemed))
        .join(ServicePoint, _at_points(VisitAccount))
        .where(col(ServicePoint.opd_id).in_(opd_ids), VisitAccount.week >= since, VisitAccount.week <= until)
        .group_by(*place)
    )
    return [tuple(row) for row in session.exec(asked)]


def weeks_of_officer(session: TenantSession, person_id: UUID) -> list[tuple[date, int, int]]:
    """Week, invitations issued for visits she served, those of them that became ratings."""
    return _weeks(session, VisitAccount.officer_id == person_id)


def weeks_of_point(session: TenantSession, point_id: UUID) -> list[tuple[date, int, int]]:
    """The same of a counter, whoever served."""
    return _weeks(session, VisitAccount.point_id == point_id)


def _weeks(session: TenantSession, condition: sa.ColumnElement[bool]) -> list[tuple[date, int, int]]:
    counts = sa.func.sum(VisitAccount.issued), sa.func.sum(VisitAccount.redeemed)
    asked = select(VisitAccount.week, *counts).where(condition).group_by(VisitAccount.week)
    return [tuple(row) for row in session.exec(asked)]


def sums_of_points(
    session: TenantSession, opd_ids: Collection[UUID] | None, since: date, before: date
) -> list[tuple[UUID, str, str, int, int, int, int, int]]:
    """Office, name of the point, origin, then served, issued, redeemed, expired, revoked; since <= week < before."""
    counts = (VisitAccount.served, VisitAccount.issued, VisitAccount.redeemed, VisitAccount.expired,
              VisitAccount.revoked)  # fmt: skip
    asked = (
        select(ServicePoint.opd_id, ServicePoint.name, VisitAccount.origin, *(sa.func.sum(each) for each in counts))
        .join(ServicePoint, _at_points(VisitAccount))
        .where(VisitAccount.week >= since, VisitAccount.week < before)
        .group_by(ServicePoint.id, ServicePoint.opd_id, ServicePoint.name, VisitAccount.origin)
        .order_by(ServicePoint.name, ServicePoint.id, VisitAccount.origin)
    )
    if opd_ids is not None:
        asked = asked.where(col(ServicePoint.opd_id).in_(opd_ids))
    return [tuple(row) for row in session.exec(asked)]


def cells(session: TenantSession, since: date, before: date) -> list[Cell]:
    """Visits by officer, service and hour over these weeks."""
    served, issued = sa.func.sum(VisitHour.served), sa.func.sum(VisitHour.issued)
    asked = (
        select(VisitHour.officer_id, ServicePoint.service_id, VisitHour.hour, served, issued)
        .join(ServicePoint, _at_points(VisitHour))
        .where(VisitHour.week >= since, VisitHour.week < before)
        .group_by(VisitHour.officer_id, ServicePoint.service_id, VisitHour.hour)
    )
    return [Cell(*row) for row in session.exec(asked)]


def offices_of_officers(session: TenantSession, since: date, before: date) -> dict[UUID, set[UUID]]:
    """At which offices each officer has ended visits in these weeks."""
    asked = (
        select(VisitHour.officer_id, ServicePoint.opd_id)
        .join(ServicePoint, _at_points(VisitHour))
        .where(VisitHour.week >= since, VisitHour.week < before)
        .distinct()
    )
    found: dict[UUID, set[UUID]] = {}
    for officer_id, opd_id in session.exec(asked):
        found.setdefault(officer_id, set()).add(opd_id)
    return found


def prints(session: TenantSession, point_ids: Collection[UUID]) -> list[VisitSlips]:
    """The latest prints of slips for these points."""
    asked = select(VisitSlips).where(col(VisitSlips.point_id).in_(point_ids))
    return list(session.exec(asked.order_by(col(VisitSlips.printed_at).desc()).limit(RECENT)))


def held_print(session: TenantSession, slips_id: UUID) -> VisitSlips | None:
    """The print; nobody else calls it in until the transaction ends."""
    return session.exec(select(VisitSlips).where(VisitSlips.id == slips_id).with_for_update()).first()
