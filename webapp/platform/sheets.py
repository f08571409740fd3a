"""Tables for spreadsheets: CSV and XLSX that no cell can turn into a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask import Response, make_response

Cell = str | int | Decimal | date | None
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Before a character after which a spreadsheet computes: at the start, and where one may see the start of a cell.
LIVE = re.compile(r"(^|[;\n\r])(?= *[=+\-@\t\r])")
BYTE_ORDER = "\ufeff"  # without it a spreadsheet reads UTF-8 as something else
WIDEST = 60


@dataclass(frozen=True)
class Drawing:
    """A chart beside a table: the question it answers, the columns of its names and values, and their scale."""

    question: str
    names: int
    values: int
    lowest: int
    highest: int
    kind: str = "bar"  # or "line": from one row to the next


@dataclass(frozen=True)
class Sheet:
    """One table: its title, the words over its columns, its rows. Texts of digits (NIP) stay texts."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    drawing: Drawing | None = None  # in workbooks only


def harmless(cell: Cell) -> str:
    """The cell as text that a spreadsheet shows and does not run: a leading = + - @ is preceded by an apostrophe.

    So is one after a semicolon, which parts the cells where numbers are written with a comma, as in Indonesia, and
    one after a new line.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return LIVE.sub(r"\1'", cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_csv(sheet: Sheet) -> bytes:
    """The table as CSV (RFC 4180, UTF-8 with a byte order mark)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(word) for word in sheet.columns])
    writer.writerows([harmless(cell) for cell in row] for row in sheet.rows)
    return (BYTE_ORDER + text.getvalue()).encode()


def as_xlsx(*sheets: Sheet) -> bytes:
    """The tables as one workbook. Every text is written as a text: there is no formula and no link in it."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(_name(sheet.title))
            page.freeze_panes(1, 0)
            widths, number = [len(word) for word in sheet.columns], 0
            for column, word in enumerate(sheet.columns):
                page.write_string(0, column, word, head)
            for number, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, day)
                    widths[column] = max(widths[column], len(str(cell or "")))
            for column, width in enumerate(widths):
                page.set_column(column, column, min(width, WIDEST) + 2)
            if sheet.drawing and number:
                _draw(book, page, sheet.drawing, len(sheet.columns), number)
    return file.getvalue()


def _draw(book, page, drawing: Drawing, beside: int, rows: int) -> None:
    """A chart of the first `rows` rows, to the right of the table."""
    chart = book.add_chart({"type": drawing.kind})
    place = page.get_name()
    chart.add_series({
        "categories": [place, 1, drawing.names, rows, drawing.names],
        "values": [place, 1, drawing.values, rows, drawing.values],
        "data_labels": {"value": True, "num_format": "0.00"}, "marker": {"type": "circle"},
    })  # fmt: skip
    chart.set_title({"name": drawing.question, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    scale = {"min": drawing.lowest, "max": drawing.highest, "major_gridlines": {"visible": True}}
    is_bar = drawing.kind == "bar"
    (chart.set_x_axis if is_bar else chart.set_y_axis)(scale)
    if is_bar:
        chart.set_y_axis({"reverse": True})  # the first row stands at the top
    chart.set_size({"width": 640, "height": 90 + 36 * max(rows, 6)})
    page.insert_chart(1, beside + 1, chart, {"description": drawing.question})


def attachment(body: bytes, kind: str, name: str) -> Response:
    """A file to keep; `name` is made of letters, digits, dots and dashes."""
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write(page, row: int, column: int, cell: Cell, day) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, cell)
    elif isinstance(cell, (date, datetime)):
        page.write_datetime(row, column, cell, day)
    elif cell is not None:
        page.write_number(row, column, cell)


def _name(title: str) -> str:
    """A title as a workbook takes it: at most 31 characters, none of []:*?/\\ and no quote at its ends."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31].strip("' ") or "1"
