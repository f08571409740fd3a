"""How often codes that belong to nobody may be typed: counted by network in this process, forgotten by itself.

A code has 128 bits, so nobody finds one by trying; what is spared is the database. Nothing is written for a
visitor who only looks, and whoever has a receipt open already is never asked to wait.
"""

import time
from collections import OrderedDict
from threading import Lock

MOST = 400  # failures from one network in WINDOW: an office, or a whole town, may share one address
WINDOW = 15 * 60  # seconds
REMEMBERED = 4096  # networks


class Tries:
    """Failures by name, each name's count beginning anew WINDOW seconds after its first."""

    def __init__(self, most: int = MOST, window: float = WINDOW):
        self._most, self._window = most, window
        self._known: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def are_left(self, name: str) -> bool:
        """Whether one more may be tried now."""
        return self._count(name)[1] < self._most

    def note_failure(self, name: str) -> None:
        """One more that led nowhere."""
        with self._lock:
            until, count = self._count(name)
            self._known[name] = (until, count + 1)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def _count(self, name: str) -> tuple[float, int]:
        now = time.monotonic()
        until, count = self._known.get(name, (0.0, 0))
        return (until, count) if until > now else (now + self._window, 0)
