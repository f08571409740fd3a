"""Whatever is sent is read or refused with a known sentence; nothing else ever comes out."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.files import xlsx
from webapp.people.imports.domain import TABLE
from webapp.platform import tables_in
from webapp.platform.workbooks import Unreadable

LETTERS = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
GOOD = xlsx([("198505152010031001", "Ani", "UPT", "Pengelola", "")])


def read(content: bytes) -> None:
    table, refused = None, None
    try:
        table = tables_in.read_table(content, TABLE)
    except Unreadable as problem:
        refused = problem
    if refused:
        assert tables_in.SENTENCES[refused.code] % refused.values
    else:
        assert table.headers and all(len(row.cells) == len(table.headers) for row in table.rows)
        assert [row.number for row in table.rows] == sorted(row.number for row in table.rows)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(content):
    read(content)


@settings(deadline=None, max_examples=300)
@given(LETTERS, st.sampled_from(ENCODINGS))
def test_any_text_in_any_encoding(text, encoding):
    read(text.encode(encoding, "surrogatepass"))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(LETTERS, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(";,\t"))
def test_any_rows_and_separator(rows, separator):
    read(b"NIP;Nama\n" + "\n".join(separator.join(cells) for cells in rows).encode("utf-8", "replace"))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_workbook_with_damaged_bytes(places):
    content = bytearray(GOOD)
    for place, value in places:
        content[place] = value
    read(bytes(content))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200), st.integers(0, 2000))
def test_a_workbook_whose_sheet_is_damaged(piece, place):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(file, "w") as bad:
        for member in good.namelist():
            part = good.read(member)
            at = place % len(part)
            bad.writestr(member, part[:at] + piece + part[at + len(piece) :] if "sheet1" in member else part)
    read(file.getvalue())
