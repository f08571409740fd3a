"""When a service point is open: weekly hours, holidays, a moment. Pure; days and minutes are the pemda's own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

WHOLE_DAY = 24 * 60
FAR = 21  # days looked ahead for the next opening
SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|—|s\.?d\.?|sampai|to)\s*(\d{1,2})(?:[.:](\d{2}))?")
BETWEEN = re.compile(r"[,;\n]| dan | and ")


class Now(Enum):
    """What can be said of a point at a moment."""

    UNKNOWN = "no hours are known"
    OPEN = "open at this moment"
    LATER = "opens later today"
    OVER = "was open today and is closed by now"
    REST = "not open on this day of the week"
    HOLIDAY = "closed for a holiday"


@dataclass(frozen=True, order=True)
class Hours:
    """Open on this ISO week day (1 = Monday) from minute to minute of the day; `closes` may be 1440, the midnight."""

    weekday: int
    opens: int
    closes: int
    on_holidays: bool = False


@dataclass(frozen=True)
class State:
    """`spans`: (opens, closes) of the day in minutes; `until`: the minute it closes; `following`: the next opening."""

    now: Now
    spans: tuple[tuple[int, int], ...] = ()
    until: int | None = None
    holiday: str | None = None
    following: tuple[date, int] | None = None


def state_at(hours: Sequence[Hours], holidays: Mapping[date, str], moment: datetime) -> State:
    """Open or not at this moment of the pemda's own clock; `moment` carries the pemda's zone."""
    if not hours:
        return State(Now.UNKNOWN)
    day, minute = moment.date(), moment.hour * 60 + moment.minute
    spans = spans_on(hours, holidays, day)
    for opens, closes in spans:
        if opens <= minute < closes:
            return State(Now.OPEN, spans, until=_end_of(hours, holidays, day, closes))
    if spans and minute < spans[-1][0]:
        return State(Now.LATER, spans)
    following = _next_opening(hours, holidays, day)
    if spans:
        return State(Now.OVER, spans, following=following)
    shut = day in holidays and any(each.weekday == day.isoweekday() for each in hours)
    return State(Now.HOLIDAY if shut else Now.REST, holiday=holidays[day] if shut else None, following=following)


def spans_on(hours: Sequence[Hours], holidays: Mapping[date, str], day: date) -> tuple[tuple[int, int], ...]:
    """The (opens, closes) of one day, in order."""
    those = [each for each in hours if each.weekday == day.isoweekday() and (each.on_holidays or day not in holidays)]
    return tuple(sorted((each.opens, each.closes) for each in those))


def _end_of(hours: Sequence[Hours], holidays: Mapping[date, str], day: date, closes: int) -> int | None:
    """The minute of the day it closes; None when it goes on round the clock. Hours that touch are one opening."""
    for _ in range(FAR):
        day, opening = day + timedelta(days=closes // WHOLE_DAY), closes % WHOLE_DAY
        after = [end for start, end in spans_on(hours, holidays, day) if start == opening]
        if not after:
            return closes
        closes = after[0]
    return None


def _next_opening(hours: Sequence[Hours], holidays: Mapping[date, str], after: date) -> tuple[date, int] | None:
    for step in range(1, FAR + 1):
        day = after + timedelta(days=step)
        if spans := spans_on(hours, holidays, day):
            return day, spans[0][0]
    return None


def overlaps(hours: Sequence[Hours]) -> set[int]:
    """The week days on which two openings overlap."""
    found, before = set(), None
    for each in sorted(hours):
        if before and before.weekday == each.weekday and each.opens < before.closes:
            found.add(each.weekday)
        before = each
    return found


def by_equal_days(hours: Sequence[Hours]) -> Iterator[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
    """The week in few lines: (week days in a row, their spans); a day without hours has no spans."""
    group: list[int] = []
    spans_of_group: tuple = ()
    for weekday in range(1, 8):
        spans = tuple(sorted((each.opens, each.closes) for each in hours if each.weekday == weekday))
        if group and spans != spans_of_group:
            yield tuple(group), spans_of_group
            group = []
        group.append(weekday)
        spans_of_group = spans
    yield tuple(group), spans_of_group


def as_clock(minute: int) -> str:
    """08.00; the midnight that ends a day is 24.00."""
    return f"{minute // 60:02d}.{minute % 60:02d}"


def spans_of(text: str) -> list[tuple[int, int]]:
    """'08.00-12.00, 13.00-15.30' as (opens, closes) in minutes; empty for an empty text.

    ValueError with 'no-clock' for what is no time of day, 'backwards' when it closes before it opens.
    """
    spans = [_span(part.strip().lower()) for part in BETWEEN.split(text) if part.strip()]
    return sorted(spans)


def _span(text: str) -> tuple[int, int]:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError("no-clock")
    opens, closes = (int(found[one]) * 60 + int(found[two] or 0) for one, two in ((1, 2), (3, 4)))
    if int(found[2] or 0) > 59 or int(found[4] or 0) > 59 or opens >= WHOLE_DAY or closes > WHOLE_DAY:
        raise ValueError("no-clock")
    if closes <= opens:
        raise ValueError("backwards")
    return opens, closes


def as_text(spans: Sequence[tuple[int, int]]) -> str:
    """The spans as `spans_of` reads them."""
    return ", ".join(f"{as_clock(opens)}-{as_clock(closes)}" for opens, closes in spans)
