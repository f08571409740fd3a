"""What one cell says: a NIP, a date, a kind of civil servant, a kind of jabatan. Pure.

Every reader returns a value, or raises Wrong with the code of a sentence (words.FAULTS) and what to fill in.
"""

import re
from datetime import date

from webapp.people.rules import read_nip

EATEN = re.compile(r"[+-]?\d+([.,]\d+)?\s*[eE]\s*\+?\d+")
APPENDED = re.compile(r"['`’‘\s\u00a0.\-]+")
EARLIEST = 1950
MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "feb": 2, "pebruari": 2, "maret": 3, "mar": 3, "april": 4, "apr": 4,
    "mei": 5, "may": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "agustus": 8, "agu": 8, "ags": 8, "aug": 8,
    "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11, "nop": 11,
    "nopember": 11, "desember": 12, "des": 12, "dec": 12,
}  # fmt: skip
OPD_WORDS = (
    ("kelurahan", "kelurahan"), ("kecamatan", "kecamatan"), ("distrik", "kecamatan"), ("rsud", "rsud"),
    ("rumah sakit", "rsud"), ("upt", "upt"), ("uptd", "upt"), ("puskesmas", "upt"), ("inspektorat", "inspektorat"),
    ("sekretariat daerah", "sekretariat"), ("sekretariat dprd", "sekretariat"), ("bagian", "bagian"),
    ("subbagian", "bagian"), ("sub bagian", "bagian"), ("dinas", "dinas"), ("badan", "badan"),
)  # fmt: skip
LEADING = ("jpt", "administrator", "pengawas")
HEADS = (
    ("camat", "kecamatan"), ("lurah", "kelurahan"), ("direktur", "rsud"), ("inspektur", "inspektorat"),
    ("sekretaris", "sekretariat"),
)  # fmt: skip
SPELLINGS = (("sub bagian", "subbagian"), ("sub bidang", "subbidang"), ("uptd", "upt"),
             ("rumah sakit umum daerah", "rsud"))  # fmt: skip
WHOLE = ("daerah", "kota", "kabupaten", "provinsi", "utama")  # Inspektur Daerah leads, Inspektur Pembantu does not
INNER = ("bidang", "bagian", "subbagian", "subbidang", "seksi")  # parts of an OPD: only their whole name says which


class Wrong(Exception):
    """The cell cannot be taken; `code` and `values` make the sentence."""

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code, self.values = code, values


def fold(text: str) -> str:
    """What two writings of the same name share: letters and digits, without case and marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def nip_of(text: str, kind: str | None = None) -> str:
    """The 18 digits. Blanks, dots, dashes and the apostrophe that keeps a text a text are dropped."""
    if EATEN.fullmatch(text.strip()):
        raise Wrong("nip_eaten", text=text)
    digits = APPENDED.sub("", text)
    if re.fullmatch(r"\d{15}000", digits):
        raise Wrong("nip_rounded", text=digits)
    try:
        return read_nip(digits, kind or kind_in(digits)).nip
    except ValueError as problem:
        raise Wrong("nip_wrong", why=str(problem)) from problem


def kind_in(digits: str) -> str:
    """What digits 13-14 tell: a month of appointment (PNS), else the number of a contract (PPPK)."""
    return "pppk" if digits[12:14].isdecimal() and not 1 <= int(digits[12:14]) <= 12 else "pns"


def kind_of_person(text: str) -> str | None:
    """'pns' or 'pppk'; None when the cell is empty."""
    word = fold(text)
    if not word:
        return None
    if "pppk" in word or "p3k" in word or "perjanjian kerja" in word:
        return "pppk"
    if word == "aktif":
        return None
    if word in ("p", "c") or "pns" in word or "pegawai negeri sipil" in word:
        return "pns"
    raise Wrong("kind_unknown", text=text)


def day_of(text: str, today: date) -> date | None:
    """The date, written as people write it; None when the cell is empty."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"\d{1,6}([.,]\d+)?", text):
        raise Wrong("date_number", text=text)
    year, month, day = _parts(text)
    if len(year) != 4:
        raise Wrong("date_short", text=text)
    try:
        found = date(int(year), month, int(day))
    except ValueError as problem:
        raise Wrong("date_impossible", text=text) from problem
    if not EARLIEST <= found.year <= today.year + 1:
        raise Wrong("date_far", text=text)
    return found


