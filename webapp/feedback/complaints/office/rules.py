"""Pure: how a clock is read by a person, what a search means, what a reply template may hold, what figures may show."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

PLACEHOLDERS = ("nomor", "unit", "layanan", "tanggal")
BRACES = re.compile(r"\{([^{}]*)\}")
REFERENCE = re.compile(r"[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}")
MOST_WORDS = 6


@dataclass(frozen=True)
class Clock:
    """A running limit. days: working days left until `due` (0: today), or since it passed when `is_late`."""

    due: date
    days: int
    is_late: bool


def read_clock(due: date, today: date, is_working: Callable[[date], bool]) -> Clock:
    """How a limit stands today."""
    late = today > due
    first, last = (due, today) if late else (today, due)
    days = sum(is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    return Clock(due, days, late)


def reference_in(text: str) -> str | None:
    """The eight letters of a case's short name, if this is one."""
    found = REFERENCE.fullmatch(text.strip())
    return found[0].replace("-", "").lower() if found else None


def words_in(text: str) -> list[str]:
    """What to look for, all of it, in small letters."""
    return text.lower().split()[:MOST_WORDS]


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and nobody fills in."""
    return [found for found in BRACES.findall(text) if found not in PLACEHOLDERS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders filled in; other braces stay as they are."""
    return BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def tellable(counts: Mapping[str, int], least: int) -> set[str]:
    """The keys whose counts may be told beside their sum.

    Fewer than `least` are not told, and with them as many of the next larger as it takes that what is hidden is at
    least two cells and `least` cases: nobody finds a small cell by subtracting.
    """
    hidden = {key for key, n in counts.items() if 0 < n < least}
    rest = sorted((n, key) for key, n in counts.items() if n >= least)
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least):
        hidden.add(rest.pop(0)[1])
    return set(counts) - hidden


def share_of(part: int, whole: int, least: int) -> int | None:
    """A share in whole percent; None when it would tell of fewer than `least` on either side."""
    if whole < least or 0 < part < least or 0 < whole - part < least:
        return None
    return round(100 * part / whole)


def middle(values: list[int], least: int) -> int | None:
    """The median, rounded up; None for fewer than `least`."""
    return -int(-median(values) // 1) if len(values) >= least else None
