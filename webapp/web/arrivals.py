"""Forms with files on their way: a few at once, few of one sender, none that hardly moves.

The application says where it takes files, by an attribute `door` with three methods: largest(path), the bytes it takes
there (0: none); sender(environ), who counts as one; is_known(environ), whether it has seen him signed in.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

# Memory is kept for so many bodies at once; some places are left to people the application knows.
MOST, OF_STRANGERS, OF_ONE = 12, 8, 4
# Seconds until the first look (when others want the place, and when nobody does), bytes a second on the whole way that
# a phone at the edge of its net still has, and the seconds after which even a body that moves is given up.
HURRIED, FIRST, SLOWEST, LONGEST = 2.0, 10.0, 8 * 1024, 180.0
THREADS = 2  # of a worker's four that may be busy with files: who rates finds one free


class NoFiles:
    """The door of an application that takes no files."""

    def largest(self, _path: str) -> int:
        return 0


@dataclass(eq=False)
class Arrival:
    """One body, in the pieces that have come."""

    pieces: Any
    length: int
    sender: str
    since: float
    parts: list[bytes] = field(default_factory=list)
    got: int = 0
    coming: Any = None
    is_given_up: bool = False

    def is_too_slow(self, now: float, first: float) -> bool:
        """Whether it is still on its way after `first` seconds, and hardly moves."""
        lasted = now - self.since
        is_slow = lasted > LONGEST or (lasted > first and self.got < SLOWEST * lasted)
        return is_slow and self.got < self.length

    def give_up(self) -> None:
        self.is_given_up = True
        if self.coming is not None:
            self.coming.cancel()


class Arrivals:
    """The bodies with files of one worker."""

    def __init__(self, door: Any):
        self._door, self._lock = door, Lock()
        self._inside: set[Arrival] = set()
        self._of_sender: Counter[str] = Counter()
        self._waiting: deque[Callable[[], None]] = deque()
        self._busy = 0

    def takes(self, environ: dict, length: int) -> bool:
        """Whether this is a form with files for a place that takes them, and not too long for it."""
        is_form = environ.get("CONTENT_TYPE", "").startswith("multipart/form-data")
        return is_form and environ["REQUEST_METHOD"] == "POST" and length <= self._door.largest(environ["PATH_INFO"])

    def enter(self, proto: Any, environ: dict, length: int) -> Arrival | None:
        """A place for this body until `leave`; None when there is none for this sender now."""
        sender, is_known = self._door.sender(environ), self._door.is_known(environ)
        found = self._place(proto, length, sender, is_known)
        if found is None and self.give_up_slow(time.monotonic(), HURRIED):
            found = self._place(proto, length, sender, is_known)
        return found

    def _place(self, proto: Any, length: int, sender: str, is_known: bool) -> Arrival | None:
        with self._lock:
            most = MOST if is_known else OF_STRANGERS
            if len(self._inside) >= most or (not is_known and self._of_sender[sender] >= OF_ONE):
                return None
            arrival = Arrival(proto.__aiter__(), length, sender, time.monotonic())
            self._inside.add(arrival)
            self._of_sender[sender] += 1
            return arrival

    def leave(self, arrival: Arrival) -> None:
        """The place is free again; also when it has been before."""
        with self._lock:
            if arrival not in self._inside:
                return
            self._inside.remove(arrival)
            self._of_sender[arrival.sender] -= 1
            if not self._of_sender[arrival.sender]:
                del self._of_sender[arrival.sender]

    def give_up_slow(self, now: float, first: float | None = None) -> bool:
        """Ends those that hardly move after `first` seconds (default: FIRST); whether a place is free now by that."""
        with self._lock:
            slow = [each for each in self._inside if each.is_too_slow(now, FIRST if first is None else first)]
        for arrival in slow:
            arrival.give_up()
            self.leave(arrival)
        return bool(slow)

    def receive(self, arrival: Arrival, go_on: Callable[[bytes | None], None]) -> None:
        """Takes piece after piece; go_on(content), or go_on(None) when the sender left or was given up."""
        while True:
            arrival.coming = coming = arrival.pieces.__anext__()
            if arrival.is_given_up:
                coming.cancel()
            if not coming.done():
                coming.add_done_callback(lambda come: self._take(arrival, come, go_on) and self.receive(arrival, go_on))
                return
            if not self._take(arrival, coming, go_on):
                return

    @staticmethod
    def _take(arrival: Arrival, come: Any, go_on: Callable[[bytes | None], None]) -> bool:
        """Whether another piece is to be waited for."""
        try:
            piece = come.result()
        except BaseException:  # given up: CancelledError is no Exception
            go_on(None)
            return False
        if piece:
            arrival.parts.append(piece)
            arrival.got += len(piece)
            return True
        go_on(b"".join(arrival.parts) if arrival.got == arrival.length else None)
        return False

    def in_turn(self, work: Callable[[], None]) -> None:
        """Does it now, or leaves it to a thread that is busy with files already."""
        with self._lock:
            self._waiting.append(work)
            if self._busy >= THREADS:
                return
            self._busy += 1
        while True:
            with self._lock:
                if not self._waiting:
                    self._busy -= 1
                    return
                work = self._waiting.popleft()
            work()
