"""The files we give: the template with its explanation, and the rows to correct."""

from collections.abc import Sequence

from webapp.people.imports import words
from webapp.people.imports.mapping import EXTRA, folded
from webapp.people.imports.models import ImportRow, ImportRun
from webapp.platform.i18n import gettext as _
from webapp.platform.sheets import Sheet, as_csv, as_xlsx

HEADERS = (
    "NIP", "NIP sebelumnya", "Nama", "Gelar depan", "Gelar belakang", "Jenis pegawai", "Unit kerja", "Unit induk",
    "Jabatan", "Jenis jabatan", "TMT jabatan", "NIP pejabat penilai",
)  # fmt: skip
EXAMPLES = (
    ("197501012000031001", "", "Contoh Ahmad", "Dr.", "M.Si.", "PNS", "Dinas Contoh", "", "Kepala Dinas Contoh",
     "Pimpinan tinggi", "01-02-2024", ""),
    ("199002022015042002", "", "Contoh Siti", "", "S.Kom.", "PNS", "Bidang Layanan Contoh", "Dinas Contoh",
     "Pranata Komputer Ahli Muda", "Fungsional", "15-03-2025", "197501012000031001"),
    ("199503032023211003", "", "Contoh Budi", "", "", "PPPK", "Bidang Layanan Contoh", "Dinas Contoh",
     "Pengelola Layanan", "Pelaksana", "", "199002022015042002"),
)  # fmt: skip


def template_xlsx() -> bytes:
    """The template: examples to be replaced, and a sheet that explains every column."""
    head = [_("Kolom"), _("Cara mengisi")]
    explained = list(zip(HEADERS, (_(text) for text in words.EXPLAINED), strict=True))
    return as_xlsx(Sheet("Pegawai", HEADERS, EXAMPLES), Sheet(_("Petunjuk"), head, explained))


def template_csv() -> bytes:
    """The same columns and examples as CSV."""
    return as_csv(Sheet("Pegawai", HEADERS, EXAMPLES))


def to_correct(run: ImportRun, rows: Sequence[ImportRow]) -> bytes:
    """The wrong rows in the columns they came in, and what to do about each; every cell is a text."""
    kept = [place for place, header in enumerate(run.headers) if folded(header) != folded(EXTRA)]
    named = {key: run.headers[column] for key, column in run.columns.items()}
    lines = [[*(row.cells[place] for place in kept), advice(row, named)] for row in rows]
    return as_xlsx(Sheet(_("Perlu diperbaiki"), [*(run.headers[place] for place in kept), EXTRA], lines))


def advice(row: ImportRow, named: dict[str, str]) -> str:
    """All that is wrong with a row, in one cell."""
    faults = [words.fault(one, named) for one in row.faults]
    told = [f"{one['column']}: {one['what']} {one['do']}" for one in faults]
    return f"{_('Baris %(n)s', n=row.number)}. " + " ".join(told)
