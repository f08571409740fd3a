"""Tables people send: a workbook is unpacked within limits before anything lays it out."""

import io
import re
import zipfile

import pytest
import xlsxwriter

from webapp.platform.tables_in import Unreadable, rows_of
from webapp.platform.uploads import Upload


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
    assert rows_of(Upload("a.xlsx", workbook())) == [["tanggal"], ["2026-11-23"]]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (with_part("xl/worksheets/sheet1.xml", far), "bukan tabel yang dapat dibaca"),
        (workbook(row=1_000_000), "bukan tabel yang dapat dibaca"),
        (with_part("xl/sharedStrings.xml", lambda _: b" " * 60_000_000), "bukan tabel yang dapat dibaca"),
        (workbook()[:400], "tidak dapat dibuka"),
    ],
    ids=["a cell at the end of the world", "a million rows", "a bomb", "half a file"],
)
def test_what_would_fill_the_memory_or_is_broken_is_refused(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        rows_of(Upload("a.xlsx", content))
