"""Words on the screen. The message id is the Indonesian sentence; English comes from webapp/locale/en/*.po."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import g, has_request_context, request

INDONESIAN, ENGLISH = "id", "en"
LANGUAGES = (INDONESIAN, ENGLISH)
COOKIE = PARAMETER = "bahasa"
CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "en"


def language() -> str:
    """The reader's language: `?bahasa=`, then the cookie of her own choice, else Indonesian."""
    if not has_request_context():
        return INDONESIAN
    if "language" not in g:
        asked = request.args if request.query_string else {}
        kept = request.cookies if "HTTP_COOKIE" in request.environ else {}
        wish = asked.get(PARAMETER) or kept.get(COOKIE)
        g.language = wish if wish in LANGUAGES else INDONESIAN
    return g.language


def gettext(message: str, **values: object) -> str:
    """The message in the reader's language, with `%(name)s` filled in."""
    text = _in_english(message, values.get("n")) if language() == ENGLISH else message
    return text % values if values else text


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


def long_date(day: date | datetime) -> str:
    """21 November 2026."""
    return format_date(day, "d MMMM y", locale=language())


def short_date(day: date | datetime) -> str:
    """21 Nov 2026."""
    return format_date(day, "d MMM y", locale=language())


def month_name(day: date | datetime) -> str:
    """November 2026."""
    return format_date(day, "MMMM y", locale=language())


def number(value: int | Decimal) -> str:
    """1.234 in Indonesian, 1,234 in English."""
    return format_decimal(value, locale=language())


def decimals(value: Decimal, places: int = 2) -> str:
    """A fixed number of decimals, rounded half up: 3,42 in Indonesian."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return format_decimal(rounded, format="#,##0." + "0" * places if places else "#,##0", locale=language())


def percent(share: Decimal) -> str:
    """A share (0..1) as whole per cent: 42 %."""
    return decimals(Decimal(share) * 100, 0) + "%"


FILTERS = {
    "tanggal": long_date,
    "tanggal_singkat": short_date,
    "bulan": month_name,
    "angka": number,
    "desimal": decimals,
    "persen": percent,
}
