"""Pure rules of the organisation: who may lead whom, what may hang below what, how periods follow one another."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

Key = TypeVar("Key")
DAY = timedelta(days=1)
SHORTEST_PASSWORD = 12
FEWEST_LETTERS = 5  # different ones in a password
FEWEST_OWN = 7  # letters beside a word that everybody takes
ROWS_OF_KEYS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
COMMON_WORDS = """
    password passwd passphrase katasandi sandi rahasia rahasiaku indonesia merdeka bismillah alhamdulillah admin
    administrator pegawai pamong sayang sayangku cinta cintaku selamat datang welcome login masuk iloveyou princess
    sunshine dragon monkey football baseball superman batman master shadow letmein trustno1 freedom whatever hello
    qwerty qwertyuiop asdfgh zxcvbn abcdef test testing default changeme secret server computer komputer internet
    google facebook whatsapp samsung android jakarta bandung surabaya pontianak gorontalo medan makassar kantor dinas
    kota kabupaten provinsi pemerintah pemda pemkot pemkab pemprov bupati walikota gubernur kepegawaian januari
    februari maret april juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu
    minggu garuda pancasila barcelona liverpool chelsea arsenal manchester persib persija mama papa ibuku anakku
    keluarga allah muhammad bintang rembulan mawar melati anggrek
"""
COMMON = sorted(COMMON_WORDS.split(), key=len, reverse=True)


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; no end means for good."""

    since: date
    until: date | None = None

    def common(self, other: "Period") -> "Period | None":
        """The days of both; None when there are none."""
        since = max(self.since, other.since)
        ends = [each.until for each in (self, other) if each.until is not None]
        until = min(ends) if ends else None
        return Period(since, until) if until is None or since <= until else None


@dataclass(frozen=True)
class Follow:
    """How a new row takes its place behind those there are: at most one of the three is said.

    `shorten`: the row whose last day becomes the one before; `replace`: the row that began on this very day and is
    corrected; `later`: a row that begins afterwards and must be dealt with first.
    """

    shorten: int | None = None
    replace: int | None = None
    later: int | None = None


def follow(periods: Sequence[Period], since: date) -> Follow:
    """Where a row for good from `since` on stands among the periods of a person, which do not overlap."""
    for place, period in enumerate(periods):
        if period.since > since:
            return Follow(later=place)
    for place, period in enumerate(periods):
        if period.since == since:
            return Follow(replace=place)
        if period.common(Period(since, since)):
            return Follow(shorten=place)
    return Follow()


def overlap(periods: Iterable[Period], wish: Period) -> Period | None:
    """The first of the periods that shares a day with the wish."""
    return next((period for period in periods if period.common(wish)), None)


def circle(
    superiors: Mapping[Key, Sequence[tuple[Key, Period]]], person: Key, superior: Key, period: Period
) -> list[Key] | None:
    """The chain that would lead from the superior back to the person on some day of the period; None if there is none.

    `superiors`: for each person who leads him and when. The chain begins with the superior and ends with the person.
    A person appraised, however indirectly, by somebody he appraises would have nobody above him (PermenPANRB 6/2022).
    """
    if superior == person:
        return [person]
    waiting, seen = [([superior], period)], set()
    while waiting:
        chain, days = waiting.pop()
        for above, when in superiors.get(chain[-1], ()):
            shared = days.common(when)
            if shared is None or (above, shared) in seen:
                continue
            if above == person:
                return [*chain, person]
            seen.add((above, shared))
            waiting.append(([*chain, above], shared))
    return None


def hangs_below(parents: Mapping[Key, Key | None], node: Key, target: Key | None) -> bool:
    """Whether the target is the node itself or somewhere below it: there the node cannot be hung."""
    seen = set()
    while target is not None and target not in seen:
        if target == node:
            return True
        seen.add(target)
        target = parents.get(target)
    return False


def has_left(left_on: date | None, day: date) -> bool:
    """Whether the last day at work is over."""
    return left_on is not None and left_on < day


def password_fault(password: str, names: Iterable[str], numbers: Iterable[str]) -> str | None:
    """What is wrong with a new password, as a sentence; None if it may be used.

    `names`: words of the person's name, account and pemda; `numbers`: his NIP. Length counts most (NIST SP 800-63B).
    """
    flat = password.lower()
    if len(password) < SHORTEST_PASSWORD:
        return "Kata sandi paling sedikit 12 huruf. Beberapa kata yang tidak berkaitan mudah diingat dan sulit ditebak."
    if len(set(flat)) < FEWEST_LETTERS:
        return "Kata sandi ini berisi huruf yang itu-itu saja, jadi mudah ditebak. Pakai huruf yang lebih beragam."
    if any(len(name) >= 4 and name.lower() in flat for name in names):
        return "Kata sandi ini memuat nama Anda, jadi mudah ditebak. Pakai kata lain."
    if any(part in flat for number in numbers for part in (number, number[:8], number[-6:]) if part):
        return "Kata sandi ini memuat bagian NIP Anda, jadi mudah ditebak. Pakai kata lain."
    if _is_a_row_of_keys(flat) or _is_made_of_common_words(flat):
        return "Kata sandi ini termasuk yang pertama dicoba orang. Pakai beberapa kata yang tidak berkaitan."
    return None


def _is_a_row_of_keys(flat: str) -> bool:
    """Whether most of it goes along a row of the keyboard, forwards or backwards, or repeats a short piece."""
    rows = [row * 2 for row in ROWS_OF_KEYS]
    rows += [row[::-1] for row in rows]
    longest = max(
        size for size in range(len(flat) + 1)
        if any(flat[start : start + size] in row for start in range(len(flat) - size + 1) for row in rows)
    )  # fmt: skip
    repeats = any(flat == (flat[:size] * len(flat))[: len(flat)] for size in range(1, len(flat) // 2 + 1))
    return repeats or longest * 2 > len(flat)


def _is_made_of_common_words(flat: str) -> bool:
    """Whether too little is left once the words everybody takes are gone, with years, and blanks between them."""
    left = flat
    for word in COMMON:
        left = left.replace(word, " ")
    if left == flat:
        return False
    return len(re.sub(r"(19|20)\d\d|[\W_]", "", left)) < FEWEST_OWN
