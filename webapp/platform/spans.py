"""Pure: days from one to another, both included, as pairs."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
DAY = timedelta(days=1)


def holds(spans: Iterable[Span], day: date) -> bool:
    """Whether the day is in one of them."""
    return any(since <= day <= until for since, until in spans)


def within(spans: Iterable[Span], since: date, until: date) -> tuple[Span, ...]:
    """What of these days lies between two days: in their order, those that touch or overlap as one."""
    found: list[Span] = []
    for first, last in sorted((max(first, since), min(last, until)) for first, last in spans):
        if first > last:
            continue
        if found and first <= found[-1][1] + DAY:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def count_days(spans: Iterable[Span]) -> int:
    """How many days these are, which do not overlap."""
    return sum((until - since).days + 1 for since, until in spans)
