"""The calendar as its pages show it."""

from collections.abc import Sequence
from datetime import date

from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import language
from webapp.tenants.models import Holiday
from webapp.tenants.rules import FIRST_YEAR, LAST_YEAR, DayOff, Week, month, week_on

WEEK_DAYS = {1: "Senin", 2: "Selasa", 3: "Rabu", 4: "Kamis", 5: "Jumat", 6: "Sabtu", 7: "Minggu"}
SHORT_DAYS = {1: "Sen", 2: "Sel", 3: "Rab", 4: "Kam", 5: "Jum", 6: "Sab", 7: "Min"}
HOLIDAY_KINDS = {"nasional": "Libur nasional", "cuti_bersama": "Cuti bersama", "daerah": "Libur daerah"}
SEPARATOR = "|"


def week_days() -> list[tuple[str, str]]:
    """(number, word) of the days of the week."""
    return [(str(number), _(word)) for number, word in WEEK_DAYS.items()]


def kinds() -> list[tuple[str, str]]:
    """(slug, word) of the kinds of days off."""
    return [(slug, _(word)) for slug, word in HOLIDAY_KINDS.items()]


def days_of_week(weeks: Sequence[Week], day: date) -> list[str]:
    """The working days in force on that day, as a form holds them."""
    return [str(each) for each in week_on(day, weeks)]


def weeks_told(weeks: Sequence[Week], today: date) -> list[dict]:
    """Every working week with when it began to hold, the newest first; which of them holds now."""
    ordered = sorted(weeks, reverse=True)
    now = next((since for since, _days in ordered if since <= today), ordered[-1][0])
    return [
        {
            "since": since if since > date.min else None,
            "days": ", ".join(_(WEEK_DAYS[each]) for each in days),
            "is_now": since == now,
            "is_coming": since > today,
        }
        for since, days in ordered
    ]


def of_year(year: int, rows: Sequence[Holiday], weeks: Sequence[Week]) -> list[dict]:
    """Twelve months of weeks of days: number, kind of day off (or None), name, whether it is a working day."""
    off = {row.day: row for row in rows}
    return [
        {
            "name": _month_name(year, number),
            "heads": [(_(SHORT_DAYS[each]), _(WEEK_DAYS[each])) for each in range(1, 8)],
            "weeks": [[_day(day, off, weeks) for day in week] for week in month(year, number)],
        }
        for number in range(1, 13)
    ]


def _day(day: date | None, off: dict[date, Holiday], weeks: Sequence[Week]) -> dict | None:
    if day is None:
        return None
    row = off.get(day)
    return {
        "number": day.day,
        "kind": row.kind if row else None,
        "name": row.name if row else None,
        "works": day.isoweekday() in week_on(day, weeks),
    }


def _month_name(year: int, number: int) -> str:
    from babel.dates import format_date

    return format_date(date(year, number, 1), "LLLL y", locale=language())


def told(day: DayOff) -> dict[str, object]:
    """A day of an import: what is shown, and the line that is sent back."""
    line = SEPARATOR.join((day.day.isoformat(), day.kind, day.name))
    return {"day": day.day, "name": day.name, "kind": _(HOLIDAY_KINDS[day.kind]), "line": line}


def read_lines(lines: Sequence[str], year: int) -> list[DayOff] | None:
    """The days out of the lines of a dry run; None if one of them was not made by us."""
    found = []
    for line in lines:
        day, _sep, rest = line.partition(SEPARATOR)
        kind, _sep, name = rest.partition(SEPARATOR)
        try:
            read = date.fromisoformat(day)
        except ValueError:
            return None
        if read.year != year or kind not in HOLIDAY_KINDS or not 3 <= len(name) <= 120:
            return None
        found.append(DayOff(read, name, kind))
    return found if FIRST_YEAR <= year <= LAST_YEAR else None
