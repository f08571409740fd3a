"""What can be written. A letter keeps a code and words; its text is made when it is sent, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.people.letters.rules import PURPOSELESS


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter: `templates/mail/<template>.html` and `.txt`, its subject, and why the reader gets it.

    purpose: what she stops by the link in it; none for a letter that comes once because she asked for it just now.
    """

    name: str  # for the office
    subject: str
    template: str
    why: str
    purpose: str = PURPOSELESS


LETTERS: dict[str, LetterKind] = {}
PURPOSES: dict[str, str] = {}


def know_letters(kinds: Mapping[str, LetterKind], purposes: Mapping[str, str] | None = None) -> None:
    """Registers what a feature writes, and what each of its purposes is called on the page that stops it."""
    LETTERS.update(kinds)
    PURPOSES.update(purposes or {})
