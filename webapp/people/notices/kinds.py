"""What can be told. A notice keeps a code, an object and words; the sentence of the code is the reader's own."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """The sentence of a code, and the page that shows its object: `endpoint`, with the object as `parameter`.

    translated: which of its words are messages themselves, not names.
    """

    sentence: str
    endpoint: str
    parameter: str | None = None
    icon: str = "info"
    translated: frozenset[str] = frozenset()


KINDS: dict[str, Kind] = {}


def know(kinds: Mapping[str, Kind]) -> None:
    """Registers what a feature tells."""
    KINDS.update(kinds)
