"""Tables people send: a workbook is unpacked within limits before anything lays it out."""

import io
import re
import zipfile
from datetime import time

import pytest
import xlsxwriter

from webapp.platform.tables_in import Row, Wish, as_cell, read_table, sentence
from webapp.platform.workbooks import Unreadable

KNOWN = Wish(lambda texts: len({"tanggal", "titik"} & set(texts)))


def workbook(row: int = 1) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "tanggal")
        sheet.write_string(row, 0, "2026-11-23")
    return file.getvalue()


def with_part(name: str, change) -> bytes:
    """The workbook with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.namelist():
            content = source.read(part)
            copy.writestr(part, change(content) if part == name else content)
    return target.getvalue()


def far(content: bytes) -> bytes:
    """Its second cell in the last column of the last row there is."""
    return re.sub(rb'r="A2"', b'r="XFD1048576"', content)


def test_a_workbook_is_read():
    table = read_table(workbook(), KNOWN)
    assert (table.headers, table.rows, table.header_row) == (("tanggal",), [Row(2, ("2026-11-23",))], 1)


@pytest.mark.parametrize(
    "content, why",
    [
        (with_part("xl/worksheets/sheet1.xml", far), "terlalu banyak baris"),
        (workbook(row=1_000_000), "terlalu banyak baris"),
        (with_part("xl/sharedStrings.xml", lambda _: b" " * 60_000_000), "jauh lebih besar"),
        (workbook()[:400], "rusak"),
    ],
    ids=["a cell at the end of the world", "a million rows", "a bomb", "half a file"],
)
def test_what_would_fill_the_memory_or_is_broken_is_refused(app, content, why):
    with pytest.raises(Unreadable) as refused:
        read_table(content, KNOWN)
    with app.test_request_context("/"):
        assert why in sentence(refused.value)


def typed(*cells) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, hours = book.add_worksheet(), book.add_format({"num_format": "hh:mm"})
        sheet.write_string(0, 0, "Jadwal dinas")
        sheet.write_row(2, 0, ["tanggal", "titik"])
        for column, cell in enumerate(cells):
            sheet.write(4, column, cell, hours if isinstance(cell, time) else None)
    return file.getvalue()


def test_the_header_may_stand_below_a_title_and_rows_keep_their_numbers():
    table = read_table(typed("2026-11-23", "loket1"), KNOWN)
    assert (table.headers, table.header_row) == (("tanggal", "titik"), 3)
    assert table.rows == [Row(5, ("2026-11-23", "loket1"))]


def test_a_time_of_the_day_stays_a_time_for_who_asks_and_is_a_text_for_others():
    content = typed(time(7, 30), 198505152010031001)
    assert read_table(content, Wish(KNOWN.known, as_cell)).rows[0].cells == (time(7, 30), 1.98505152010031e17)
    assert read_table(content, KNOWN).rows[0].cells == ("07:30:00", "1.98505152010031E+17")


def test_the_limit_of_rows_is_the_one_who_asks_chose():
    lines = b"tanggal;titik\n" + b"1;2\n" * 3
    assert len(read_table(lines, Wish(KNOWN.known, most_rows=3)).rows) == 3
    with pytest.raises(Unreadable, match="too_many_rows"):
        read_table(lines, Wish(KNOWN.known, most_rows=2))
