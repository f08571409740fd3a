"""Pure: personal data in what citizens write are hidden before an office reads it (UU 27/2022 on personal data).

Digits of any script, invisible characters and marks of direction hide nothing: what is looked for is looked for in a
folded copy of the text, and what is found is replaced in the text itself. What a reader needs stays readable: amounts,
dates, times, clauses, queue numbers. In doubt a word is hidden; the original is kept apart and loses nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from webapp.feedback import masking_addresses, masking_citizens, masking_names, masking_numbers

VERSION = "2026-3"  # of these rules: stored wherever a masked text is kept
PLACEHOLDERS = {
    "nik": "[nomor induk kependudukan]",
    "nip": "[nomor induk pegawai]",
    "telepon": "[nomor telepon]",
    "nomor": "[nomor panjang]",
    "plat": "[nomor kendaraan]",
    "surel": "[alamat surel]",
    "tautan": "[tautan]",
    "akun": "[nama akun]",
    "petugas": "[nama petugas]",
    "nama": "[nama orang]",
}
COVERED = "[ditutup]"
NAMES = ("petugas", "nama")
HIDDEN = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")  # shown as nothing, though not of the class of formats
# Letters of other scripts that look like these: somebody who pastes a name must not slip by.
ALIKE = str.maketrans(
    "аеорсухіјѕԁһкмтвнԝԛѵαορνικτεսօհոցıłøđħɓɗƙɑɡʀɪʙɢʜʟɴʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ",
    "aeopcyxijsdhkmtbhwqvaopvikteuohnqilodhbdkagribghlnyacdejkmoptuvwzfs",
)
# Letters drawn as signs, each alphabet in its order: black squares and circles, letters of flags.
DRAWN = {first + place: chr(ord("a") + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
ALIKE |= DRAWN
TAKEN = "\0"
SHORT = 8  # letters up to which capitals are no shouting


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and (kind, how often) of what was hidden; kinds are those of PLACEHOLDERS."""

    text: str
    found: tuple[tuple[str, int], ...] = ()

    def names_somebody(self) -> bool:
        """Whether an officer was named, or somebody by a title: such criticism goes to the verifikator."""
        return any(kind in NAMES for kind, _count in self.found)


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """The text with personal data replaced by words in brackets. `names`: full names of officers, titles allowed.

    Masking what is masked changes nothing.
    """
    clean, known, found = _visible(text), masking_names.known(tuple(sorted(names))), Counter()
    while spans := _spans(clean, known):
        for start, end, kind in reversed(spans):
            clean = clean[:start] + PLACEHOLDERS[kind] + clean[end:]
        found.update(kind for _start, _end, kind in spans)
    return Masked(clean, tuple(sorted(found.items())))


def is_masked(text: str) -> bool:
    """Whether something in this text was hidden or covered."""
    return COVERED in text or HIDDEN.search(text) is not None


def cover(text: str, words: Iterable[str]) -> str:
    """The text with these words closed wherever they stand whole, however they are written; what a mask left stays."""
    for word in words:
        parts = r"\s+".join(map(re.escape, word.split()))
        if parts:
            found = re.compile(rf"{HIDDEN.pattern}|{re.escape(COVERED)}|(?<!\w){parts}(?!\w)", re.IGNORECASE)
            text = found.sub(lambda one: one.group() if _is_mask(one.group()) else COVERED, text)
    return text


def _is_mask(found: str) -> bool:
    return found == COVERED or HIDDEN.fullmatch(found) is not None


def _spans(clean: str, known: masking_names.Known) -> list[tuple[int, int, str]]:
    """Where something is to be hidden, in order and apart from each other."""
    folded, at = _folded(clean)
    found: list[tuple[int, int, str]] = []
    folded = HIDDEN.sub(lambda match: TAKEN * len(match.group()), folded)
    capital = _case(clean, at)
    for look in (
        masking_addresses.find, masking_numbers.find, lambda t: masking_citizens.find(t, capital, known),
        lambda t: masking_names.find(t, capital, known),
    ):  # fmt: skip
        for start, end, kind in look(folded):
            found.append((at[start], max(at[end], at[end - 1] + 1), kind))
            folded = folded[:start] + TAKEN * (end - start) + folded[end:]
    return _joined(clean, _apart(sorted(found)))


def _apart(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Those that begin where the one before has ended: what is left over is found in the next round."""
    last = 0
    for start, end, kind in spans:
        if start >= last:
            yield start, end, kind
            last = end


def _joined(clean: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The parts of one name are hidden as one; of an officer's only where all of it is known to be."""
    found: list[tuple[int, int, str]] = []
    for start, end, kind in spans:
        if found and kind in NAMES and found[-1][2] in NAMES and clean[found[-1][1] : start] == " ":
            start, _end, before = found.pop()
            kind = kind if kind == before else "nama"
        found.append((start, end, kind))
    return found


def _case(clean: str, at: list[int]) -> list[bool]:
    """For each folded character whether it was a capital; in a text of capitals that says nothing."""
    letters = [one for one in clean if one.isalpha()]
    shouted = 2 * sum(map(str.isupper, letters)) > len(letters) > SHORT
    return [not shouted and clean[place].isupper() for place in at[:-1]]


def _visible(text: str) -> str:
    """Without characters nobody sees; what is left is composed."""
    seen = "".join(one for one in text if one in "\n\t" or not _is_invisible(one))
    return unicodedata.normalize("NFC", seen)


def _is_invisible(one: str) -> bool:
    return one in BLANKS or unicodedata.category(one) in ("Cf", "Cc", "Cs", "Cn", "Co")


def _folded(text: str) -> tuple[str, list[int]]:
    """Small Latin letters and Western digits, and for each the place it came from (one more: the end)."""
    folded, at = [], []
    for place, one in enumerate(text):
        for plain in _fold(one):
            folded.append(plain)
            at.append(place)
    return "".join(folded), [*at, len(text)]


@lru_cache(maxsize=4096)
def _fold(one: str) -> str:
    digit = unicodedata.digit(one, None)
    if digit is None and unicodedata.category(one) == "Lo":  # Chinese numerals are letters to Unicode
        digit = next((n for n in range(10) if n == unicodedata.numeric(one, None)), None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", one).lower().translate(ALIKE)
    return "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Me"))
