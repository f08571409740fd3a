"""Pure: which offices stand out from the whole, and which changed, as far as their intervals say so for sure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

LOWEST = 5  # offices named at most: more would be a list nobody reads
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Range:
    """A score with its interval, 1 to 4."""

    score: Decimal
    low: Decimal
    high: Decimal


def surely_below(offices: Mapping[Key, Range], whole: Range) -> set[Key]:
    """The offices whose whole interval lies below that of the pemda; of more than a few those with the lowest score.

    A set: whoever shows them puts them in the order of their names, for this is no ranking.
    """
    below = [key for key, own in offices.items() if own.high < whole.low]
    return set(sorted(below, key=lambda key: (offices[key].score, str(key)))[:LOWEST])


def turn(before: Range, now: Range) -> int:
    """1 when it surely became better, -1 when it became worse, 0 while the intervals overlap."""
    return (now.low > before.high) - (now.high < before.low)
