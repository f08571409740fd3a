"""The only place that reads the time. Times are UTC with zone; days are days of the pemda."""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime, timezone: str) -> datetime:
    """The same moment on the pemda's clock (WIB, WITA or WIT)."""
    return moment.astimezone(_zone(timezone))


def today(timezone: str) -> date:
    """The pemda's date at this moment."""
    return local(now(), timezone).date()


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
