"""Look-ups about a pemda's own settings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.platform.db import TenantSession
from webapp.tenants.models import Holiday, LogoVersion, Pemda, RetentionChoice, WorkingWeek
from webapp.tenants.rules import DEFAULT_WORKING_DAYS, DayOff, Retention, Week


@dataclass(frozen=True)
class Calendar:
    """A pemda's working weeks (from, days) and its holidays from a date on."""

    weeks: tuple[Week, ...]
    holidays: frozenset[date]


def calendar_from(session: TenantSession, day: date) -> Calendar:
    """The working weeks as they follow each other, and the holidays from that day on."""
    holidays = session.exec(select(Holiday.day).where(Holiday.day >= day))
    return Calendar(tuple(weeks(session)) or ((date.min, DEFAULT_WORKING_DAYS),), frozenset(holidays))


def weeks(session: TenantSession) -> list[Week]:
    """Every working week of the pemda, the oldest first: (from, ISO days)."""
    rows = session.exec(select(WorkingWeek.valid_from, WorkingWeek.days).order_by(WorkingWeek.valid_from))
    return [(since, tuple(sorted(days))) for since, days in rows]


def week_from(session: TenantSession, day: date) -> WorkingWeek | None:
    """The working week that begins to hold on this very day."""
    return session.exec(select(WorkingWeek).where(WorkingWeek.valid_from == day)).first()


def holidays(session: TenantSession, since: date, until: date) -> list[Holiday]:
    """Days off of a period, both ends included, in their order."""
    return list(session.exec(select(Holiday).where(col(Holiday.day).between(since, until)).order_by(Holiday.day)))


def days_off(session: TenantSession, days: Collection[date]) -> dict[date, DayOff]:
    """What is known of these days."""
    rows = session.exec(select(Holiday).where(col(Holiday.day).in_(days)))
    return {row.day: DayOff(row.day, row.name, row.kind) for row in rows}


def own_row(session: TenantSession) -> Pemda:
    """The pemda's own row of the directory, held until the transaction ends."""
    own = select(Pemda).where(Pemda.id == session.tenant.id).with_for_update()
    return session.exec(own.execution_options(populate_existing=True)).one()


def newest_logo(session: TenantSession) -> LogoVersion | None:
    """The last version of the logo; one without a picture says that it was taken down."""
    return session.exec(select(LogoVersion).order_by(col(LogoVersion.id).desc())).first()


def logo_bytes(session: TenantSession, sha256: str) -> bytes | None:
    """The picture of this print, of any version."""
    return session.exec(select(LogoVersion.png).where(LogoVersion.sha256 == sha256)).first()


def retention(session: TenantSession) -> Retention:
    """How long what is kept: the pemda's last choice, or the platform's."""
    row = session.exec(select(RetentionChoice).order_by(col(RetentionChoice.id).desc())).first()
    return Retention(row.session_days, row.failure_days) if row else Retention()


def holiday_years(session: TenantSession) -> list[int]:
    """The years that have days off, in their order."""
    year = sa.extract("year", Holiday.day)
    own = select(year).where(Holiday.tenant_id == session.tenant.id)  # an expression alone is not routed by itself
    return [int(each) for each in session.exec(own.distinct().order_by(year))]
