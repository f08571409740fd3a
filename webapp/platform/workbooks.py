"""What a file really is, whatever its name says, and whether an XLSX may be unpacked at all. Pure."""

import io
import re
import zipfile
import zlib

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
CELL = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]{1,4})?\$?(\d{1,10})\s*["']""")
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

    Whoever reads the result meets no lie about sizes, no overlapping members, no macros, no pictures.
    Raises Unreadable for a bomb or a damaged file.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
            members = source.infolist()
            _refuse_bomb(members, len(content))
            for member in {one.filename: one for one in members if NEEDED.fullmatch(one.filename)}.values():
                copy.writestr(member.filename, _part(source, member))
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
    if SHEET.fullmatch(member.filename):
        _refuse_far_cells(part)
    return part


def _refuse_far_cells(part: bytes) -> None:
    """One cell in the last row of the last column would make a reader lay out seventeen thousand million cells."""
    for letters, row in CELL.findall(part):
        if int(row) > LAST_ROW:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        if letters and _column(letters) > LAST_COLUMN:
            raise Unreadable("too_many_columns", most=MOST_COLUMNS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
