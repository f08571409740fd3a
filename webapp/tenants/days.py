"""Which days of a period are working days of a pemda."""

from dataclasses import dataclass
from datetime import date

from webapp.platform.db import TenantSession
from webapp.tenants import queries
from webapp.tenants.rules import Week, week_on


@dataclass(frozen=True)
class Days:
    """The working weeks (from, ISO days) and the holidays of a period: day -> name."""

    weeks: tuple[Week, ...]
    holidays: dict[date, str]

    def is_working(self, day: date) -> bool:
        return day.isoweekday() in week_on(day, self.weeks) and day not in self.holidays


def days_of(session: TenantSession, since: date, until: date) -> Days:
    """The calendar of this period, its last day included."""
    days_off = {row.day: row.name for row in queries.holidays(session, since, until)}
    return Days(queries.calendar_from(session, until).weeks, days_off)
