"""Pure: states of a question and of a promise, which step may follow which, and what becomes of promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

WAITING, SHOWN, ANSWERED, HIDDEN = "menunggu", "diterbitkan", "dijawab", "disembunyikan"
DECISIONS = (SHOWN, ANSWERED, HIDDEN)
PUBLIC = frozenset({SHOWN, ANSWERED})
PLANNED, RUNNING, DONE, IMPOSSIBLE = PROMISES = ("direncanakan", "berjalan", "selesai", "tidak_dapat_dipenuhi")
OPEN = frozenset({PLANNED, RUNNING})
FOLLOWS = {PLANNED: (RUNNING, DONE, IMPOSSIBLE), RUNNING: (DONE, IMPOSSIBLE), DONE: (), IMPOSSIBLE: ()}


def may_follow(now: str, then: str) -> bool:
    """Whether a promise may go from one state to the other; what has ended stays as it is."""
    return then in FOLLOWS[now]


def is_late(state: str, due_on: date, today: date) -> bool:
    """Whether the promise is still open after its last day."""
    return state in OPEN and today > due_on


@dataclass(frozen=True)
class PromiseCount:
    """How many promises were made, kept, given up with a reason, and are open beyond their last day."""

    made: int
    done: int
    impossible: int
    late: int

    @property
    def share_done(self) -> Fraction | None:
        """Kept ÷ made; None where nothing was promised."""
        return Fraction(self.done, self.made) if self.made else None


def count(promises: Iterable[tuple[str, date]], today: date) -> PromiseCount:
    """Of (state, last day)."""
    all_of = list(promises)
    states = [state for state, _due in all_of]
    late = sum(is_late(state, due, today) for state, due in all_of)
    return PromiseCount(len(all_of), states.count(DONE), states.count(IMPOSSIBLE), late)
