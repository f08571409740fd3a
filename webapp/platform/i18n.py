"""Words on the screen. The message id is the Indonesian sentence; English comes from webapp/locale/en/*.po.

The rating pages speak the pemda's regional languages too (platform/regional.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import g, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from webapp.platform import regional, tenancy

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)
NAMES = {INDONESIAN: "Bahasa Indonesia", ENGLISH: "English"}
COOKIE = PARAMETER = "bahasa"
PLEA = PARAMETER.encode()
# Blueprints that set no language cookie: their addresses carry the language, and it may be a regional one.
CARRYING = frozenset({"ratings", "checking", "kiosks", "visits"})
WIB, WITA, WIT = ("Waktu Indonesia Barat", "WIB"), ("Waktu Indonesia Tengah", "WITA"), ("Waktu Indonesia Timur", "WIT")
ZONES = {"Asia/Jakarta": WIB, "Asia/Pontianak": WIB, "Asia/Makassar": WITA, "Asia/Jayapura": WIT}
CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "en"


_speaking: ContextVar[str] = ContextVar("speaking", default="")


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Everything inside is said in that language, whoever asked: for what is written to somebody who is not here."""
    token = _speaking.set(tag if tag in LANGUAGES else INDONESIAN)
    try:
        yield
    finally:
        _speaking.reset(token)


def language() -> str:
    """The reader's language: `?bahasa=`, then the cookie of her own choice, else Indonesian; one this pemda offers."""
    if chosen := _speaking.get():
        return chosen
    if not has_request_context():
        return INDONESIAN
    if "language" not in g:
        g.language = asked() or kept() or INDONESIAN
    return g.language


def offered() -> tuple[str, ...]:
    """The languages of the pemda being served; outside one, all there are."""
    mine = getattr(tenancy.current_or_none(), "languages", LANGUAGES)
    return tuple(each for each in LANGUAGES if each in mine)


def asked() -> str:
    """The language this very address asks for, if this page speaks it; else nothing."""
    if PLEA not in request.query_string:
        return ""
    if "asked" not in g:
        wish = request.args.get(PARAMETER, "")
        g.asked = wish if wish and wish in spoken_here() else ""
    return g.asked


def kept() -> str:
    """The language in the reader's cookie, or nothing."""
    wish = request.cookies.get(COOKIE, "") if "HTTP_COOKIE" in request.environ else ""
    return wish if wish and wish in offered() else ""


def carried() -> str:
    """The language that links and forms of this page must carry on, since the reader's browser keeps none; or nothing.

    Whoever sends a cookie, any, takes them: the language she clicks is kept in one.
    """
    wish = asked()
    return wish if request.blueprint in CARRYING or not (wish == INDONESIAN or request.cookies) else ""


def spoken_here() -> dict[str, str]:
    """The languages of this page, tag and own name: on the rating pages the pemda's regional ones too."""
    names = {tag: NAMES[tag] for tag in offered()}
    if request.blueprint not in CARRYING:
        return names
    return names | {tongue.tag: tongue.name for tongue in regional.offered_languages(tenancy.current_or_none())}


def is_unchecked() -> bool:
    """Whether this page speaks a language that waits for a native speaker's check."""
    return language() not in LANGUAGES and not regional.tongues()[language()].is_checked


def original(message: str) -> str:
    """The Indonesian word to stand beside an unchecked one, lest a bad translation make a wrong answer; or nothing."""
    return message if is_unchecked() and message in regional.tongues()[language()].sentences else ""


def gettext(message: str, **values: object) -> str:
    """The message in the reader's language, with `%(name)s` filled in."""
    reader = language()
    if reader == INDONESIAN:
        text = message
    else:
        text = _in_english(message, values.get("n")) if reader == ENGLISH else regional.say(reader, message)
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(text) % values
    return text % values if values else text


def settle(page: str) -> str:
    """The whole page as it is sent: in a regional language, what fell back to Indonesian says so."""
    return page if language() in LANGUAGES else regional.settle(page)


@lru_cache(maxsize=1)
def english() -> dict[str, str]:
    """Every translated message; one with a plural as it is said of many."""
    return {message: forms[-1] for message, forms in _forms().items()}


def _in_english(message: str, count: object) -> str:
    """Indonesian has one form for one and for many, English two: `n` chooses."""
    forms = _forms().get(message, (message,))
    return forms[0] if str(count) == "1" else forms[-1]


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, ...]]:
    """Each message's English: one text, or two if the catalogue tells one from many (msgid_plural)."""
    messages: dict[str, tuple[str, ...]] = {}
    for path in sorted(CATALOGUE.glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file):
                ids, forms = _as_tuple(entry.id), _as_tuple(entry.string)
                if ids[0] and all(forms):
                    messages[ids[0]] = forms
    return messages


def _as_tuple(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _locale() -> str:
    """Whose dates and numbers are written: regional languages write them as Indonesian does."""
    return ENGLISH if language() == ENGLISH else INDONESIAN


def long_date(day: date | datetime) -> str:
    """21 November 2026."""
    return format_date(day, "d MMMM y", locale=_locale())


def short_date(day: date | datetime) -> str:
    """21 Nov 2026."""
    return format_date(day, "d MMM y", locale=_locale())


def weekday_name(day: int) -> str:
    """Senin for 1, Minggu for 7."""
    return format_date(date(2024, 1, day), "EEEE", locale=_locale())  # a January that begins on a Monday


def clock_time(moment: time | datetime) -> str:
    """14.30 in Indonesian, 14:30 in English; the moment is already on the pemda's clock."""
    return moment.strftime("%H:%M" if language() == ENGLISH else "%H.%M")


def zone_name(timezone: str) -> str:
    """Waktu Indonesia Barat (WIB): an abbreviation never stands without its long form at first sight."""
    name, short = ZONES[timezone]
    return f"{gettext(name)} ({short})"


def month_name(day: date | datetime) -> str:
    """November 2026."""
    return format_date(day, "MMMM y", locale=_locale())


def number(value: int | Decimal) -> str:
    """1.234 in Indonesian, 1,234 in English."""
    return format_decimal(value, locale=_locale())


def decimals(value: Decimal, places: int = 2) -> str:
    """A fixed number of decimals, rounded half up: 3,42 in Indonesian."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format_decimal(rounded, format="#,##0." + "0" * places if places else "#,##0", locale=_locale())


def percent(share: Decimal) -> str:
    """A share (0..1) as whole per cent: 42 %."""
    return decimals(Decimal(share) * 100, 0) + "%"


def read_anew(write: Callable[..., Any]) -> Callable[..., Any]:
    """As a filter: asked at every reading. Of a constant Jinja would else keep what the first reader's language was."""

    @pass_context
    def filtered(_context: Context, *values: Any) -> Any:
        return write(*values)

    return filtered


WRITTEN = {
    "tanggal": long_date,
    "tanggal_singkat": short_date,
    "jam": clock_time,
    "zona": zone_name,
    "bulan": month_name,
    "angka": number,
    "desimal": decimals,
    "persen": percent,
}
FILTERS = {name: read_anew(write) for name, write in WRITTEN.items()}
