"""Workbooks are laid out by a process of their own: whatever a file does to its reader, it does to nobody else.

The library that reads them is Rust: a file it did not expect may ask for all memory there is, or end its process.
"""

import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from webapp.platform.apart import Perished, be_bounded, done_apart
from webapp.platform.workbooks import MOST_LETTERS, Unreadable, repacked

MEMORY, SECONDS, PATIENCE = 1024**3, 30, 45  # bytes; of work; on the clock
MOST_SHEETS = 50
KINDS = {"d": date.fromisoformat, "m": datetime.fromisoformat, "t": time.fromisoformat}
PLAIN = (str, int, float)
Cell = str | int | float | bool | date | time
Corner = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True)
class Book:
    """Its visible sheets that hold something, the rows of the one asked for, and which of its cells are merged.

    Rows begin with the first of the sheet, so that each stands at its number; blanks at their ends are left out.
    """

    sheets: list[str]
    name: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[Corner, Corner]] = field(default_factory=list)


def unpacked(content: bytes, sheet: str | None = None, *, names_only: bool = False) -> Book:
    """The workbook with this sheet laid out (default: the first with something in it). Raises Unreadable.

    Takes `SECONDS` of work at most. Nothing of the file is trusted: a reader that dies of it has found a bomb.
    """
    asked = json.dumps({"sheet": sheet, "names_only": names_only}).encode() + b"\n"
    try:
        answer = done_apart("webapp.platform.unpacking", asked + content, PATIENCE)
    except Perished as problem:
        raise Unreadable("bomb") from problem
    return _understood(json.loads(answer))


def _understood(answer: dict) -> Book:
    if "refused" in answer:
        raise Unreadable(answer["refused"], **answer["values"])
    rows = [[_cell(cell) for cell in cells] for cells in answer["rows"]]
    merged = [((top, left), (bottom, right)) for (top, left), (bottom, right) in answer["merged"]]
    return Book(answer["sheets"], answer["name"], rows, merged)


def _cell(kept: object) -> Cell:
    return KINDS[kept[0]](kept[1]) if isinstance(kept, list) else kept


def main() -> None:
    """The other process: a line of wishes and a file come in, the rows or the reason why not go out."""
    be_bounded(MEMORY, SECONDS)
    wish, _end, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = _laid_out(content, **json.loads(wish))
    except Unreadable as problem:
        answer = {"refused": problem.code, "values": problem.values}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def _laid_out(content: bytes, sheet: str | None, names_only: bool) -> dict[str, object]:
    from python_calamine import CalamineWorkbook

    book = _careful(lambda: CalamineWorkbook.from_filelike(io.BytesIO(repacked(content))))
    shown = [one.name for one in book.sheets_metadata
             if str(one.typ).endswith("WorkSheet") and str(one.visible).endswith(".Visible")]  # fmt: skip
    is_one = len(shown) == 1  # a single one is not looked into for that
    names = shown if is_one else [name for name in shown[:MOST_SHEETS] if _sheet(book, name).end]
    if sheet is not None and sheet not in names:
        raise Unreadable("no_such_sheet")
    name = names[0] if names and sheet is None else sheet
    if names_only or name is None:
        return {"sheets": names, "name": name or "", "rows": [], "merged": []}
    page = _sheet(book, name)
    rows = _careful(lambda: list(_rows(page)))
    return {"sheets": names, "name": name, "rows": rows, "merged": list(page.merged_cell_ranges or ())}


def _sheet(book, name: str):
    return _careful(lambda: book.get_sheet_by_name(name))


def _rows(page) -> Iterator[list[object]]:
    letters = 0
    for cells in page.to_python(skip_empty_area=False) if page.end else ():
        while cells and cells[-1] == "":
            cells.pop()
        letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if letters > MOST_LETTERS:
            raise Unreadable("bomb")
        yield [_kept(cell) for cell in cells]


def _kept(cell: object) -> object:
    if isinstance(cell, PLAIN):
        return cell
    if isinstance(cell, datetime):
        return ["m", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    return ["t", cell.isoformat()] if isinstance(cell, time) else str(cell)


def _careful(read: Callable):
    """Errors of the library, and its panics, which are no Exception: the file is damaged."""
    from python_calamine import CalamineError

    try:
        return read()
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable("damaged") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("damaged") from problem


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
