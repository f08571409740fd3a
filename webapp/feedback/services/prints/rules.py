"""How much paper is laid out while somebody waits, how much a job takes, and how long the file is kept. Pure."""

from datetime import datetime, timedelta

from webapp.feedback.services.layouts import PER_SHEET

AT_ONCE = {"poster": 12, "kartu": 12, "tenda": 12, "stiker": 3}  # sheets: about a second of work each
MOST = {"poster": 300, "kartu": 300, "tenda": 300, "stiker": 100}  # sheets in one file: half a minute of work
PART = 20  # sheets laid out in one go: their drawings are in memory together
KEPT = timedelta(hours=24)
LARGEST = 32 * 1024 * 1024  # bytes of one file
MOST_RUNNING, MOST_KEPT = 2, 20  # of one pemda: others wait for the same workers


def sheets_of(form: str, points: int, stickers: int) -> int:
    """Sheets of paper for so many points; `stickers`: of each point."""
    return -(-points * stickers // PER_SHEET) if form == "stiker" else points


def is_quick(form: str, sheets: int) -> bool:
    """Whether it is made while the browser waits."""
    return sheets <= AT_ONCE[form]


def goes_at(ready: datetime) -> datetime:
    """When the file is deleted."""
    return ready + KEPT
