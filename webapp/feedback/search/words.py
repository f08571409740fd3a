"""Indonesian words as a search compares them: folded, without stop words, by their stems. Pure.

The stemmer (Snowball, after Tala) takes endings and beginnings off by rules and knows no dictionary. It gives no letter
back that a beginning has swallowed (`menunggu` from `tunggu`), and now and then takes too much (`sekolah` -> `seko`).
That harms nothing as long as the text and the question lose the same, so only words that citizens and offices use
in several forms are listed here: ROOTS names, for a stem that has lost or kept too much, the one it stands for.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import stemmer

VERSION = "2"  # of these rules: stored with what is indexed, so that a change of rules is found as a difference
LONGEST = 40  # letters of a word that are looked at
SHORTEST_PREFIX = 3  # letters of an unfinished word
AFTER_ALL_LETTERS = "\U0010ffff"  # a beginning and this end the range of the words that begin so
WORD = re.compile(r"[^\W_]+(?:['’‘`ʼ][^\W_]+)*")
QUOTES = str.maketrans("", "", "'’‘`ʼ")
STOP = frozenset(
    [
        "ada", "adalah", "agar", "akan", "anda", "apa", "atas", "atau", "bagi", "bahwa", "banyak", "bisa",
        "buat", "dalam", "dan", "dapat", "dari", "dengan", "di", "dia", "dong", "el", "ia", "ini", "itu",
        "jadi", "jika", "juga", "kah", "kalau", "kami", "kamu", "karena", "ke", "kepada", "ketika", "kita",
        "lagi", "lah", "maka", "mereka", "namun", "nya", "oleh", "pada", "para", "pun", "saat", "saja",
        "sambil", "sampai", "sangat", "saya", "se", "sebagai", "sebuah", "secara", "sedang", "sehingga",
        "sejak", "seperti", "serta", "sudah", "supaya", "tapi", "telah", "tetapi", "the", "of", "and", "to",
        "for", "untuk", "yaitu", "yang", "yakni", "yg", "utk", "dgn", "pd", "dr", "tsb",
    ]
)
SPELLINGS = {  # one word, written in several ways
    "antri": "antre", "ijin": "izin", "nomer": "nomor", "jadual": "jadwal", "apotik": "apotek", "resiko": "risiko",
    "praktek": "praktik", "sistim": "sistem", "karir": "karier", "gak": "tidak", "nggak": "tidak", "ga": "tidak",
    "tdk": "tidak", "blm": "belum", "ektp": "ktp", "ktpel": "ktp", "online": "daring",
    "offline": "luring", "hp": "telepon", "telpon": "telepon", "handphone": "telepon",
}  # fmt: skip
ENDINGS = ("nya", "lah", "kah", "ku", "mu")
WHOLE = {  # before the stemmer sees them: words that only look derived from another
    "petugas": "petugas", "pengawas": "pengawas", "pegawai": "pegawai", "kepegawaian": "pegawai",
    "penduduk": "penduduk", "kependudukan": "penduduk", "berpenduduk": "penduduk", "keluarga": "keluarga",
    "kekeluargaan": "keluarga", "berkeluarga": "keluarga", "keterangan": "keterangan", "sekolah": "sekolah",
    "persekolahan": "sekolah", "bersekolah": "sekolah", "penyakit": "penyakit", "perusahaan": "perusahaan",
    "perempuan": "perempuan", "selama": "selama", "kerja": "kerja", "kerjaan": "kerja", "mengerjakan": "kerja",
    "terima": "terima", "menerima": "terima", "penerimaan": "terima",
    "penerima": "terima", "diterima": "terima",
    "nilai": "nilai", "penilaian": "nilai", "menilai": "nilai", "penilai": "nilai", "dinilai": "nilai",
    "pakai": "pakai", "memakai": "pakai", "pemakaian": "pakai", "pemakai": "pakai", "dipakai": "pakai",
    "keluhan": "keluh", "menikah": "nikah", "mengantuk": "kantuk", "kepala": "kepala", "perangkat": "perangkat",
    "bandara": "bandara", "sampai": "sampai", "selesai": "selesai", "menyelesaikan": "selesai",
    "penyelesaian": "selesai", "diselesaikan": "selesai", "terselesaikan": "selesai",
    "beras": "beras", "teras": "teras",
    "menteri": "menteri", "kementerian": "menteri", "pelan": "pelan", "berapa": "berapa", "dinas": "dinas",
    "undangan": "undangan", "secepatnya": "cepat", "keterlambatan": "lambat",
    "tanya": "tanya", "bertanya": "tanya", "pertanyaan": "tanya", "ditanya": "tanya", "keluar": "keluar",
    "kembali": "kembali", "periksa": "periksa", "memeriksa": "periksa", "minta": "minta", "meminta": "minta",
    "marah": "marah", "marahi": "marah", "memarahi": "marah", "bentak": "bentak", "bentakan": "bentak",
    "membentak": "bentak", "teriak": "teriak", "meneriaki": "teriak", "berteriak": "teriak", "diteriaki": "teriak",
    "ketidakjelasan": "jelas", "ketidakramahan": "ramah", "ketidaknyamanan": "nyaman",
}  # fmt: skip
ROOTS = {  # after the stemmer: the letter the beginning had swallowed
    "ekam": "rekam", "unggu": "tunggu", "irim": "kirim", "olak": "tolak", "utup": "tutup", "eluh": "keluh",
    "usak": "rusak", "umah": "rumah", "erang": "terang", "erima": "terima", "anya": "tanya", "ulis": "tulis",
    "unjuk": "tunjuk", "embali": "kembali", "eluar": "keluar", "urang": "kurang", "umpul": "kumpul", "egur": "tegur",
    "ertib": "tertib", "erbit": "terbit", "etik": "ketik", "ukar": "tukar", "unda": "tunda", "agih": "tagih",
    "ambah": "tambah", "emud": "mudi",
}  # fmt: skip
PHRASES = {  # an abbreviation and what it stands for meet
    ("kartu", "keluarga"): "kk", ("kartu", "tanda", "penduduk"): "ktp", ("surat", "izin", "mengemudi"): "sim",
    ("kartu", "identitas", "anak"): "kia", ("nomor", "induk", "kependudukan"): "nik",
    ("pajak", "bumi", "dan", "bangunan"): "pbb", ("pajak", "kendaraan", "bermotor"): "pkb",
    ("surat", "keterangan", "catatan", "kepolisian"): "skck", ("nomor", "induk", "berusaha"): "nib",
    ("persetujuan", "bangunan", "gedung"): "pbg", ("surat", "keterangan", "tidak", "mampu"): "sktm",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A word of a text: from where to where it stands, as it was folded, and the words it is found by."""

    start: int
    end: int
    surface: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Question:
    """What is looked for: stems that must all be there, and what the last word begins with (None: it is too short)."""

    stems: tuple[str, ...]
    prefix: str | None = None

    def meets(self, keys: Iterable[str]) -> bool:
        """Whether a text with these keys answers."""
        known = set(keys)
        return bool(self.stems) and all(self.finds(stem, known) for stem in self.stems)

    def finds(self, stem: str, known: set[str] | frozenset[str]) -> bool:
        """Whether one of the stems is among the keys; the last one also by its beginning."""
        if stem in known:
            return True
        if not self.prefix or stem != self.stems[-1]:
            return False
        return any(key.startswith(self.prefix) for key in known)

    def marks(self, token: Token) -> bool:
        """Whether a word of the text is one of those looked for."""
        return any(self.finds(stem, token.keys) for stem in self.stems)


