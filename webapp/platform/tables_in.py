"""Tables people send, whoever made them: a CSV or a sheet of a workbook becomes headers and rows of clean cells.

What a spreadsheet has made of a number is kept visible, never guessed back. Cells are texts (`as_text`); who asks for
`as_cell` gets the days, times and numbers of a workbook as such, because a time of the day has no text that is its own.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from webapp.platform.csv_in import TOP, rows_of, separator_of
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number as written
from webapp.platform.texts import clean
from webapp.platform.unpacking import Book, unpacked
from webapp.platform.workbooks import MOST_COLUMNS, MOST_ROWS, Unreadable, kind_of

Cell = str | int | float | bool | date | time
EXACT = 10**15  # spreadsheets keep fifteen digits; beyond, the last ones are lost
LONGEST_CELL = 500
BREAKS = re.compile("\r\n?")
SENTENCES = {
    "empty": "Berkas ini kosong. Pilih berkas yang berisi tabel.",
    "no_rows": "Berkas ini hanya berisi judul kolom, tanpa baris di bawahnya. Isi paling sedikit satu baris.",
    "old_office": "Ini berkas Excel lama (.xls) atau berkas berkata sandi. Buka di Excel, hapus kata sandinya, lalu "
    "simpan sebagai Buku Kerja Excel (.xlsx) dan unggah lagi.",
    "picture": "Ini gambar, bukan tabel, apa pun nama berkasnya. Unggah berkas XLSX atau CSV aslinya.",
    "pdf": "Ini berkas PDF, bukan tabel. Unggah berkas XLSX atau CSV aslinya.",
    "xlsb": "Ini buku kerja biner Excel (.xlsb). Simpan sebagai Buku Kerja Excel (.xlsx), lalu unggah lagi.",
    "ods": "Ini berkas LibreOffice (.ods). Simpan sebagai Excel 2007-365 (.xlsx), lalu unggah lagi.",
    "other_zip": "Ini berkas ZIP atau dokumen lain, bukan tabel Excel. Unggah berkas XLSX atau CSV.",
    "damaged": "Berkas ini rusak atau bukan XLSX yang utuh. Buka di Excel, simpan ulang sebagai .xlsx, lalu "
    "unggah lagi.",
    "locked": "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya di Excel, simpan, lalu unggah lagi.",
    "bomb": "Isi berkas ini jauh lebih besar daripada tabel mana pun, sehingga tidak dibuka. Salin "
    "tabelnya saja "
    "ke buku kerja baru, simpan, lalu unggah lagi.",
    "too_many_rows": "Berkas ini memuat terlalu banyak baris: paling banyak %(most)s. Hapus baris kosong di "
    "bawah tabel, "
    "atau bagi menjadi beberapa berkas.",
    "too_many_columns": "Berkas ini memuat terlalu banyak kolom: paling banyak %(most)s. Hapus kolom yang tidak "
    "diperlukan, juga kolom kosong di sebelah kanan.",
    "no_such_sheet": "Lembar itu tidak ada lagi di berkas ini. Pilih salah satu yang tampil.",
    "encoding": "Huruf-huruf di berkas ini tidak dapat dibaca. Simpan ulang dari Excel sebagai CSV UTF-8, lalu unggah.",
    "not_text": "Ini bukan CSV: isinya bukan teks. Unggah berkas XLSX atau CSV.",
    "unclosed": "Tanda kutip yang dibuka di baris %(row)s tidak ditutup, sehingga baris sesudahnya tidak terbaca. "
    "Periksa baris itu, atau simpan ulang dari Excel.",
    "csv_broken": "CSV ini tidak dapat dibaca mulai baris %(row)s. Periksa tanda kutip di baris itu, atau simpan ulang "
    "dari Excel.",
    "merged": "Ada sel yang digabung di dalam tabel: %(ranges)s. Di Excel pilih seluruh tabel, tekan Gabungkan "
    "& Tengahkan "
    "(Merge & Center) sampai tidak aktif, isi setiap baris, lalu unggah lagi.",
    "no_file": "Pilih berkas lebih dahulu.",
}


@dataclass(frozen=True)
class Row:
    """A row of the file: the number a spreadsheet shows beside it, and as many cells as there are headers."""

    number: int
    cells: tuple


@dataclass(frozen=True)
class Wish:
    """How a table is read. `known`: how many of these texts are headers that are expected; `most_rows`: below them."""

    known: Callable[[Sequence[str]], int]
    cell: Callable[[object], Cell] | None = None  # None: as_text
    most_rows: int = MOST_ROWS


@dataclass(frozen=True)
class Table:
    """What was found: headers, rows that are not empty, and how the file was read (for telling)."""

    headers: tuple[str, ...]
    rows: list[Row]
    source: dict[str, object] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """The number of the row the headers stand in."""
        return int(str(self.source["header_row"]))


def sheets_of(content: bytes) -> list[str]:
    """The visible sheets of an XLSX that hold something, in their order; nothing for a CSV. Raises Unreadable."""
    return unpacked(content, names_only=True).sheets if kind_of(content) == "xlsx" else []


def read_table(content: bytes, wish: Wish, sheet: str | None = None) -> Table:
    """The table of a CSV, or of this sheet (default: the first that holds something). Raises Unreadable."""
    if kind_of(content) == "csv":
        text, encoding = decoded(content)
        separator = separator_of(text)
        rows = rows_of(text, separator, wish.most_rows)
        return _table(wish, rows, {"encoding": encoding, "separator": separator})
    try:
        book = unpacked(content, sheet)
    except Unreadable as problem:
        if problem.code == "too_many_rows":  # the guard knows its own limit only
            raise Unreadable("too_many_rows", most=wish.most_rows) from problem
        raise
    if not book.sheets:
        raise Unreadable("empty")
    return _of_sheet(wish, book)


def sentence(problem: Unreadable) -> str:
    """Why a file is not taken and what to do, in the reader's language."""
    values = {name: written(value) if isinstance(value, int) else value for name, value in problem.values.items()}
    return _(SENTENCES[problem.code], **values)


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a CSV and the name of its encoding. Raises Unreadable when it is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding), encoding.removesuffix("-sig")
    if b"\0" in content[:4000]:
        return _decode(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"), "utf-16"
    try:
        return _text(content.decode()), "utf-8"
    except UnicodeDecodeError:
        return _decode(content, "cp1252"), "windows-1252"


def _decode(content: bytes, encoding: str) -> str:
    try:
        return _text(content.decode(encoding))
    except UnicodeDecodeError as problem:
        raise Unreadable("encoding") from problem


def _text(text: str) -> str:
    """Refuses what decodes but is no text: other kinds of files hold many control characters."""
    strange = sum(letter < " " and letter not in "\t\n\r\f" for letter in text[:4000])
    if "\0" in text or strange > 3:
        raise Unreadable("not_text")
    return BREAKS.sub("\n", text)


def _of_sheet(wish: Wish, book: Book) -> Table:
    if len(book.rows) > wish.most_rows + TOP:
        raise Unreadable("too_many_rows", most=wish.most_rows)
    table = _table(wish, enumerate(book.rows, start=1), {"sheet": book.name})
    merged = [each for each in book.merged if each[1][0] + 1 >= table.header_row]
    if merged:
        raise Unreadable("merged", ranges=", ".join(map(_range_name, merged[:8])), n=len(merged))
    return table


def _range_name(merged: tuple[tuple[int, int], tuple[int, int]]) -> str:
    return ":".join(f"{_letters(column)}{row + 1}" for row, column in merged)


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _table(wish: Wish, numbered: Iterable[tuple[int, list]], source: dict[str, object]) -> Table:
    shape = wish.cell or as_text
    rows = [(number, [shape(cell) for cell in cells]) for number, cells in numbered]
    rows = [(number, cells) for number, cells in rows if _is_filled(cells)]
    if not rows:
        raise Unreadable("empty")
    top = [[as_text(cell) for cell in cells] for _number, cells in rows[:TOP]]
    place = _header_place(top, wish.known)
    head, below = top[place], rows[place + 1 :]
    width = max(index for index, cell in enumerate(head) if cell) + 1
    if width > MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    if not below:
        raise Unreadable("no_rows")
    if len(below) > wish.most_rows:
        raise Unreadable("too_many_rows", most=wish.most_rows)
    blanks = [""] * width
    kept = [Row(number, (*cells, *blanks)[:width]) for number, cells in below if _is_filled(cells[:width])]
    return Table(tuple(head[:width]), kept, source | {"header_row": rows[place][0]})


def _is_filled(cells: Sequence[Cell]) -> bool:
    return any(cell != "" for cell in cells)


def _header_place(top: list[list[str]], known_headers: Callable[[Sequence[str]], int]) -> int:
    """The row with the most headers we know; without two of them the first that has two words or more."""
    known = [known_headers(cells) for cells in top]
    if max(known) >= 2:
        return known.index(max(known))
    return next((place for place, cells in enumerate(top) if sum(map(bool, cells)) >= 2), 0)


def as_cell(cell: object) -> Cell:
    """A cell with its kind: texts clean, nothing as an empty text, days, times and numbers as they are."""
    return cell if isinstance(cell, (int, float, date, time)) else as_text(cell)


def as_text(cell: object) -> str:
    """A cell as it is kept: numbers that have lost digits are written with an exponent, so that nobody takes them."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if cell is None:
        return ""
    return clean(str(cell))[0].strip()[:LONGEST_CELL]


def _number(value: float) -> str:
    if value != value or abs(value) >= EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)
