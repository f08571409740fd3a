"""What a file really is, whatever its name says, and whether an XLSX may be unpacked at all. Pure."""

import io
import re
import zipfile
import zlib
from collections import Counter

MOST_UNPACKED = 200 * 1024 * 1024  # bytes in all members together
MOST_MEMBERS = 2000
MOST_RATIO = 200  # unpacked to packed; XML of tables stays far below
HARMLESS = 5 * 1024 * 1024  # below it, the ratio says nothing
MOST_ROWS, MOST_COLUMNS = 60_000, 100
LAST_ROW, LAST_COLUMN = MOST_ROWS + 100, 150  # cells beyond would be laid out in memory, empty ones too
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|sharedStrings|styles)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/(_rels/)?[^/]+\.(xml|rels)"
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
MOST_LETTERS = 40_000_000  # in the cells of a sheet, each text counted as often as a cell shows it
QUOTED = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""  # the inside of a tag: a quoted > does not end it
NEAR = rb"(?:[A-D]?[A-Z]|E[A-T])?(?:[1-9]\d{0,3}|[1-5]\d{4}|60(?:0\d\d|100))"  # up to LAST_COLUMN and LAST_ROW
FAR = re.compile(
    rb"<(?:\w+:)?(?:c|row)(?=\s)(?>" + QUOTED + rb"""?\sr\s*=\s*["'])(?!""" + NEAR + rb"""["'])([^"']*)["']"""
)  # looked for in one go: a table has millions of places
CELL = re.compile(rb"(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d{0,6})")
ROW = re.compile(rb"(?P<column>)(?P<row>[1-9]\d{0,6})")
GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384  # what a spreadsheet can have
SHARED = re.compile(
    rb"<(?:\w+:)?c(?=\s)(?>" + QUOTED + rb"""?\st\s*=\s*["']s["'])""" + QUOTED
    + rb">\s*<(?:\w+:)?v\b[^>]*>\s*(\d{1,9})\s*<"
)
STRINGS, STRING, TAG = "xl/sharedStrings.xml", re.compile(rb"<(?:\w+:)?si\b[^>]*>"), re.compile(rb"<[^>]*>")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
OLD_OFFICE, PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


class Unreadable(Exception):
    """The file cannot be taken. `code` says why, `values` fills in the sentence that the reader makes of it."""

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code, self.values = code, values


def kind_of(content: bytes) -> str:
    """'xlsx' or 'csv' by what is inside. Raises Unreadable for everything else, saying what it seems to be."""
    if not content.strip():
        raise Unreadable("empty")
    if content.startswith(OLD_OFFICE):
        raise Unreadable("old_office")
    if content.startswith(PICTURES) or content.startswith(b"RIFF"):
        raise Unreadable("picture")
    if content.startswith(PDF):
        raise Unreadable("pdf")
    if not content.startswith(b"PK\x03\x04"):
        return "csv"
    names = _names(content)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Unreadable("xlsb")
    raise Unreadable("ods" if "mimetype" in names and "content.xml" in names else "other_zip")


def repacked(content: bytes) -> bytes:
    """The parts of an XLSX that hold its tables, unpacked within limits and packed anew without compression.

    Whoever reads the result meets no lie about sizes, no cell outside the grid, no text repeated beyond measure, no
    overlapping members, no macros, no pictures. Raises Unreadable for a bomb or a damaged file.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            members = source.infolist()
            _refuse_bomb(members, len(content))
            parts = {one.filename: one for one in members if NEEDED.fullmatch(one.filename)}
            lengths = _lengths(_part(source, parts[STRINGS])) if STRINGS in parts else []
            for name, member in parts.items():
                part = _part(source, member)
                if SHEET.fullmatch(name):
                    _refuse_far_places(part)
                    _refuse_repetition(part, lengths)
                copy.writestr(name, part)
    except DAMAGE as problem:
        raise Unreadable("damaged") from problem
    return target.getvalue()


def _names(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            return set(source.namelist())
    except DAMAGE as problem:
        raise Unreadable("damaged") from problem


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise Unreadable("bomb")
    if unpacked > HARMLESS and unpacked > MOST_RATIO * packed:
        raise Unreadable("bomb")


def _part(source: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise Unreadable("locked")
    part = source.read(member)  # never more than the size it declares, which has been counted
    if b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unreadable("damaged")
    return part


def _refuse_far_places(part: bytes) -> None:
    """Every place is one of the grid and near its beginning.

    One cell in the last row of the last column would make a reader lay out seventeen thousand million cells; a place
    that is none makes it stop the whole process.
    """
    far = FAR.search(part)
    if far is None:
        return
    place = CELL.fullmatch(far[1]) or ROW.fullmatch(far[1])
    row, column = (int(place["row"]), _column(place["column"] or b"A")) if place else (0, 0)
    if place is None or row > GRID_ROWS or column > GRID_COLUMNS:
        raise Unreadable("damaged")
    if row > LAST_ROW:
        raise Unreadable("too_many_rows", most=MOST_ROWS)
    raise Unreadable("too_many_columns", most=MOST_COLUMNS)


def _lengths(part: bytes) -> list[int]:
    """How many letters each of the shared texts has, in their order."""
    return [len(TAG.sub(b"", text)) for text in STRING.split(part)[1:]]


def _refuse_repetition(part: bytes, lengths: list[int]) -> None:
    """One long text that a million cells point at is small in the file and enormous once it is laid out."""
    shown = Counter(map(int, SHARED.findall(part)))
    if sum(lengths[text] * times for text, times in shown.items() if text < len(lengths)) > MOST_LETTERS:
        raise Unreadable("bomb")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
