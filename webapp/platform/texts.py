"""What people type, as it is kept: harmless marks that come with pasting are cleaned away, others are told of. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum

BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
BACKWARDS = "\u202e"  # RIGHT-TO-LEFT OVERRIDE: what is read is not what is stored
JOINERS = re.compile("[\u200c\u200d]+")
# Invisible, though Unicode counts them as letters, marks or symbols.
FILLERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u180b\u180c\u180d\u180f")
BLANKS = frozenset("\t\u2800")
VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")  # Arabic signs of numbers and verses


class Fault(Enum):
    """Why a text is not taken as it came."""

    LINES = "several lines where one is asked for"
    HIDDEN = "control characters, or letters turned around"


def clean(text: str, *, many_lines: bool = False) -> tuple[str, Fault | None]:
    """The text as it can be kept, in NFC, and what was wrong with it.

    Blanks of all kinds become one, line ends become one kind, what cannot be seen is dropped (but joiners inside
    scripts and emoji that need them). With a fault the text is still usable: shown again, it can be sent.
    """
    if text.isascii() and text.isprintable():
        return text, None
    text, fault = BREAKS.sub("\n", text), None
    if not many_lines:
        text = text.strip()
        fault = Fault.LINES if "\n" in text else None
        text = text.replace("\n", " ")
    if any(_is_dangerous(letter) for letter in text):
        fault = Fault.HIDDEN
    text = "".join(map(_kept, text))
    text = JOINERS.sub(lambda found: found[0][0] if _joins(text, *found.span()) else "", text)
    return unicodedata.normalize("NFC", text), fault


def shortened(text: str, most: int = 80) -> str:
    """The text on one line, cut between words where it is longer than so many letters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    begun, _blank, _rest = text[: most + 1].rpartition(" ")
    return (begun or text[: most - 1]).rstrip(" ,;:.-") + "…"


def begins(name: str, words: Iterable[str]) -> bool:
    """Each of these words, in small letters, begins some word of the name."""
    parts = name.casefold().replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def _is_dangerous(letter: str) -> bool:
    return letter == BACKWARDS or (unicodedata.category(letter) == "Cc" and letter not in "\n\t")


def _kept(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter in BLANKS:
        return " "
    if letter == "\n" or JOINERS.match(letter) or letter in VISIBLE_FORMATS:
        return letter
    return "" if kind in ("Cc", "Cf") or letter in FILLERS else letter


def _joins(text: str, start: int, end: int) -> bool:
    """Whether a joiner stands between two letters of a script, or parts of an emoji, that know joiners."""
    return _knows_joiners(text[start - 1 : start]) and _knows_joiners(text[end : end + 1])


def _knows_joiners(letter: str) -> bool:
    return "\u0590" <= letter <= "\u1fff" or letter > "\u206f"
