"""Deeds in plain words. What is not listed is shown by its code, so that nothing is ever missing from the trail."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from webapp.people.trail.deeds import DEEDS, THINGS
from webapp.people.trail.details import KEYS, VALUES
from webapp.platform import clock
from webapp.platform.i18n import clock_time, short_date, weekday_name
from webapp.platform.i18n import gettext as _

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MOMENT = re.compile(DAY.pattern + r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# Done by whoever held a link, and that is not proven to be the one it was made for.
BY_LINK = frozenset({"akun:disetel_ulang"})
# What citizens said is read where it is protected, never through the trail, whoever may have recorded it.
CITIZENS = "rating"
SAID_BY_CITIZENS = frozenset({"nilai", "komentar", "alasan", "jawaban", "score", "comment", "text"})
LONGEST = 300
HOURS = 4  # weekday, minute of opening, minute of closing, whether on holidays too
WHOLE_DAY = 24 * 60


@dataclass(frozen=True)
class Known:
    """What ids stand for, and the pemda's clock."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    zone: str = "UTC"


def deed(action: str) -> str:
    """The deed in the reader's words; its code when nobody has given it words."""
    return _(DEEDS[action]) if action in DEEDS else action


def thing(kind: str) -> str:
    """The kind of thing in the reader's words."""
    return _(THINGS[kind]) if kind in THINGS else kind


def key(name: str) -> str:
    """The word for a part of a detail."""
    return _(KEYS[name]) if name in KEYS else name.replace("_", " ").replace("-", " ")


def ids_in(value: Any) -> Iterator[UUID]:
    """Every id a detail holds."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from ids_in(inner)
    elif isinstance(value, str) and ID.fullmatch(value):
        yield UUID(value)


def lines(kind: str, detail: dict[str, Any], known: Known | None = None) -> list[tuple[str, str]]:
    """A detail as (word, text) lines, in their order; nothing of what citizens said, no id nobody can read."""
    if kind.startswith(CITIZENS):
        return []
    return [(label, text[:LONGEST]) for label, text in _flat(detail, (), known or Known()) if text]


def _flat(value: Any, path: tuple[str, ...], known: Known) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in SAID_BY_CITIZENS:
                yield from _flat(inner, (*path, name), known)
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for inner in value:
            yield _label(path), ", ".join(text for _name, text in _flat(inner, (), known) if text)
    else:
        yield _label(path), _plain(value, known)


def _label(path: tuple[str, ...]) -> str:
    return " · ".join(map(key, path))


def _plain(value: Any, known: Known) -> str:
    if isinstance(value, list):
        if value and all(map(_is_hours, value)):
            return "; ".join(map(_hours, value))
        return ", ".join(filter(None, (_plain(inner, known) for inner in value)))
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return _text(value, known) if isinstance(value, str) else "" if value is None else str(value)


def _text(value: str, known: Known) -> str:
    if value in VALUES:
        return _(VALUES[value])
    if DAY.fullmatch(value):
        return short_date(date.fromisoformat(value))
    if MOMENT.fullmatch(value):
        at = clock.local(datetime.fromisoformat(value), known.zone)
        return _("%(day)s pukul %(time)s", day=short_date(at), time=clock_time(at))
    if ID.fullmatch(value):
        return known.names.get(UUID(value), "")
    return value.replace("_", " ") if CODE.fullmatch(value) else value


def _is_hours(value: Any) -> bool:
    return isinstance(value, list) and len(value) == HOURS and isinstance(value[3], bool) and value[0] in range(1, 8)


def _hours(row: list) -> str:
    weekday, opens, closes, on_holidays = row
    told = f"{weekday_name(weekday)} {_minute(opens)}\N{EN DASH}{_minute(closes)}"
    return f"{told} ({_('juga hari libur')})" if on_holidays else told


def _minute(minute: int) -> str:
    return clock_time(time(minute // 60, minute % 60)) if minute < WHOLE_DAY else "24.00"
