"""Pure: where a folded text names people: officers that are known, and whoever is called by a title.

A full name is found however it is written; a part of one after a title ('Bu Sari'), written large, or long enough
to be no other word.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)?")
TITLES = _listed(
    "bu ibu bpk pak bapak mas mbak mba kak kakak bang abang sdr sdri saudara saudari dokter dr drg bidan suster ners"
    " perawat om tante haji hajah hj kang teh uda uni daeng cak ning koh cik encik nyonya tuan bernama namanya"
    " mbok aa teteh ustad ustaz"
)
WEAK = _listed("dr h hj kak perawat ning om tuan aa koh encik")  # also other words: known names only
SHORTENED = _listed("bpk sdr sdri dr drg")
# After a title these are offices, not names.
OFFICES = _listed(
    "camat lurah kepala kadis kades kabid kasi kabag kasubag kasubbag sekda sekretaris rt rw wali walikota bupati"
    " gubernur wakil guru dokter bidan suster perawat petugas polisi satpam sekuriti security direktur ketua menteri"
    " presiden desa dinas dan atau yang di ke saya ibu bapak pak bu haji hajah hj dewan hakim jaksa dosen kasir"
    " anda kami kita tolong mohon sudah tidak terima terimakasih rumah hamil menyusui muda tua itu ini dari untuk"
    " selamat semoga maaf apakah kenapa mengapa bagaimana dimana kapan siapa warga masyarakat"
    " pegawai staf pejabat pelaksana admin loket operator penghulu babinsa bhabinkamtibmas posyandu pkk"
)
# Parts of names that are everyday words: alone they are hidden only after a title or within the full name.
EVERYDAY = _listed(
    "baik cepat indah setia murni cahaya mulia utama jaya sehat bunga putri putra anak surat agama bulan bintang"
    " permata mawar melati fajar purnama lestari subur makmur teguh sukses damai bahagia abadi agung harapan rezeki"
    " hati sabar jujur ramah pelayanan dinas kota kantor kartu jumat januari februari maret april juni juli agustus"
    " september oktober november desember senin selasa rabu kamis sabtu minggu islam kristen tanah timur barat utara"
    " selatan pagi siang malam waktu tahun antrean loket petugas pegawai layanan sangat saya kami mereka semua karena"
    " mohon tolong terima kasih sudah belum tidak bisa harus untuk dengan lebih kurang masih"
)
# Of these, the ones people are called by: after a title, and where a name goes on, they belong to it.
NAMELIKE = _listed(
    "indah setia murni cahaya mulia utama jaya bunga putri putra bulan bintang permata mawar melati fajar purnama"
    " lestari subur makmur teguh sukses damai bahagia abadi agung rezeki hati sabar jujur sabtu jumat"
)
DEGREE = re.compile(r"\b(?:[a-z]{1,5}\.)+[a-z]{0,6}\.?|,.*$", re.IGNORECASE)
SHORTEST, SHORTEST_TITLED, SHORTEST_SMALL, SHORTEST_JOINED = 4, 3, 5, 8
SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s.,*_()|/-]{1,2}[^\W\d_]){3,}(?![^\W_])")
NO_LETTER = re.compile(r"[\W\d_]+")
MIXED = re.compile(r"(?<![^\W_])(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]{4,40}(?![^\W_])")
AS_LETTERS = str.maketrans("01345789", "oieastbg")


@dataclass(frozen=True)
class Known:
    """Names of officers, folded: their parts, which part follows which, and two of them written as one word."""

    parts: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    joined: frozenset[str] = frozenset()

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Parts long enough to be no other word, however they are spelled out."""
        return tuple(part for part in self.parts if len(part) >= SHORTEST and part not in EVERYDAY)


@lru_cache(maxsize=256)
def known(names: tuple[str, ...]) -> Known:
    """The parts of full names; titles and degrees are no part of a name."""
    parts, pairs, joined = set(), set(), set()
    for name in names:
        words = [word for word in _words(name) if word not in TITLES and len(word) > 1]
        parts.update(word for word in words if len(word) >= SHORTEST_TITLED)
        pairs.update((one, other) for one in words for other in words if one != other)
        joined.update("".join(two) for two in pairwise(words) if len("".join(two)) >= SHORTEST_JOINED)
        joined.add("".join(words) if len(words) > 1 else "")
    return Known(frozenset(parts), frozenset(pairs), frozenset(joined - {""}))


def find(text: str, is_capital: Sequence[bool], names: Known) -> Iterator[tuple[int, int, str]]:
    """(start, end, kind) of each name. `is_capital`: for each character of the text as it was written."""
    yield from _disguised(text, names)
    words = list(WORD.finditer(text))
    end = -2  # nothing went before
    for place, word in enumerate(words):
        after = _next_to(text, words[place - 1], word) if place else None
        follows = words[place + 1] if place + 1 < len(words) else None
        before_it = follows.group() if follows and _next_to(text, word, follows) else None
        goes_on = word.start() == end + 1 and text[end] == " "
        kind = _kind(word.group(), after, before_it, is_capital[word.start()], names, goes_on)
        if kind:
            end = word.end()
            yield word.start(), word.end(), kind


def _disguised(text: str, names: Known) -> Iterator[tuple[int, int, str]]:
    """Known names spelled letter by letter ('S a r i'), or with digits for letters ('S4ri')."""
    for run in SPELLED.finditer(text):
        plain = NO_LETTER.sub("", run.group())
        if any(part in plain for part in names.telling):
            yield run.start(), run.end(), "petugas"
    for word in MIXED.finditer(text):
        plain = word.group().translate(AS_LETTERS)
        if plain in names.telling or plain in names.joined:
            yield word.start(), word.end(), "petugas"


def _kind(word: str, after: str | None, before: str | None, large: bool, names: Known, goes_on: bool) -> str | None:
    if (after, word) in names.pairs or (word, before) in names.pairs:
        return "petugas"
    if word in names.joined:
        return "petugas"
    if word in names.parts and (after in TITLES or goes_on or _stands_out(word, large=large)):
        return "petugas"
    if not large or len(word) < SHORTEST_TITLED or word in OFFICES | TITLES | (EVERYDAY - NAMELIKE):
        return None
    return "nama" if goes_on or (after in TITLES - WEAK) else None


def _stands_out(word: str, *, large: bool) -> bool:
    if word in EVERYDAY:
        return False
    return len(word) >= (SHORTEST if large else SHORTEST_SMALL)


def _next_to(text: str, one: re.Match, other: re.Match) -> str:
    """The first of two words beside each other; the empty word if more than a blank, or the end of a sentence, lies
    between."""
    between, word = text[one.end() : other.start()], one.group()
    if between == ". ":
        return word if word in SHORTENED or len(word) == 1 else ""
    return word if re.fullmatch(r"[\s_\-]{1,2}|\.|: ?", between) else ""


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", DEGREE.sub(" ", name)).lower()
    return WORD.findall("".join(one for one in plain if unicodedata.category(one) != "Mn"))
