"""Tables people send: the rows of a CSV or XLSX file as cells, whoever made it. Says plainly what cannot be read."""

import csv
import io
from datetime import date, datetime, time

from webapp.platform import workbooks
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number
from webapp.platform.unpacking import unpacked
from webapp.platform.uploads import Upload

Cell = str | int | float | bool | date | time | datetime | None
ZIP = b"PK\x03\x04"  # how a workbook begins
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # a workbook of before 2007, or one that is locked with a password
TOO_LARGE = {"bomb", "too_many_rows", "too_many_columns"}
MOST_ROWS, MOST_COLUMNS, LARGEST_CELL = 20_000, 60, 2_000


class Unreadable(Exception):
    """Why the file is no table that can be read, for the reader."""


def rows_of(file: Upload, most_rows: int = MOST_ROWS) -> list[list[Cell]]:
    """The rows of the file, the empty ones at its end left out. Raises Unreadable.

    Cells of CSV are texts. most_rows: how many there may be below the first, which names the columns.
    """
    if file.content.startswith(OLD_WORKBOOK):
        raise Unreadable(_("Berkas ini terkunci kata sandi atau berbentuk XLS lama. Simpan sebagai XLSX tanpa sandi."))
    rows = _workbook(file.content) if file.content.startswith(ZIP) else _text(file.content)
    while rows and not any(_filled(cell) for cell in rows[-1]):
        rows.pop()
    if len(rows) > most_rows + 1:
        most = number(most_rows)
        raise Unreadable(_("Berkas ini lebih dari %(most)s baris. Bagi menjadi beberapa berkas.", most=most))
    if any(len(row) > MOST_COLUMNS for row in rows) or any(_is_large(cell) for row in rows for cell in row):
        raise Unreadable(_("Berkas ini bukan tabel yang dapat dibaca. Pakai contoh berkas yang tersedia."))
    return rows


def _workbook(content: bytes) -> list[list[Cell]]:
    try:
        return [[cell if cell != "" else None for cell in row] for row in unpacked(content).rows]
    except workbooks.Unreadable as problem:
        raise Unreadable(_not_taken(problem.code)) from problem


def _not_taken(code: str) -> str:
    """Why a workbook is not laid out: a few bytes may claim to be thousands of millions of cells."""
    if code in TOO_LARGE:
        return _("Berkas ini bukan tabel yang dapat dibaca. Pakai contoh berkas yang tersedia.")
    return _("Berkas XLSX ini tidak dapat dibuka. Simpan ulang dari aplikasinya, lalu coba lagi.")


def _text(content: bytes) -> list[list[Cell]]:
    if b"\0" in content:
        raise Unreadable(_("Berkas ini bukan CSV atau XLSX. Simpan tabel sebagai CSV (UTF-8) atau XLSX."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    except csv.Error as problem:
        raise Unreadable(_("Berkas CSV ini rusak: ada tanda kutip yang tidak ditutup.")) from problem


def _filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _is_large(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LARGEST_CELL
