"""Which column of the file is which of our fields: known names proposed, a former choice preferred. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

EXTRA = "Yang perlu diperbaiki"  # the column we add to the file of rows to correct


@dataclass(frozen=True)
class Field:
    """One of our fields: its key, the word for it, and the headers it is known by, folded, the likeliest first."""

    key: str
    label: str
    names: tuple[str, ...]
    needed: bool = False


FIELDS = (
    Field("nip", "NIP", ("nipbaru", "nip", "nipnipppk", "nippppk", "nipppk", "nomorindukpegawai"), True),
    Field("nip_lama", "NIP sebelumnya", ("niplama", "nipsebelumnya")),
    Field("nama", "Nama", ("nama", "namalengkap", "namapegawai", "namapns", "namaasn"), True),
    Field("gelar_depan", "Gelar depan", ("gelardepan", "glrdepan", "gelardpn")),
    Field("gelar_belakang", "Gelar belakang", ("gelarbelakang", "glrbelakang", "gelarblk")),
    Field("jenis", "Jenis pegawai", ("jenispegawai", "jenispegawainama", "jenisasn", "statuscpnspns",
                                     "statuskepegawaian", "statuspegawai", "statusasn", "jeniskepegawaian", "jenis",
                                     "status", "kedudukanhukumnama", "kedudukanhukum")),
    Field("unit", "Nama unit kerja", ("unornama", "unitkerja", "unitorganisasi", "namaunor", "opd", "perangkatdaerah",
                                      "unor")),
    Field("unit_induk", "Unit induk", ("unorinduknama", "unorinduk", "unitinduk", "namaunorinduk")),
    Field("jabatan", "Jabatan", ("jabatannama", "jabatan", "namajabatan")),
    Field("jenis_jabatan", "Jenis jabatan", ("jenisjabatannama", "jenisjabatan")),
    Field("eselon", "Eselon", ("eselon", "eselonnama", "esselon")),
    Field("tmt", "Tanggal mulai jabatan (TMT)", ("tmtjabatan", "mulaimenjabat", "tanggalmulaijabatan")),
    Field("atasan", "NIP pejabat penilai", ("nipatasan", "nippejabatpenilai", "nipatasanlangsung", "nippenilai")),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
KINDS = frozenset({"pns", "cpns", "pppk", "p3k"})
KNOWN = frozenset(name for field in FIELDS for name in field.names)


def folded(header: str) -> str:
    """A header without case, blanks, underscores, dots."""
    return re.sub(r"[\W_]+", "", header.casefold())


def known_headers(cells: Sequence[str]) -> int:
    """How many of these cells are headers of fields of ours."""
    return len({folded(cell) for cell in cells} & KNOWN)


def headers_key(headers: Sequence[str]) -> str:
    """The same for files with the same headers in any order; our own column of corrections does not count."""
    names = sorted({folded(header) for header in headers} - {folded(EXTRA), ""})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def proposed(headers: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[str, int]:
    """Field -> column. What was chosen for these headers before counts alone; else the names we know."""
    places = {folded(header): column for column, header in reversed(list(enumerate(headers))) if header}
    if remembered is not None:
        chosen = {key: places.get(folded(header)) for key, header in remembered.items() if key in BY_KEY}
    else:
        chosen = {field.key: _first(field, places) for field in FIELDS}
    return {key: column for key, column in chosen.items() if column is not None}


def overlooked(headers: Sequence[str], rows: Iterable[Sequence[str]], columns: Mapping[str, int]) -> list[str]:
    """Headers of unused columns that say nothing but who is PNS and who PPPK, while no column was chosen for that."""
    if "jenis" in columns:
        return []
    values: dict[int, set[str]] = {column: set() for column in set(range(len(headers))) - set(columns.values())}
    for cells in rows:
        for column in values:
            if len(values[column]) <= len(KINDS):
                values[column].add(folded(cells[column]))
    return [headers[column] for column in sorted(values) if headers[column] and _are_kinds(values[column])]


def _are_kinds(values: set[str]) -> bool:
    return bool(values - {""}) and values - {""} <= KINDS


def _first(field: Field, places: Mapping[str, int]) -> int | None:
    return next((places[name] for name in field.names if name in places), None)


def to_remember(columns: Mapping[str, int], headers: Sequence[str]) -> dict[str, str]:
    """Field -> header, for the next file that has these headers."""
    return {key: headers[column] for key, column in columns.items()}


def wrong(columns: Mapping[str, int]) -> dict[str, str]:
    """Field -> code of what is wrong with this choice; nothing when it can be used."""
    found = {field.key: "needed" for field in FIELDS if field.needed and field.key not in columns}
    if ("unit" in columns) != ("jabatan" in columns):
        found["jabatan" if "unit" in columns else "unit"] = "together"
    seen: dict[int, str] = {}
    for key, column in columns.items():
        if column in seen:
            found[key] = "twice"
        seen[column] = key
    return found
