"""Deeds in plain words. What is not listed is shown by its code, so that nothing is ever missing from the trail."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from webapp.people.trail.deeds import DEEDS, KEYS, THINGS
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import short_date

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

# Done by whoever held a link, and that is not proven to be the one it was made for.
BY_LINK = frozenset({"akun:disetel_ulang"})
# What citizens said is read where it is protected, never through the trail, whoever may have recorded it.
CITIZENS = "rating"
SAID_BY_CITIZENS = frozenset({"nilai", "komentar", "alasan", "jawaban", "score", "comment", "text"})
LONGEST = 300


def deed(action: str) -> str:
    """The deed in the reader's words; its code when nobody has given it words."""
    return _(DEEDS[action]) if action in DEEDS else action


def thing(kind: str) -> str:
    """The kind of thing in the reader's words."""
    return _(THINGS[kind]) if kind in THINGS else kind


def key(name: str) -> str:
    """The word for a part of a detail."""
    return _(KEYS[name]) if name in KEYS else name.replace("_", " ").replace("-", " ")


def lines(kind: str, detail: dict[str, Any]) -> list[tuple[str, str]]:
    """A detail as (word, text) lines, in their order; nothing of what citizens said."""
    if kind.startswith(CITIZENS):
        return []
    return [(label, text[:LONGEST]) for label, text in _flat(detail, ()) if text]


def _flat(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in SAID_BY_CITIZENS:
                yield from _flat(inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for inner in value:
            yield " · ".join(map(key, path)), ", ".join(text for _name, text in _flat(inner, ()))
    else:
        yield " · ".join(map(key, path)), _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, str) and DAY.fullmatch(value):
        return short_date(date.fromisoformat(value))
    return "" if value is None else str(value)
