"""Look-ups about a pemda's own settings."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from webapp.platform.db import TenantSession
from webapp.tenants.models import Holiday, WorkingWeek
from webapp.tenants.rules import DEFAULT_WORKING_DAYS


@dataclass(frozen=True)
class Calendar:
    """A pemda's working days and holidays from a date on."""

    working_days: tuple[int, ...]
    holidays: frozenset[date]


def calendar_from(session: TenantSession, day: date) -> Calendar:
    """The working week in force on that day, and the holidays after it."""
    week = session.exec(
        select(WorkingWeek.days)
        .where(WorkingWeek.valid_from <= day)
        .order_by(col(WorkingWeek.valid_from).desc())
    ).first()
    holidays = session.exec(select(Holiday.day).where(Holiday.day >= day))
    return Calendar(tuple(week) if week else DEFAULT_WORKING_DAYS, frozenset(holidays))


def holidays_between(session: TenantSession, since: date, until: date) -> dict[date, str]:
    """The holidays of the pemda's calendar from `since` to `until`, both included, by day: their names."""
    rows = session.exec(select(Holiday.day, Holiday.name).where(col(Holiday.day).between(since, until)))
    return dict(rows.all())
