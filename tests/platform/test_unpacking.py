"""A workbook is laid out by a process of its own, and what no table is is refused before anything lays it out."""

import io
import resource
import zipfile
from datetime import date

import pytest
import xlsxwriter

from webapp.platform import apart, unpacking
from webapp.platform.unpacking import unpacked
from webapp.platform.workbooks import Unreadable

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
ODD = ("ZZZZZZZZZZZ2", "A", "XFE1", "A1048577", "A0", "a1", " A1", "A99999999999", "$A$1", "-1")


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Data")
        page.write_row(1, 1, ["NIP", 12, 1.5, True])
        page.write_datetime(2, 1, date(2026, 11, 22), book.add_format({"num_format": "dd-mm-yyyy"}))
        page.merge_range(3, 1, 3, 2, "bersama")
        book.add_worksheet("Kosong")
        book.add_worksheet("Rahasia").hide()
    return file.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """The workbook with other parts, by the names of their files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(name, parts.get(name.rpartition("/")[2].removesuffix(".xml"), source.read(name)))
    return target.getvalue()


def cells(rows: int, columns: int, cell: bytes) -> bytes:
    lines = (b"".join(cell % (65 + column, row) for column in range(columns)) for row in range(1, rows + 1))
    return SHEET % b"".join(b'<row r="%d">%s</row>' % (row, line) for row, line in enumerate(lines, start=1))


def test_a_workbook_comes_back_with_its_visible_sheets_kinds_of_cells_and_merged_places():
    book = unpacked(workbook())
    assert (book.sheets, book.name, book.merged) == (["Data"], "Data", [((3, 1), (3, 2))])
    assert book.rows == [[], ["", "NIP", 12, 1.5, True], ["", date(2026, 11, 22)], ["", "bersama"]]
    assert unpacked(workbook(), names_only=True).rows == []
    with pytest.raises(Unreadable, match="no_such_sheet"):
        unpacked(workbook(), "Rahasia")


@pytest.mark.parametrize("place", ODD)
def test_a_cell_outside_every_grid_is_refused_before_it_is_laid_out(place):
    """A reference of twelve letters once ended the process that read it."""
    odd = SHEET % f'<row r="2"><c r="{place}"><v>1</v></c></row>'.encode()
    with pytest.raises(Unreadable) as refused:
        unpacked(with_parts(sheet1=odd))
    assert refused.value.code == "damaged"


def test_one_long_text_shown_by_many_cells_is_refused_before_it_is_laid_out():
    bomb = with_parts(sheet1=cells(500, 20, b'<c r="%c%d" t="s"><v>0</v></c>'), sharedStrings=TEXTS % (b"ab cd" * 2000))
    assert len(bomb) < 50_000
    with pytest.raises(Unreadable, match="bomb"):
        unpacked(bomb)


def test_a_text_that_many_cells_show_is_read_while_it_is_short():
    table = with_parts(sheet1=cells(500, 20, b'<c r="%c%d" t="s"><v>0</v></c>'), sharedStrings=TEXTS % b"Pelaksana")
    assert unpacked(table).rows == [["Pelaksana"] * 20] * 500


def test_a_reader_that_needs_too_much_or_too_long_ends_alone_and_the_file_is_refused(monkeypatch):
    wide = with_parts(sheet1=SHEET % (b"<row>" + b"<c><v>1</v></c>" * 3_000_000 + b"</row>"))
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(Unreadable, match="bomb"):
        unpacked(wide)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    monkeypatch.setattr(unpacking, "PATIENCE", 0.001)
    with pytest.raises(Unreadable, match="bomb"):
        unpacked(workbook())


def test_the_other_process_is_told_no_secret(monkeypatch):
    told = {}

    def run(_command, **options):
        told.update(options["env"])
        raise apart.subprocess.TimeoutExpired("", 1)

    monkeypatch.setenv("PAMONG_SECRET", "x")
    monkeypatch.setattr(apart.subprocess, "run", run)
    with pytest.raises(Unreadable):
        unpacked(workbook())
    assert set(told) == {"PYTHONPATH", "PYTHONUTF8"}
