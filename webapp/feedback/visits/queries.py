"""Look-ups about invitations: what became of them, visits by hour, prints of slips."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col, select

from webapp.feedback.services.models import ServicePoint
from webapp.feedback.visits.models import VisitAccount, VisitHour, VisitSlips
from webapp.feedback.visits.selective import Cell
from webapp.platform.db import TenantSession

RECENT = 30  # prints shown


def _at_points(row) -> sa.ColumnElement[bool]:
    return sa.and_(ServicePoint.tenant_id == row.tenant_id, ServicePoint.id == row.point_id)


def weeks_of_points(session: TenantSession) -> list[tuple[UUID, UUID, UUID, list[date], list[int], list[int]]]:
    """Office, service, counter, and of each of its weeks, oldest first: which it is, invitations issued, invitations
    that became ratings. One row a counter, for the weeks are many."""
    row = VisitAccount
    sums = sa.func.sum(row.issued).label("issued"), sa.func.sum(row.redeemed).label("redeemed")
    weeks = select(row.tenant_id, row.point_id, row.week, *sums).group_by(row.tenant_id, row.point_id, row.week)
    each = weeks.subquery()
    listed = (sa.func.array_agg(aggregate_order_by(column, each.c.week)) for column in
              (each.c.week, each.c.issued, each.c.redeemed))  # fmt: skip
    place = ServicePoint.opd_id, ServicePoint.service_id, ServicePoint.id
    asked = select(*place, *listed).join(each, _at_points(each.c)).group_by(*place)
    return [tuple(row) for row in session.exec(asked)]


def weeks_of_officer(session: TenantSession, person_id: UUID) -> list[tuple[UUID, date, int, int]]:
    """Counter, week, invitations issued for visits she served there, those of them that became ratings."""
    counts = sa.func.sum(VisitAccount.issued), sa.func.sum(VisitAccount.redeemed)
    place = VisitAccount.point_id, VisitAccount.week
    asked = select(*place, *counts).where(VisitAccount.officer_id == person_id).group_by(*place)
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
