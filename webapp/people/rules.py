"""Pure rules about people: what a NIP says, what a person is found by, how slow a guesser gets."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

NIP_LENGTH = 18
YOUNGEST_APPOINTMENT = 15  # years between birth and appointment; below it a typing error is more likely
FREE_TRIES = 10  # failures of one name from one network in WINDOW before the answer slows down
NAME_TRIES = 100  # failures of one name from everywhere; a network its owner has signed in from is not held by them
NETWORK_TRIES = 400  # failures from one network: an office, or a whole pemda, may share one address
WINDOW = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
LONGEST_WORD = 40  # letters of a word that are searched
MOST_WORDS = 12  # words of one text that are searched


@dataclass(frozen=True)
class NipFacts:
    """What the digits of a NIP (PNS) or NI PPPK say (Perka BKN 22/2007 and 43/2007)."""

    nip: str
    born: date
    appointed_year: int
    sex: str
    unusual: bool


def read_nip(text: str, kind: str) -> NipFacts:
    """Checks and reads a NIP; blanks (8-6-1-3 writing) are dropped. Raises ValueError with an Indonesian sentence.

    There is no check digit. Digits 13-14 are the month of appointment for PNS only; for PPPK they are the
    number or kind of contract. `unusual` marks an appointment before the age of fifteen.
    """
    nip = "".join(text.split())
    if len(nip) != NIP_LENGTH or not (nip.isascii() and nip.isdigit()):
        raise ValueError("NIP terdiri atas 18 angka.")
    born = _birth_date(nip)
    if kind == "pns" and not 1 <= int(nip[12:14]) <= 12:
        raise ValueError("Bulan pengangkatan pada NIP (angka ke-13 dan 14) harus 01 sampai 12.")
    if nip[14] not in "12":
        raise ValueError("Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).")
    if nip[15:] == "000":
        raise ValueError("Nomor urut NIP (tiga angka terakhir) tidak boleh 000.")
    year = int(nip[8:12])
    return NipFacts(nip, born, year, "L" if nip[14] == "1" else "P", year < born.year + YOUNGEST_APPOINTMENT)


def _birth_date(nip: str) -> date:
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        raise ValueError("Delapan angka pertama NIP harus tanggal lahir yang benar.") from None


def search_words(text: str) -> list[str]:
    """The words by which a name or NIP is found: small letters without accents, each once, in their order.

    'Dr. Nur'aini, S.T.' gives dr, nuraini, st: dots of titles behind a comma and apostrophes join, everything else
    parts. Groups of digits are one number ('19900101 2015 01 1 001'). Used for what is stored and what is asked alike.
    """
    flat = unicodedata.normalize("NFKD", text).lower()
    flat = "".join(letter for letter in flat if not unicodedata.combining(letter) and letter not in "'’‘`ʼ")
    name, comma, titles = flat.partition(",")
    flat = re.sub(r"(?<=\d)[\s.]+(?=\d)", "", name + comma + titles.replace(".", ""))
    words = re.findall(r"[^\W_]+", flat)
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words))[:MOST_WORDS]


def may_try(pair_failures: int, network_failures: int) -> bool:
    """Whether one more password is looked at now. It opens again by itself: nobody can be locked out for good."""
    return pair_failures < FREE_TRIES and network_failures < NETWORK_TRIES


def is_held(name_failures: int) -> bool:
    """Whether this name opens only to networks it has been opened from before: so many guess at it from everywhere."""
    return name_failures >= NAME_TRIES


def own_line(opd_id: UUID | None, parents: dict[UUID, UUID | None]) -> set[UUID]:
    """This office with all above it and all below it: whose matters somebody of it never judges. None: nothing."""
    if opd_id is None:
        return set()
    line, step = {opd_id}, parents.get(opd_id)
    while step is not None and step not in line:
        line.add(step)
        step = parents.get(step)
    below = {opd_id}
    while more := {each for each, parent in parents.items() if parent in below} - below:
        below |= more
    return line | below
