"""Files to rows of clean texts. What a spreadsheet has made of a number is kept visible, never guessed back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from webapp.people.imports.mapping import known_headers
from webapp.people.imports.world import Row
from webapp.platform.csv_in import rows_of, separator_of
from webapp.platform.texts import clean
from webapp.platform.unpacking import Book, unpacked
from webapp.platform.workbooks import MOST_COLUMNS, MOST_ROWS, Unreadable, kind_of

EXACT = 10**15  # spreadsheets keep fifteen digits; beyond, the last ones are lost
TOP = 30  # rows among which the header is looked for
LONGEST_CELL = 500
BREAKS = re.compile("\r\n?")


@dataclass(frozen=True)
class Table:
    """What was found: headers, rows that are not empty, and how the file was read (for telling)."""

    headers: tuple[str, ...]
    rows: list[Row]
    source: dict[str, object] = field(default_factory=dict)


def sheets_of(content: bytes) -> list[str]:
    """The visible sheets of an XLSX that hold something, in their order; nothing for a CSV. Raises Unreadable."""
    return unpacked(content, names_only=True).sheets if kind_of(content) == "xlsx" else []


def read_table(content: bytes, sheet: str | None = None) -> Table:
    """The table of a CSV, or of this sheet (default: the first that holds something). Raises Unreadable."""
    if kind_of(content) == "csv":
        text, encoding = decoded(content)
        separator = separator_of(text)
        return _table(rows_of(text, separator), {"encoding": encoding, "separator": separator})
    book = unpacked(content, sheet)
    if not book.sheets:
        raise Unreadable("empty")
    return _of_sheet(book)


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


def _of_sheet(book: Book) -> Table:
    table = _table(enumerate(book.rows, start=1), {"sheet": book.name})
    head = int(str(table.source["header_row"]))
    merged = [each for each in book.merged if each[1][0] + 1 >= head]
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


def _table(numbered: Iterable[tuple[int, list]], source: dict[str, object]) -> Table:
    rows = [(number, [_as_text(cell) for cell in cells]) for number, cells in numbered]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise Unreadable("empty")
    place = _header_place([cells for _, cells in rows[:TOP]])
    number, head = rows[place]
    width = max(index for index, cell in enumerate(head) if cell) + 1
    if width > MOST_COLUMNS:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    below = rows[place + 1 :]
    if not below:
        raise Unreadable("no_rows")
    if len(below) > MOST_ROWS:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    blanks = [""] * width
    kept = [Row(number, (*cells, *blanks)[:width]) for number, cells in below if any(cells[:width])]
    return Table(tuple(head[:width]), kept, source | {"header_row": number})


def _header_place(top: list[list[str]]) -> int:
    """The row with the most headers we know; without two of them the first that has two words or more."""
    known = [known_headers(cells) for cells in top]
    if max(known) >= 2:
        return known.index(max(known))
    return next((place for place, cells in enumerate(top) if sum(map(bool, cells)) >= 2), 0)


def _as_text(cell: object) -> str:
    """A cell as it is kept: numbers that have lost digits are written with an exponent, so that nobody takes them."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return clean(str(cell))[0].strip()[:LONGEST_CELL]


def _number(value: float) -> str:
    if value != value or abs(value) >= EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)
