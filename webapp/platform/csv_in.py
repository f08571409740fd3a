"""Lines of a CSV within limits: the file is not read beyond them, and nothing looks at all of it twice. Pure."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from webapp.platform.workbooks import LAST_COLUMN, MOST_COLUMNS, MOST_ROWS, Unreadable

SEPARATORS = (";", ",", "\t")
TOP = 30  # lines by which the separator is known
HEAD = 20_000  # letters of them
END = "\x1e"  # a line of our own after the last: a quotation mark that nobody closed swallows it
MOST_LINES = 1_100_000  # empty ones too; a spreadsheet has 1,048,576 rows, and many are saved to their last


def separator_of(text: str) -> str:
    """The one that cuts the first lines into the most columns; Excel's own `sep=;` is believed."""
    lines = text[:HEAD].split("\n", TOP)[:TOP]
    first = lines[0].strip().lower()
    if first.startswith("sep=") and first[4:5] in SEPARATORS:
        return first[4:5]
    return max(SEPARATORS, key=lambda separator: _width("\n".join(lines), separator))


def _width(text: str, separator: str) -> int:
    try:
        return sum(len(row) - 1 for row in csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error:
        return 0


def rows_of(text: str, separator: str, most_rows: int = MOST_ROWS) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, by number, without the blanks at their ends.

    Raises Unreadable at the first that is too many, too wide or broken. A quotation mark that is never closed would
    make one cell of all that follows: refused as well.
    """
    number, filled, row = 0, 0, []
    try:
        for number, row in enumerate(csv.reader(chain(io.StringIO(text), [END]), delimiter=separator), start=1):
            if number > MOST_LINES:
                raise Unreadable("too_many_rows", most=most_rows)
            if row == [END] or not any(row) or (number == 1 and row[0].lower().startswith("sep=")):
                continue
            filled += 1
            _refuse_more(filled, most_rows)
            if END not in row[-1]:
                yield number, _narrow(row)
    except csv.Error as problem:
        raise Unreadable("csv_broken", row=number + 1) from problem
    if row != [END]:
        raise Unreadable("unclosed", row=number)


def _refuse_more(filled: int, most_rows: int) -> None:
    if filled > most_rows + TOP:
        raise Unreadable("too_many_rows", most=most_rows)


def _narrow(row: list[str]) -> list[str]:
    width = len(row)
    while not row[width - 1]:
        width -= 1
    if width > LAST_COLUMN:
        raise Unreadable("too_many_columns", most=MOST_COLUMNS)
    return row[:width]