def ask(text: str) -> Question:
    """What a reader looks for. Nothing but stop words gives no stems: the caller says so."""
    found = tokens(text)
    stems = tuple(dict.fromkeys(stem(token.surface) for token in found))
    if not stems:
        return Question(())
    last = found[-1].surface
    ends = stems.index(stem(last)) + 1  # the unfinished word comes last, also when it was written before
    stems = (*stems[: ends - 1], *stems[ends:], stem(last))
    return Question(stems, last if len(last) >= SHORTEST_PREFIX else None)


def keys(text: str) -> frozenset[str]:
    """All a text is found by: the stem of each word, the word itself (for beginnings), abbreviations both ways."""
    return frozenset(key for token in tokens(text) for key in token.keys)


def tokens(text: str) -> list[Token]:
    """The words of a text that say something, in order."""
    folded, at = _folded(text)
    plain = [
        (at[match.start()], at[match.end() - 1] + 1, match.group().translate(QUOTES)[:LONGEST])
        for match in WORD.finditer(folded)
    ]
    words = [SPELLINGS.get(surface, surface) for _start, _end, surface in plain]
    short = _abbreviations(words)
    return [
        Token(start, end, surface, _keys_of(surface, words[place]) | short.get(place, frozenset()))
        for place, (start, end, surface) in enumerate(plain)
        if _says_something(words, place)
    ]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one folded word; digits stay as they are."""
    word = SPELLINGS.get(word, word)
    if any(one.isdigit() for one in word) or not word.isascii():
        return word
    bare = next((each for each in map(word.removesuffix, ("", *ENDINGS)) if each in WHOLE), None)
    if bare:
        return WHOLE[bare]
    # A stemmer holds the word it works on: one for each call, as threads share nothing then.
    found = stemmer("indonesian").stemWord(word)
    if word.startswith(("memper", "diper")) and found.startswith("per"):
        found = stemmer("indonesian").stemWord(found)
    return SPELLINGS.get(found, ROOTS.get(found, found)) if len(found) > 1 else word


def _keys_of(surface: str, word: str) -> frozenset[str]:
    long = next((phrase for phrase, short in PHRASES.items() if short == word), ())
    return frozenset({surface, stem(word), *map(stem, long)} - STOP)


def _abbreviations(words: list[str]) -> dict[int, frozenset[str]]:
    """For the places of a phrase: its abbreviation."""
    found: dict[int, frozenset[str]] = {}
    for phrase, short in PHRASES.items():
        for place in range(len(words) - len(phrase) + 1):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found |= {place + more: frozenset({short}) for more in range(len(phrase))}
    return found


def _says_something(words: list[str], place: int) -> bool:
    """No stop word, no single letter; 'KTP elektronik' is the KTP like 'KTP-el' and 'e-KTP', laws no
    invitation."""
    word = words[place]
    if word in STOP or (len(word) == 1 and word.isascii() and not word.isdigit()):
        return False
    before = words[place - 1] if place else ""
    return (before, word) not in (("ktp", "elektronik"), ("perundang", "undangan"))


def _folded(text: str) -> tuple[str, list[int]]:
    """Small letters without marks and invisible characters, and for each the place it came from."""
    folded, at = [], []
    for place, one in enumerate(text):
        for plain in _fold(one):
            folded.append(plain)
            at.append(place)
    return "".join(folded), at


@lru_cache(maxsize=4096)
def _fold(one: str) -> str:
    digit = unicodedata.digit(one, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", one).casefold()
    return "".join(part for part in parts if unicodedata.category(part) not in ("Mn", "Me", "Cf", "Cs"))
