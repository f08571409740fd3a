"""Pure: how long a device has been silent while its place was open, and what of its clock is worth a word."""

from collections.abc import Sequence
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]

QUIET = timedelta(minutes=10)  # a device tells of itself every minute
LONG = timedelta(minutes=60)  # from here on the bureau is told
WRONG_CLOCK = 120  # seconds


def silence(last_seen: datetime | None, opened: Sequence[Span], now: datetime) -> timedelta:
    """How long nothing was heard within the opening that runs now; nothing outside of opening hours."""
    for starts, ends in opened:
        if starts <= now < ends:
            return now - max(last_seen or starts, starts)
    return timedelta()


def unheard(last_seen: datetime, unsent: int, opened: Sequence[Span], now: datetime) -> bool:
    """Whether a device went silent in the opening that runs now or, outside of hours, in the last one; with unsent
    answers also when no opening says that it should be heard. `opened`: in their order."""
    begun = [(starts, min(ends, now)) for starts, ends in opened if starts <= now]
    if begun and begun[-1][1] - max(last_seen, begun[-1][0]) > QUIET:
        return True
    return bool(unsent) and now - last_seen > LONG


def is_wrong(clock_skew: int) -> bool:
    """Whether the clock of a device is off by more than anybody overlooks."""
    return abs(clock_skew) > WRONG_CLOCK
