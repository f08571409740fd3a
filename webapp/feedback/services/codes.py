"""Codes of service points and words in addresses. Pure: the chooser of letters is passed in."""

import re
import unicodedata
from collections.abc import Callable, Sequence

# Without what is mistaken for another when read or said (0 o, 1 i l, 2 z, 5 s, b 8) and without vowels: no words.
LETTERS = "34679cdfghjkmnpqrtvwxy"
LENGTH = 6
LONGEST = 60


def new_code(choose: Callable[[Sequence[str]], str]) -> str:
    """Six letters and digits that nobody can mistake; unique only once the database has said so."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def slug_of(name: str) -> str:
    """A name as a word in an address: 'Akta Kelahiran (baru)' -> 'akta-kelahiran-baru'; never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "layanan"


def free_slug(name: str, taken: set[str]) -> str:
    """The word of this name, with a number behind it when others have it."""
    word, number = slug_of(name), 2
    found = word
    while found in taken:
        found, number = f"{word}-{number}", number + 1
    return found
