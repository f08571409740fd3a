"""Pure rules of a pemda: working days, days off, how long what is kept, how it may be reached."""

import re
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT_WORKING_DAYS = (1, 2, 3, 4, 5)
# National days off whose date no decree moves (Keppres 251/1967 as amended, Keppres 24/2013, Keppres 24/2016).
FIXED_HOLIDAYS = {
    (1, 1): "Tahun Baru Masehi",
    (5, 1): "Hari Buruh Internasional",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Proklamasi Kemerdekaan",
    (12, 25): "Kelahiran Yesus Kristus",
}
NATIONAL, COMMON_LEAVE, OWN = "nasional", "cuti_bersama", "daerah"
FIRST_YEAR, LAST_YEAR = 2020, 2100

Week = tuple[date, Collection[int]]


def add_working_days(start: date, days: int, working: Collection[int], holidays: Collection[date]) -> date:
    """The date `days` working days (hari kerja) after `start`; the day itself does not count.

    `working` holds ISO week days (1 = Monday). ValueError if no day of the week is a working day.
    """
    return add_days_of_weeks(start, days, [(date.min, working)], holidays)


def add_days_of_weeks(start: date, days: int, weeks: Sequence[Week], holidays: Collection[date]) -> date:
    """The same where the working week changes on the way: `weeks` are (from, working days), each until the next."""
    if not weeks or not all(working for _, working in weeks):
        raise ValueError("a week without working days has no clock")
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.isoweekday() in week_on(day, weeks) and day not in holidays:
            days -= 1
    return day


def week_on(day: date, weeks: Sequence[Week]) -> Collection[int]:
    """The working days of the week in force on that day; before the first one, the first one's."""
    known = [each for each in weeks if each[0] <= day]
    return max(known, default=min(weeks))[1]


def fixed_holidays(year: int) -> dict[date, str]:
    """The national days off of a year whose dates are certain; the others follow the yearly joint decree."""
    return {date(year, *day): name for day, name in FIXED_HOLIDAYS.items()}


@dataclass(frozen=True)
class DayOff:
    """A day off: its name and kind (nasional, cuti_bersama, daerah)."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True)
class Difference:
    """What an import would do: days that are new, days whose name or kind changes, days known as they are."""

    new: tuple[DayOff, ...]
    changed: tuple[tuple[DayOff, DayOff], ...]
    same: tuple[DayOff, ...]


def compare(known: Mapping[date, DayOff], coming: Sequence[DayOff]) -> Difference:
    """What these days would change, in the order of the year. Of two entries on one day the first counts."""
    first: dict[date, DayOff] = {}
    for each in sorted(coming, key=lambda one: one.day):
        first.setdefault(each.day, each)
    return Difference(
        tuple(each for each in first.values() if each.day not in known),
        tuple((known[each.day], each) for each in first.values() if known.get(each.day, each) != each),
        tuple(each for each in first.values() if known.get(each.day) == each),
    )


def month(year: int, number: int) -> list[list[date | None]]:
    """A month as weeks of seven days, Monday first; None where the week belongs to another month."""
    days: list[date | None] = [None] * (date(year, number, 1).isoweekday() - 1)
    days += [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    days += [None] * (-len(days) % 7)
    return [days[at : at + 7] for at in range(0, len(days), 7)]


@dataclass(frozen=True)
class Retention:
    """How many days are kept: sessions that are over (and the places they were opened from), failed sign-ins."""

    session_days: int = 30
    failure_days: int = 1


SESSION_DAYS, FAILURE_DAYS = (7, 90), (1, 30)
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,24}")
MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
SITE = re.compile(r"https?://([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(/[\w./%~-]*)?", re.IGNORECASE)
INDONESIA = "62"


def checked_phone(text: str) -> str:
    """A telephone number as people write it. ValueError with a sentence."""
    if not PHONE.fullmatch(text) or sum(map(str.isdigit, text)) < 5:
        raise ValueError("Tulis nomor telepon dengan kode daerah, misalnya 0561-730062.")
    return text


def checked_whatsapp(text: str) -> str:
    """A mobile number in international writing, digits only (628...). ValueError with a sentence."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if digits.startswith("0"):
        digits = INDONESIA + digits[1:]
    if not re.fullmatch(r"\+?[0-9 ()./-]+", text) or not re.fullmatch(r"628[0-9]{7,11}", digits):
        raise ValueError("Tulis nomor WhatsApp yang dimulai dengan 08 atau +628, misalnya 0812-3456-7890.")
    return digits


def checked_mail(text: str) -> str:
    """A mail address. ValueError with a sentence."""
    if len(text) > 120 or not MAIL.fullmatch(text):
        raise ValueError("Tulis alamat surel yang lengkap, misalnya humas@pontianak.go.id.")
    return text


def checked_site(text: str) -> str:
    """The address of a web site, with https:// put before it if nothing is. ValueError with a sentence."""
    whole = text if "://" in text else f"https://{text}"
    if len(whole) > 200 or not SITE.fullmatch(whole):
        raise ValueError("Tulis alamat situs yang lengkap, misalnya https://www.pontianak.go.id.")
    return whole
