"""Which days of a period are working days of a pemda."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from webapp.platform.db import TenantSession
from webapp.tenants.models import Holiday
from webapp.tenants.queries import calendar_from


@dataclass(frozen=True)
class Days:
    """The working week (ISO days) and the holidays of a period: day -> name."""

    working_days: Collection[int]
    holidays: dict[date, str]

    def is_working(self, day: date) -> bool:
        return day.isoweekday() in self.working_days and day not in self.holidays


def days_of(session: TenantSession, since: date, until: date) -> Days:
    """The calendar of this period, its last day included."""
    asked = select(Holiday.day, Holiday.name).where(Holiday.day >= since, Holiday.day <= until)
    return Days(calendar_from(session, since).working_days, dict(session.exec(asked).all()))
