"""What is missing at the counters right now: people where it is open, and standards nobody has published."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.rosters.queries import Scope, scope_of
from webapp.feedback.rosters.rules import HOURS
from webapp.feedback.services.hours import hours_of
from webapp.feedback.services.models import Duty, Service, ServicePoint, ServiceStandard
from webapp.people.published import PersonCard
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.samples import SampleRow
from webapp.tenants.published import days_of


@dataclass(frozen=True)
class Gaps:
    """How many counters have nobody on duty now, and how many services no published standard."""

    unattended: int = 0
    without_standard: int = 0


def gaps_for(session: TenantSession, card: PersonCard, now: datetime) -> Gaps:
    """The gaps where this person plans; no statement more than one for who plans nowhere."""
    here = clock.local(now, session.tenant.timezone)
    scope = scope_of(session, card, here.date())
    if scope.is_empty:
        return Gaps()
    empty = _nobody_at(session, scope, now, now)
    unattended = len(empty) if empty and days_of(session, here.date(), here.date()).is_working(here.date()) else 0
    return Gaps(_open_of(session, empty, here) if unattended else 0, _without_standard(session, scope))


def empty_today(session: TenantSession, now: datetime) -> int:
    """How many counters of the whole pemda open today, a working day, without anybody on duty at any time of it."""
    here = clock.local(now, session.tenant.timezone)
    if not days_of(session, here.date(), here.date()).is_working(here.date()):
        return 0
    begins = here.replace(hour=0, minute=0, second=0, microsecond=0)
    empty = _nobody_at(session, Scope(None), begins, begins + timedelta(days=1))
    known = hours_of(session, empty) if empty else {}
    weekday = here.isoweekday()
    return sum(point not in known or any(each.weekday == weekday for each in known[point]) for point in empty)


def _nobody_at(session: TenantSession, scope: Scope, since: datetime, until: datetime) -> list[UUID]:
    """The open counters without anybody on duty between two moments; twice the same: at that moment."""
    today = clock.local(since, session.tenant.timezone).date()
    begins = Duty.starts_at <= since if since == until else Duty.starts_at < until
    duty = sa.exists().where(
        Duty.tenant_id == ServicePoint.tenant_id, Duty.point_id == ServicePoint.id, begins, Duty.ends_at > since,
        col(Duty.withdrawn_at).is_(None),
    )  # fmt: skip
    same = sa.and_(Service.tenant_id == ServicePoint.tenant_id, Service.id == ServicePoint.service_id)
    counters = select(ServicePoint.id).join(Service, same).where(ServicePoint.kind == "counter", ~duty)
    for row in (Service, ServicePoint):
        counters = counters.where(sa.or_(col(row.closed_on).is_(None), col(row.closed_on) > today))
    return list(session.exec(counters.where(_within(ServicePoint.opd_id, scope))))


def _open_of(session: TenantSession, point_ids: list[UUID], here: datetime) -> int:
    """How many of these are open by their own hours; one without hours by the usual ones of an office."""
    known, weekday, minute = hours_of(session, point_ids), here.isoweekday(), here.hour * 60 + here.minute
    usual = HOURS["penuh"][0] <= here.time() < HOURS["penuh"][1]
    return sum(
        any(each.weekday == weekday and each.opens <= minute < each.closes for each in known[point_id])
        if point_id in known
        else usual
        for point_id in point_ids
    )


def _without_standard(session: TenantSession, scope: Scope) -> int:
    """How many open services, samples aside, have no published standard."""
    today = clock.today(session.tenant.timezone)
    told = sa.exists().where(
        ServiceStandard.tenant_id == Service.tenant_id, ServiceStandard.service_id == Service.id
    )
    sample = sa.exists().where(SampleRow.tenant_id == Service.tenant_id, SampleRow.id == Service.id)
    is_open = sa.or_(col(Service.closed_on).is_(None), col(Service.closed_on) > today)
    counted = select(sa.func.count()).select_from(Service).where(is_open, ~told, ~sample)
    return session.exec(counted.where(_within(Service.opd_id, scope))).one()


def _within(opd_id, scope: Scope) -> sa.ColumnElement[bool]:
    return sa.true() if scope.opds is None else col(opd_id).in_(scope.opds)
