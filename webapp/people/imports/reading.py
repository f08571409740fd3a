"""Files to rows of clean texts. What a spreadsheet has made of a number is kept visible, never guessed back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from webapp.people.imports.mapping import known_headers
from webapp.people.imports.world import Row
from webapp.platform.texts import clean
from webapp.platform.workbooks import MOST_COLUMNS, MOST_ROWS, Unreadable, kind_of, repacked

EXACT = 10**15  # spreadsheets keep fifteen digits; beyond, the last ones are lost
TOP = 30  # rows among which the header is looked for
SEPARATORS = (";", ",", "\t")
LONGEST_CELL = 500
MOST_SHEETS = 50
BREAKS = re.compile("\r\n?")


@dataclass(frozen=True)
class Table:
    """What was found: headers, rows that are not empty, and how the file was read (for telling)."""

    headers: tuple[str, ...]
    rows: list[Row]
    source: dict[str, object] = field(default_factory=dict)


def sheets_of(content: bytes) -> list[str]:
    """The visible sheets of an XLSX that hold something, in their order; nothing for a CSV. Raises Unreadable."""
    return _filled(_workbook(content)) if kind_of(content) == "xlsx" else []


def read_table(content: bytes, sheet: str | None = None) -> Table:
    """The table of a CSV, or of this sheet (default: the first that holds something). Raises Unreadable."""
    if kind_of(content) == "csv":
        text, encoding = decoded(content)
        separator = _separator(text)
        return _table(_csv_rows(text, separator), {"encoding": encoding, "separator": separator})
    book = _workbook(content)
    names = _filled(book)
    if not names:
        raise Unreadable("empty")
    name = names[0] if sheet is None else sheet
    if name not in names:
        raise Unreadable("no_such_sheet")
    return _of_sheet(_sheet(book, name), name)


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


def _separator(text: str) -> str:
    """The one that cuts the first lines into the most columns; Excel's own `sep=;` is believed."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and first[4:5] in SEPARATORS:
        return first[4:5]
    top = "\n".join(text.split("\n", TOP)[:TOP])
    return max(SEPARATORS, key=lambda separator: _width(top, separator))


def _width(text: str, separator: str) -> int:
    try:
        return sum(len(row) - 1 for row in csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return 0


def _csv_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
            if not (number == 1 and row and row[0].lower().startswith("sep=")):
                yield number, row
    except csv.Error as problem:
        raise Unreadable("csv_broken", row=number + 1) from problem


def _workbook(content: bytes) -> CalamineWorkbook:
    return _careful(lambda: CalamineWorkbook.from_filelike(io.BytesIO(repacked(content))))


def _filled(book: CalamineWorkbook) -> list[str]:
    """Its visible sheets with something in them; a single one is not looked into for that."""
    shown = [one.name for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet") and _is_visible(one)]
    return shown if len(shown) == 1 else [name for name in shown[:MOST_SHEETS] if _sheet(book, name).end]


def _is_visible(sheet) -> bool:
    return str(sheet.visible).endswith(".Visible")


def _sheet(book: CalamineWorkbook, name: str):
    return _careful(lambda: book.get_sheet_by_name(name))


def _careful(read):
    """calamine is Rust: what it did not expect comes up as a panic, which is no Exception."""
    try:
        return read()
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable("damaged") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("damaged") from problem


def _of_sheet(sheet, name: str) -> Table:
    if sheet.total_height > MOST_ROWS + TOP:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    rows = _careful(lambda: sheet.to_python(skip_empty_area=False))
    table = _table(enumerate(rows, start=1), {"sheet": name})
    head = int(str(table.source["header_row"]))
    merged = [each for each in sheet.merged_cell_ranges or () if each[1][0] + 1 >= head]
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
