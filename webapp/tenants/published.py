"""What other features may know of a pemda beyond its public facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from webapp.platform.db import TenantSession
from webapp.platform.tenancy import Tenant
from webapp.tenants import queries
from webapp.tenants.colours import DEFAULT_COLOUR, danger, palette
from webapp.tenants.days import Days as Days
from webapp.tenants.days import days_of as days_of
from webapp.tenants.queries import calendar_from
from webapp.tenants.rules import Retention, add_days_of_weeks
from webapp.tenants.settings.sections import add_section, sections

__all__ = ["Logo", "Retention", "add_section", "colour_rules", "holidays_between", "logo_of", "palette_of",
           "retention_of",
           "sections", "theme_rules", "working_days_after", "working_days_after_each"]  # fmt: skip


@dataclass(frozen=True)
class Logo:
    """The pemda's logo as PNG bytes, at most 512 pixels wide and high."""

    png: bytes
    width: int
    height: int


def working_days_after(session: TenantSession, start: date, days: int) -> date:
    """The date so many working days of this pemda after `start`."""
    calendar = calendar_from(session, start)
    return add_days_of_weeks(start, days, calendar.weeks, calendar.holidays)


def working_days_after_each(session: TenantSession, starts: Sequence[date], days: int) -> list[date]:
    """The date so many working days after each of these, for the price of one."""
    if not starts:
        return []
    calendar = calendar_from(session, min(starts))
    return [add_days_of_weeks(start, days, calendar.weeks, calendar.holidays) for start in starts]


def holidays_between(session: TenantSession, since: date, until: date) -> dict[date, str]:
    """The pemda's days off of a period, both ends included, with their names."""
    return {row.day: row.name for row in queries.holidays(session, since, until)}


def logo_of(session: TenantSession) -> Logo | None:
    """The logo in force, or None."""
    row = queries.newest_logo(session)
    return Logo(row.png, row.width, row.height) if row and row.png else None


def retention_of(session: TenantSession) -> Retention:
    """How long this pemda keeps what it may choose about."""
    return queries.retention(session)


def palette_of(tenant: Tenant) -> dict[str, str]:
    """This pemda's colours by the names style sheets give them, readable on each other: {'--nila': '#2c3d8f', …}."""
    return palette(_colour(tenant))


def colour_rules(tenant: Tenant) -> str:
    """The style rule that gives pages this pemda's colours."""
    return _rules(_colour(tenant), warns=False)


def theme_rules(tenant: Tenant) -> str:
    """The same for pages that warn of something: with other colours of danger where its own are too near."""
    return _rules(_colour(tenant), warns=True)


def _colour(tenant: Tenant) -> str:
    return tenant.colours.get("nila", DEFAULT_COLOUR)


@lru_cache(maxsize=1024)
def _rules(colour: str, warns: bool) -> str:
    colours = palette(colour) | (danger(colour) if warns else {})
    return ":root{" + ";".join(f"{name}:{value}" for name, value in colours.items()) + "}"
