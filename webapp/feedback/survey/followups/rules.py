"""Pure: the states of a follow-up, what may come after what, what it takes, and how much time it was given."""

from collections.abc import Iterable
from datetime import date

PLANNED, RUNNING, DONE, DROPPED = "direncanakan", "berjalan", "selesai", "tidak_dilakukan"
STATES = (PLANNED, RUNNING, DONE, DROPPED)
OPEN = (PLANNED, RUNNING)
SHORTEST_NOTE = 10
MONTHS = 12  # the annex: short below twelve months, middle to twenty-four, long above
LONGEST_YEARS = 5


def objection_to(before: str, after: str, note: str) -> str | None:
    """Why this step cannot be taken (the name of a refusal), or None. The end needs its proof or its reason, and so
    does opening what had ended."""
    if before != PLANNED and after == PLANNED:
        return "state"
    if len(note) >= SHORTEST_NOTE:
        return None
    if after == DONE:
        return "proof"
    if after == DROPPED:
        return "why-not"
    return "why-again" if before not in OPEN else None


def is_overdue(state: str, due: date, today: date) -> bool:
    """Whether its day has passed and it has not ended."""
    return state in OPEN and due < today


def term_of(since: date, due: date) -> str:
    """'pendek', 'menengah' or 'panjang': the time it was given, in whole months."""
    months = (due.year - since.year) * 12 + due.month - since.month - (due.day < since.day)
    if months < MONTHS:
        return "pendek"
    return "menengah" if months < 2 * MONTHS or (months == 2 * MONTHS and due.day == since.day) else "panjang"


def done_of(states: Iterable[str]) -> tuple[int, int]:
    """(done, all) of these states: what was dropped counts among all."""
    every = list(states)
    return every.count(DONE), len(every)
