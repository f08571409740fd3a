"""Tables for spreadsheets run nothing and keep what they were given."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from webapp.platform.sheets import Drawing, Sheet, as_csv, as_xlsx, harmless

SHEET = Sheet(
    "Pegawai [uji]: 1/2",
    ("NIP", "Nama", "Nilai", "Sejak"),
    [("199001012015011001", "=HYPERLINK(1)", Decimal("3.25"), date(2026, 11, 2)), ("+62", "@a", None, None)],
)


def test_a_csv_carries_everything_as_text_that_does_nothing():
    rows = list(csv.reader(io.StringIO(as_csv(SHEET).decode("utf-8-sig"))))
    assert rows[1] == ["199001012015011001", "'=HYPERLINK(1)", "3.25", "2026-11-02"]
    assert rows[2] == ["'+62", "'@a", "", ""]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_what_would_compute_is_preceded_by_an_apostrophe(text):
    assert harmless(text) == "'" + text


@given(st.text())
@example("Uji;=1+1;x")
@example("Uji\n =1+1")
@example("\r=1")
def test_no_text_at_all_begins_as_a_formula_however_its_cells_are_parted(text):
    for cell in re.split("[;\n\r]", harmless(text)):
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))


def test_a_workbook_holds_texts_numbers_and_dates_and_no_formula():
    file = as_xlsx(SHEET, Sheet("Kosong", ("A",), []))
    book = CalamineWorkbook.from_object(io.BytesIO(file))
    first = book.get_sheet_by_name("Pegawai  uji   1 2").to_python()
    assert first[1] == ["199001012015011001", "=HYPERLINK(1)", 3.25, date(2026, 11, 2)]
    assert book.sheet_names[1] == "Kosong"
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name)]


def names_in(book: bytes) -> str:
    return " ".join(zipfile.ZipFile(io.BytesIO(book)).namelist())


def test_a_workbook_draws_what_a_sheet_asks_for():
    drawing = Drawing("Mana yang terendah?", 0, 1, 1, 4)
    rows = [("waktu", Decimal("2.91")), ("biaya", Decimal("3.40"))]
    book = as_xlsx(Sheet("Nilai", ["Unsur", "Nilai"], rows, drawing))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert "Mana yang terendah?" in chart and "Nilai!$B$2:$B$3" in chart and '<c:max val="4"/>' in chart
    assert "chart1.xml" not in names_in(as_xlsx(Sheet("Kosong", ["Unsur", "Nilai"], [], drawing)))
