"""Look-ups behind rosters: points, turns, and who may plan where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.rosters.rules import Period, Turn
from webapp.feedback.services.models import Duty, Service, ServicePoint
from webapp.people.published import PersonCard, led_opds
from webapp.people.published import opd_and_below as below
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Point:
    """A service point as rosters know it."""

    id: UUID
    code: str
    name: str
    kind: str
    opd_id: UUID
    service_name: str
    is_open: bool


@dataclass(frozen=True)
class Scope:
    """The OPD whose rosters a person may plan; None: all of the pemda."""

    opds: frozenset[UUID] | None

    def holds(self, opd_id: UUID) -> bool:
        return self.opds is None or opd_id in self.opds

    @property
    def is_empty(self) -> bool:
        return self.opds is not None and not self.opds


def scope_of(session: TenantSession, card: PersonCard, day: date) -> Scope:
    """Where this person plans: the organisation bureau everywhere, a head in what he leads and everything under it."""
    if "organisasi" in card.roles:
        return Scope(None)
    led = led_opds(session, card.id, day)
    return Scope(frozenset(each for opd_id in led for each in below(session, opd_id)))


def seen_by(session: TenantSession, card: PersonCard, scope: Scope) -> Scope:
    """Where this person sees who is on duty: where he plans, and his own office with everything under it."""
    if scope.opds is None or card.opd_id is None:
        return scope
    return Scope(scope.opds | set(below(session, card.opd_id)))


def points_in(session: TenantSession, scope: Scope, today: date) -> list[Point]:
    """The service points of these OPD, by name."""
    asked = (
        select(ServicePoint, Service)
        .join(Service, sa.and_(Service.tenant_id == ServicePoint.tenant_id, Service.id == ServicePoint.service_id))
        .order_by(ServicePoint.name, ServicePoint.code)
    )
    if scope.opds is not None:
        asked = asked.where(col(ServicePoint.opd_id).in_(scope.opds))
    return [_point(point, service, today) for point, service in session.exec(asked)]


def points_by_id(session: TenantSession, point_ids: Collection[UUID]) -> dict[UUID, ServicePoint]:
    """These points."""
    return {row.id: row for row in session.exec(select(ServicePoint).where(col(ServicePoint.id).in_(point_ids)))}


def _point(point: ServicePoint, service: Service, today: date) -> Point:
    is_open = not any(each.closed_on and each.closed_on <= today for each in (point, service))
    return Point(point.id, point.code, point.name, point.kind, point.opd_id, service.name, is_open)


def first_duties(session: TenantSession, point_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When somebody first served at each of these points, as far as anybody did."""
    asked = select(Duty.point_id, sa.func.min(Duty.starts_at)).where(col(Duty.point_id).in_(point_ids))
    return dict(session.exec(asked.group_by(col(Duty.point_id))).all())


def duty_of(session: TenantSession, duty_id: UUID | None) -> Duty | None:
    """The duty, also one that was taken back."""
    return session.get(Duty, (session.tenant.id, duty_id)) if duty_id else None


def hold_duty(session: TenantSession, duty_id: UUID) -> Duty:
    """The duty as it is now; nobody else changes it until the transaction ends."""
    asked = select(Duty).where(Duty.id == duty_id).with_for_update(key_share=True)
    return session.exec(asked.execution_options(populate_existing=True)).one()


def duties_at(session: TenantSession, point_ids: Collection[UUID], period: Period) -> list[Duty]:
    """Who is planned at these points at some moment of the period, in the order of their beginning."""
    return _duties(session, col(Duty.point_id).in_(point_ids), period)


def duties_of(session: TenantSession, person_ids: Collection[UUID], period: Period) -> list[Duty]:
    """Where these people are planned at some moment of the period."""
    return _duties(session, col(Duty.person_id).in_(person_ids), period)


def turns_after(session: TenantSession, person_ids: Collection[UUID], day: date) -> dict[UUID, int]:
    """How many turns each of these people has after that day of the pemda; nobody who has none."""
    begin = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(session.tenant.timezone))
    asked = select(Duty.person_id, sa.func.count()).where(
        col(Duty.person_id).in_(person_ids), Duty.starts_at >= begin, col(Duty.withdrawn_at).is_(None)
    )
    return dict(session.exec(asked.group_by(Duty.person_id)).all())


def _duties(session: TenantSession, whose, period: Period) -> list[Duty]:
    asked = select(Duty).where(
        whose, Duty.starts_at < period[1], Duty.ends_at > period[0], col(Duty.withdrawn_at).is_(None)
    )
    return list(session.exec(asked.order_by(Duty.starts_at, Duty.id)))


def next_duties(session: TenantSession, point_ids: Collection[UUID], now: datetime, until: datetime) -> list[Duty]:
    """Who comes at these points after now and before `until`, in the order of their beginning."""
    asked = select(Duty).where(
        col(Duty.point_id).in_(point_ids), Duty.starts_at > now, Duty.starts_at < until,
        col(Duty.withdrawn_at).is_(None),
    )  # fmt: skip
    return list(session.exec(asked.order_by(Duty.starts_at, Duty.id)))


def turn_of(duty: Duty) -> Turn:
    """The duty as the rules know it."""
    return Turn(duty.point_id, duty.person_id, duty.shift, duty.starts_at, duty.ends_at)
