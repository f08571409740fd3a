"""Days off out of an ICS file (RFC 5545): whole days, several days at once, and those that come again every year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from webapp.platform.texts import clean
from webapp.tenants.rules import COMMON_LEAVE, DayOff

LARGEST_FILE = 512 * 1024
MOST_EVENTS = 1000
MOST_RULES = 20  # events that repeat: each may cost a look at every day up to the year asked for
LONGEST = 31  # days of one event
LONGEST_NAME = 120
YEARLY = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY)((;(INTERVAL=[1-9][0-9]?|COUNT=[1-9][0-9]{0,2}|BYMONTH=[0-9,]+|"
                    r"BYMONTHDAY=[-0-9,]+|BYDAY=[-0-9A-Z,]+|WKST=[A-Z]{2}))*)")  # fmt: skip
COUNT = re.compile(r"(?:^|;)COUNT=(\d+)")


class CannotRead(ValueError):
    """The file is no calendar we take; the message is a sentence for the sender."""


@dataclass(frozen=True)
class Found:
    """The days off of one year, and how many entries were left out: with an hour, too long, or not to be read."""

    days: tuple[DayOff, ...]
    skipped: int


def days_of(content: bytes, year: int, kind: str) -> Found:
    """The days off of `year` in the file. What calls itself cuti bersama is that, everything else is `kind`.

    Raises CannotRead.
    """
    events = _events(content)
    found: list[DayOff] = []
    skipped = rules = 0
    for event in events:
        rules += "RRULE" in event
        try:
            if rules > MOST_RULES and "RRULE" in event:
                raise ValueError("too many rules")
            found += list(_days(event, year, kind))
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
            skipped += 1
    return Found(tuple(sorted(found, key=lambda one: one.day)), skipped)


def _events(content: bytes) -> list:
    from icalendar import Calendar

    if len(content) > LARGEST_FILE:
        raise CannotRead("Berkas ini lebih besar dari setengah MB. Kirim kalender hari libur saja.")
    if b"BEGIN:VCALENDAR" not in content[:1024].upper():
        raise CannotRead("Berkas ini bukan kalender ICS. Pilih berkas yang namanya berakhir dengan .ics.")
    try:
        events = Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        raise CannotRead("Kalender ini tidak terbaca, mungkin rusak atau terpotong. Unduh lagi dari asalnya.") from None
    if not events:
        raise CannotRead("Kalender ini tidak berisi satu hari pun.")
    if len(events) > MOST_EVENTS:
        raise CannotRead("Kalender ini terlalu panjang: paling banyak 1.000 catatan.")
    return events


def _days(event, year: int, kind: str) -> Iterator[DayOff]:
    first, length = _span(event)
    name = _name(event)
    kind = COMMON_LEAVE if "cuti bersama" in name.lower() else kind
    left_out = set(_left_out(event))
    for start in _starts(event, first, year):
        for day in (start + timedelta(days=number) for number in range(length)):
            if day.year == year and start not in left_out:
                yield DayOff(day, name, kind)


def _span(event) -> tuple[date, int]:
    """The first day and how many days; the end that a file names is the day after the last."""
    first = event.decoded("DTSTART")
    if isinstance(first, datetime):
        raise ValueError("an entry with an hour is no day off")
    end = event.decoded("DTEND") if "DTEND" in event else first + timedelta(days=1)
    length = max((end - first).days, 1)
    if isinstance(end, datetime) or length > LONGEST:
        raise ValueError("longer than a month")
    return first, length


def _name(event) -> str:
    name = clean(str(event.get("SUMMARY", "")))[0].strip()[:LONGEST_NAME]
    if len(name) < 3:
        raise ValueError("a day off without a name")
    return name


def _starts(event, first: date, year: int) -> list[date]:
    """The days it begins on, of this year and the month before it."""
    if "RRULE" not in event:
        return [first]
    from dateutil.rrule import rrulestr

    text = event["RRULE"].to_ical().decode()
    until = re.search(r"(?:^|;)UNTIL=(\d{8})[T\dZ]*", text)
    text = re.sub(r"(?:^|;)UNTIL=[^;]*", "", text).lstrip(";")
    if not YEARLY.fullmatch(text) or not 1970 <= first.year <= year:
        raise ValueError("a rule we do not follow")
    last = min(date(year, 12, 31), datetime.strptime(until[1], "%Y%m%d").date() if until else date.max)  # noqa: DTZ007
    count = COUNT.search(text)
    # Without an end a rule that never comes true is followed to the year 9999.
    rule = rrulestr(COUNT.sub("", text).lstrip(";"), dtstart=_midnight(first)).replace(until=_midnight(last))
    days = [each.date() for each in islice(rule, int(count[1]) if count else None)]
    return [day for day in days if day >= date(year - 1, 12, 1)]


def _left_out(event) -> Iterator[date]:
    lists = event.get("EXDATE", [])
    for each in lists if isinstance(lists, list) else [lists]:
        yield from (one.dt for one in each.dts)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - days of a calendar have no zone