def _parts(text: str) -> tuple[str, int, str]:
    """Year, month, day as written."""
    text = re.sub(r"[T ]\d{1,2}[:.]\d{2}([:.]\d{2})?.*$", "", text)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return found[1], int(found[2]), found[3]
    if found := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]+)\s*[-/. ]\s*(\d{1,4})", text):
        month = int(found[2]) if found[2].isdecimal() else MONTHS.get(found[2].casefold(), 0)
        return found[3], month, found[1]
    raise Wrong("date_strange", text=text)


def kind_of_jabatan(text: str, echelon: str, title: str) -> str:
    """One of people.models.JABATAN_KINDS; the echelon says it best, then the word for the kind, then the title."""
    if found := re.match(r"\s*(IV|V|III|II|I|[1-5])\b", echelon.upper()):
        return {"I": "jpt", "II": "jpt", "1": "jpt", "2": "jpt", "III": "administrator", "3": "administrator"}.get(
            found[1], "pengawas"
        )
    word = fold(text)
    if not word:
        return _kind_by_title(title)
    for part, kind in (
        ("fungsional umum", "pelaksana"), ("pelaksana", "pelaksana"), ("fungsional", "fungsional"),
        ("pimpinan tinggi", "jpt"), ("jpt", "jpt"), ("administrator", "administrator"), ("pengawas", "pengawas"),
    ):  # fmt: skip
        if part in word:
            return kind
    if "struktural" in word or word == "manajerial":
        return _kind_by_title(title, "pengawas")
    raise Wrong("jabatan_kind_unknown", text=text)


def _kind_by_title(title: str, otherwise: str = "pelaksana") -> str:
    word = fold(title)
    if re.match(r"(kepala (dinas|badan)|inspektur\b|sekretaris daerah|staf ahli)", word):
        return "jpt"
    if re.match(r"(camat|sekretaris (dinas|badan)|kepala bidang|kepala bagian)\b", word):
        return "administrator"
    if re.match(r"(lurah|kepala (sub|seksi|upt))", word):
        return "pengawas"
    is_graded = re.search(r" (ahli (pertama|muda|madya|utama)|terampil|mahir|penyelia)$", word)
    return "fungsional" if is_graded else otherwise


def leads(kind: str, title: str, *names: str) -> bool:
    """Whether a jabatan of this kind leads the unit of these names: Camat, Lurah, Direktur, or Kepala of just it."""
    if kind not in LEADING:
        return False
    head, _blank, rest = _spelled(title).partition(" ")
    units = [_spelled(name) for name in names if name]
    if head == "kepala" and rest:
        return any(_is_named(rest, unit) for unit in units)
    place = next((place for word, place in HEADS if word == head), "")
    if not place or kind_of_opd(names[0]) != place:
        return False
    return not rest or rest.split()[0] in WHOLE or any(rest in unit for unit in units)


def _is_named(rest: str, unit: str) -> bool:
    """Dinas, or Dinas Kesehatan, is said of Dinas Kesehatan; Bidang Data of Bidang Data and nothing else."""
    if f"{unit} ".startswith(f"{rest} ") or f"{rest} ".startswith(f"{unit} "):
        return True
    said = rest.split()
    return said[0] not in INNER and set(said) <= set(unit.split())


def _spelled(name: str) -> str:
    word = f" {fold(name)} "
    for other, usual in SPELLINGS:
        word = word.replace(f" {other} ", f" {usual} ")
    return word.strip()


def kind_of_opd(name: str) -> str:
    """One of people.models.OPD_KINDS, by the first words of the name."""
    word = fold(name)
    return next((kind for start, kind in OPD_WORDS if word.startswith(start)), "bidang")


def whole_name(name: str, front: str, back: str) -> str:
    """Dr. Budi Santoso, S.Sos.: a name all in capitals is written as names are."""
    if name.isupper():
        name = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), name.lower())
    name = f"{front.strip()} {name}" if front.strip(" -") else name
    return f"{name}, {back.strip()}" if back.strip(" -") else name
