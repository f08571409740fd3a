"""What other features may know of a pemda beyond its public facts."""

from datetime import date
from functools import lru_cache

from webapp.platform.db import TenantSession
from webapp.platform.tenancy import Tenant
from webapp.tenants.days import Days as Days
from webapp.tenants.days import days_of as days_of
from webapp.tenants.queries import calendar_from
from webapp.tenants.rules import DEFAULT_COLOUR, add_working_days, palette

__all__ = ["colour_rules", "working_days_after"]


def working_days_after(session: TenantSession, start: date, days: int) -> date:
    """The date so many working days of this pemda after `start`."""
    calendar = calendar_from(session, start)
    return add_working_days(start, days, calendar.working_days, calendar.holidays)


def colour_rules(tenant: Tenant) -> str:
    """The style rule that gives pages this pemda's colours."""
    return _rules(tenant.colours.get("nila", DEFAULT_COLOUR))


@lru_cache(maxsize=1024)
def _rules(colour: str) -> str:
    return ":root{" + ";".join(f"{name}:{value}" for name, value in palette(colour).items()) + "}"
