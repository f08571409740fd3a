"""Pure: the lines of a roster's table, read cell by cell; every line says all that is wrong with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from webapp.feedback.rosters.rules import HOURS, shift_named

COLUMNS = ("tanggal", "titik", "nip", "giliran", "mulai", "selesai")
NEEDED = ("tanggal", "titik", "nip")
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
FIRST_YEAR, LAST_YEAR = 1950, 2199
MINUTES = 24 * 60
SCIENTIFIC = re.compile(r"\d([.,]\d+)?e\+?\d+", re.I)
NIP_LOST = "NIP terbaca sebagai angka, sehingga angka belakangnya hilang. Jadikan kolom NIP teks, lalu tulis ulang."


@dataclass(frozen=True)
class Line:
    """One line that can be understood: its number in the file, the day, the code, the NIP, shift and hours."""

    number: int
    day: date
    code: str
    nip: str
    shift: str
    begins: time
    ends: time


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a line."""

    number: int
    sentence: str
    names: tuple[str, ...] = ()  # what stands after the sentence


def known_headers(cells: Sequence[str]) -> int:
    """How many of these texts name columns of a roster."""
    return len({_text(cell).lower() for cell in cells} & set(COLUMNS))


def read(
    headers: Sequence[str], rows: Iterable[tuple[int, Sequence[object]]], head: int = 1
) -> tuple[list[Line], list[Wrong]]:
    """The lines and what is wrong. The headers, in row `head`, name the columns in any order; rows bear their numbers,
    empty ones are passed over."""
    names = [_text(cell).lower() for cell in headers]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        return [], [Wrong(head, "Judul kolomnya belum lengkap. Yang belum ada:", tuple(missing))]
    lines, wrong = [], []
    for number, row in rows:
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name in COLUMNS}
        if not any(_text(cell) for cell in cells.values()):
            continue
        try:
            lines.append(_line(number, cells))
        except ValueError as problem:
            wrong.append(Wrong(number, str(problem)))
    return lines, wrong or ([] if lines else [Wrong(2, "Berkas ini belum memuat satu giliran pun.")])


def _line(number: int, cells: dict[str, object]) -> Line:
    day, nip = _planned_day(cells.get("tanggal")), _nip(cells.get("nip"))
    code = _text(cells.get("titik")).lower()
    if not code:
        raise ValueError("Kode titik layanan belum diisi.")
    shift = _text(cells.get("giliran")).lower()
    if shift and shift not in HOURS:
        raise ValueError("Giliran harus pagi, siang, malam, atau penuh.")
    begins, ends = _time(cells.get("mulai")), _time(cells.get("selesai"))
    if (begins is None) != (ends is None):
        raise ValueError("Isi jam mulai dan jam selesai, atau kosongkan keduanya.")
    if begins is None:
        if not shift:
            raise ValueError("Isi giliran, atau jam mulai dan jam selesai.")
        begins, ends = HOURS[shift]
    return Line(number, day, code, nip, shift or shift_named(begins, ends), begins, ends)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip().removeprefix("'")


def _planned_day(cell: object) -> date:
    day = _day(cell)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("Tulis tanggal antara tahun 1950 dan 2199.")
    return day


def _day(cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in DATES:
        try:
            return datetime.strptime(_text(cell), form).date()  # noqa: DTZ007 - a day of the pemda, no moment
        except ValueError:
            continue
    raise ValueError("Tanggal tidak terbaca. Tulis misalnya 23-11-2026.")


def _nip(cell: object) -> str:
    """The 18 digits. A number in a sheet keeps fifteen of them at most, so it is refused even when it looks whole."""
    if isinstance(cell, int | float) or SCIENTIFIC.fullmatch(_text(cell)):
        raise ValueError(NIP_LOST)
    nip = re.sub(r"[\s.]", "", _text(cell))
    if not re.fullmatch(r"[0-9]{18}", nip):
        raise ValueError("NIP harus 18 angka.")
    return nip


def _time(cell: object) -> time | None:
    if cell is None or _text(cell) == "":
        return None
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, float) and 0 <= cell < 1:  # a sheet's time without its format: a part of the day
        minutes = int((Decimal(str(cell)) * MINUTES).to_integral_value())
        return time(minutes // 60 % 24, minutes % 60)
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?", _text(cell))
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise ValueError("Jam tidak terbaca. Tulis misalnya 08.00.")
