"""Pure: sheets typed twice, compared field by field, and what state a batch is in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_SHEETS = 25  # in one batch: two seconds of work on paper, and half an hour of typing
FIRST, SECOND, CORRECTION = 1, 2, 3  # typings
VOID = "rusak"  # the one key of a sheet that cannot count
VOID_WORDS = {
    "kosong": "Kosong, hilang, atau tidak dipakai",
    "tidak_lengkap": "Tidak lengkap atau tidak terbaca",
}
OPEN, TYPING, DIFFERENT, READY, CONFIRMED, CANCELLED = (
    "terbuka", "diketik", "berbeda", "siap", "disahkan", "dibatalkan"
)  # fmt: skip
STATE_WORDS = {
    OPEN: "Menunggu pengetik",
    TYPING: "Sedang diketik",
    DIFFERENT: "Ada perbedaan",
    READY: "Siap disahkan",
    CONFIRMED: "Disahkan",
    CANCELLED: "Dibatalkan",
}
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Typed:
    """What is typed of a batch: sheet number -> entry, by typing."""

    first: Mapping[int, Entry]
    second: Mapping[int, Entry]
    corrected: Mapping[int, Entry]

    def of(self, typing: int) -> Mapping[int, Entry]:
        """The entries of one typing."""
        return {FIRST: self.first, SECOND: self.second, CORRECTION: self.corrected}[typing]

    def is_whole(self, sheets: int) -> bool:
        """Whether both have typed every sheet: only then the two are laid side by side."""
        return len(self.first) == len(self.second) == sheets

    def differing(self) -> list[int]:
        """The sheets on which both disagree and that nobody has looked up on the paper yet."""
        return [number for number in sorted(self.first) if number not in self.corrected and self._differs(number)]

    def _differs(self, number: int) -> bool:
        return number in self.second and self.first[number] != self.second[number]

    def settled(self) -> dict[int, Entry]:
        """Every sheet as it counts: as corrected, else as both typed it."""
        return {number: self.corrected.get(number, entry) for number, entry in sorted(self.first.items())}


def state_of(*, is_confirmed: bool, is_cancelled: bool, is_begun: bool, sheets: int, typed: Typed) -> str:
    """The state of a batch of so many sheets."""
    if is_confirmed or is_cancelled:
        return CONFIRMED if is_confirmed else CANCELLED
    if not typed.is_whole(sheets):
        return TYPING if is_begun else OPEN
    return DIFFERENT if typed.differing() else READY


def next_sheet(done: Sequence[int], sheets: int) -> int | None:
    """The first sheet that is not typed yet."""
    return next((number for number in range(1, sheets + 1) if number not in done), None)


def differing_fields(one: Entry, other: Entry) -> list[str]:
    """The keys whose values differ; of a sheet that only one could read, all of them."""
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]


def counting(entries: Mapping[int, Entry]) -> dict[int, Entry]:
    """The sheets that are responses: none that is empty or incomplete."""
    return {number: entry for number, entry in entries.items() if VOID not in entry}
