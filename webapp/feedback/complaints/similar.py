"""Pure: how alike two reports are, by the stems of their Indonesian words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import snowballstemmer

WORD = re.compile(r"[a-z]{3,}")
EMPTY = frozenset((
    "ada", "agar", "akan", "aku", "anda", "antara", "apa", "atau", "bagi", "bahwa", "baru", "belum", "biar",
    "bisa", "dan", "dari", "dengan", "dia", "dua", "hanya", "hari", "harus", "ini", "itu", "jadi", "jangan",
    "juga", "kalau", "kami", "karena", "ketika", "kita", "lagi", "lain", "lalu", "lama", "lebih", "masih",
    "mau", "mohon", "nya", "oleh", "pada", "padahal", "para", "pun", "saat", "saja", "sama", "sampai", "sangat",
    "saya", "sebab", "sejak", "semua", "seperti", "sudah", "tadi", "tanpa", "tapi", "telah", "terlalu",
    "tetapi", "tiap", "tidak", "untuk", "yang",
))  # fmt: skip
LEAST_WORDS, LEAST_SHARE = 2, 0.34
T = TypeVar("T")


@lru_cache(maxsize=2048)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that say something."""
    words = [word for word in WORD.findall(text.lower()) if word not in EMPTY]
    return frozenset(snowballstemmer.stemmer("indonesian").stemWords(words))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """0..1: the share of common stems in the smaller of both; 0 when too few are common to mean anything."""
    common = len(left & right)
    return common / min(len(left), len(right)) if common >= LEAST_WORDS else 0.0


def most_alike(title: str, text: str, others: Iterable[tuple[T, str, str]], most: int = 3) -> Sequence[T]:
    """Of (case, title, text), those most like this report, the most alike first. The title counts on its own too."""
    own, own_title = stems(f"{title} {text}"), stems(title)
    found = []
    for case, other_title, other_text in others:
        whole = likeness(own, stems(f"{other_title} {other_text}"))
        share = max(whole, likeness(own_title, stems(other_title)))
        if share >= LEAST_SHARE:
            found.append((share, case))
    return [case for _share, case in sorted(found, key=lambda each: -each[0])[:most]]
