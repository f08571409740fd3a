"""The keeper of the web process: owns the sockets, keeps a worker at each, replaces workers without losing a request.

Each worker has a seat, a listening socket of its own, so that the kernel shares connections out evenly. The
keeper keeps the seats open: whoever knocks while a worker is replaced waits in its queue and is served by the
next one. Only the seat of a worker that died is closed, while others serve: then they are asked instead.
SIGHUP puts a successor at every seat, one after the other; the old worker leaves when the new one has said that
it serves. SIGTERM ends all, after the requests under way.
"""

import argparse
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from webapp.web.orders import READY, RETIRE

log = logging.getLogger("pamong.web")
APPLICATION = "webapp.wsgi:application"
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LONGEST_END = 8.0  # seconds for the requests under way when all ends; bin/dev waits ten
LONGEST_RETIREMENT = 40.0  # seconds for those of a worker that was replaced
STEADY = 5.0  # seconds; a worker that dies sooner is started again with growing pauses
LONGEST_PAUSE = 10.0  # seconds
IN_USE = 1  # exit status


@dataclass(eq=False)
class Worker:
    """A started process and the line to it."""

    process: subprocess.Popen
    line: socket.socket
    started_at: float = field(default_factory=time.monotonic)
    ready: bool = False
    end_by: float | None = None

    def end_in(self, seconds: float) -> None:
        """It has been asked to end; after so many seconds it is made to."""
        self.end_by = time.monotonic() + seconds


@dataclass(eq=False)
class Seat:
    """A socket, the worker that serves there, and the one that is to follow it."""

    socket: socket.socket
    serving: Worker | None = None
    coming: Worker | None = None
    failures: int = 0
    start_at: float | None = 0.0

    def holds(self, worker: Worker) -> bool:
        """Whether this is one of its two."""
        return worker in (self.serving, self.coming)


class Keeper:
    """Keeps workers of `target` at the seats until a signal asks for the end."""

    def __init__(self, target: str, seats: Sequence[socket.socket]):
        self._target = target
        self._seats = [Seat(one) for one in seats]
        self._retired: list[Worker] = []
        self._to_renew: deque[Seat] = deque()
        self._signals: deque[int] = deque()
        self._events = selectors.DefaultSelector()
        self._has_served = False

    def run(self) -> int:
        """The exit status: 0 after SIGTERM, or that of a worker which could not even start."""
        self._listen_to_signals()
        status = None
        while status is None:
            self._start_what_is_due()
            for key, _ in self._events.select(self._pause()):
                status = self._hear(key.data) if key.data else self._drain(key.fileobj)
                if status is not None:
                    break
            while self._signals and status is None:
                status = self._obey(self._signals.popleft())
            self._kill_what_stays_too_long()
        self._end()
        return status

    def _listen_to_signals(self) -> None:
        reader, writer = socket.socketpair()
        for end in (reader, writer):
            end.setblocking(False)
        self._events.register(reader, selectors.EVENT_READ, None)
        self._wake = writer
        signal.set_wakeup_fd(writer.fileno())
        for number in SIGNALS:
            signal.signal(number, lambda number, _: self._signals.append(number))

    @staticmethod
    def _drain(reader: socket.socket) -> None:
        with suppress(BlockingIOError):
            reader.recv(1024)

    def _obey(self, number: int) -> int | None:
        if number != signal.SIGHUP:
            return 0
        log.info("SIGHUP: every worker gets a successor")
        self._to_renew = deque(self._seats)
        return None

    def _pause(self) -> float | None:
        """Seconds until something is due by itself."""
        moments = [seat.start_at for seat in self._seats] + [worker.end_by for worker in self._retired]
        due = [moment for moment in moments if moment is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        for seat in self._seats:
            if seat.start_at is not None and now >= seat.start_at:
                self._start(seat)
        while self._to_renew and not any(seat.coming for seat in self._seats):
            self._start(self._to_renew.popleft())

    def _start(self, seat: Seat) -> None:
        seat.start_at = None
        line, other_end = socket.socketpair()
        files = (seat.socket.fileno(), other_end.fileno())
        safe_path = ["-P"] if sys.flags.safe_path else []
        command = [sys.executable, *safe_path, "-m", "webapp.web.worker", self._target, *map(str, files)]
        with other_end:
            try:
                process = subprocess.Popen(command, pass_fds=files, stdin=subprocess.DEVNULL)
            except OSError as problem:
                log.error("no worker can be started: %s", problem.strerror)
                seat.start_at = time.monotonic() + LONGEST_PAUSE
                line.close()
                return
        seat.coming = Worker(process, line)
        self._events.register(line, selectors.EVENT_READ, seat.coming)

    def _hear(self, worker: Worker) -> int | None:
        """A word from a worker, or its end."""
        try:
            word = worker.line.recv(len(READY))
        except OSError:
            word = b""
        seat = next((seat for seat in self._seats if seat.holds(worker)), None)
        if word == READY and seat:
            self._let_serve(seat, worker)
            return None
        return self._note_end(seat, worker)

    def _let_serve(self, seat: Seat, worker: Worker) -> None:
        worker.ready = self._has_served = True
        former, seat.serving, seat.coming = seat.serving, worker, None
        log.info("worker %d serves", worker.process.pid)
        if former:
            with suppress(OSError):
                former.line.sendall(RETIRE)
            former.end_in(LONGEST_RETIREMENT)
            self._retired.append(former)

    def _note_end(self, seat: Seat | None, worker: Worker) -> int | None:
        self._events.unregister(worker.line)
        worker.line.close()
        status = wait_or_kill(worker.process, 1.0)
        if seat is None:
            self._retired.remove(worker)
            log.info("worker %d has left", worker.process.pid)
            return None
        if worker is seat.serving:
            seat.serving = None
            self._leave_to_others(seat)
        else:
            seat.coming = None
        log.error("worker %d ended with status %d", worker.process.pid, status)
        return self._replace(seat, worker, status)

    def _leave_to_others(self, seat: Seat) -> None:
        """Nobody new waits at a seat without a worker while there are others with one."""
        others = [other.serving for other in self._seats if other.serving]
        if not seat.coming and any(other.process.poll() is None for other in others):
            address = seat.socket.getsockname()
            seat.socket.close()
            seat.socket = open_seat(seat.socket.family, address)

    def _replace(self, seat: Seat, worker: Worker, status: int) -> int | None:
        """Somebody new for the seat, unless the old one is still there: then new code that does not start is left."""
        if not self._has_served:
            return status if status > 0 else 1
        if seat.serving:
            log.error("the successor does not start: the reload is given up, the old workers stay")
            self._to_renew.clear()
        elif not seat.coming and seat.start_at is None:
            seat.failures = 0 if time.monotonic() - worker.started_at > STEADY else seat.failures + 1
            pause = min(2.0 ** (seat.failures - 1), LONGEST_PAUSE) if seat.failures else 0.0
            seat.start_at = time.monotonic() + pause
        return None

    def _kill_what_stays_too_long(self) -> None:
        now = time.monotonic()
        for worker in self._retired:
            if worker.end_by is not None and now >= worker.end_by:
                log.error("worker %d does not end: it is killed", worker.process.pid)
                worker.process.kill()
                worker.end_by = None

    def _end(self) -> None:
        """Nobody new is let in; who is inside is served; then everybody leaves."""
        workers = [one for seat in self._seats for one in (seat.serving, seat.coming) if one] + self._retired
        for seat in self._seats:
            seat.socket.close()
        for worker in workers:
            worker.process.terminate()
        deadline = time.monotonic() + LONGEST_END
        for worker in workers:
            wait_or_kill(worker.process, max(0.0, deadline - time.monotonic()))
            worker.line.close()


def wait_or_kill(process: subprocess.Popen, seconds: float) -> int:
    """The exit status of a process that ends by itself in time, or does not."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line, whose defaults are PAMONG_BIND, PORT and WEB_CONCURRENCY."""
    parser = argparse.ArgumentParser(prog="python -m webapp.web", description=__doc__)
    parser.add_argument("--bind", default=os.environ.get("PAMONG_BIND") or "0.0.0.0")  # noqa: S104 - containers
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
    parser.add_argument("--workers", type=int, default=os.environ.get("WEB_CONCURRENCY") or 2)
    parser.add_argument("target", nargs="?", default=APPLICATION, help="module:name of a WSGI application")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        seats = open_seats(options.bind, options.port, max(1, options.workers))
    except OSError as problem:
        log.error("port %d of %s cannot be used: %s", options.port, options.bind, problem.strerror)
        return IN_USE
    log.info("port %d of %s, %d workers, process %d", options.port, options.bind, len(seats), os.getpid())
    return Keeper(options.target, seats).run()


def open_seats(bind: str, port: int, count: int) -> list[socket.socket]:
    """Seats that share the port among them. Raises OSError, also when somebody else listens there."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:  # sharing would hide it
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((bind, port))
    return [open_seat(family, (bind, port)) for _ in range(count)]


def open_seat(family: int, address: tuple) -> socket.socket:
    """A socket bound to the address; its first worker makes it listen. Raises OSError."""
    seat = socket.socket(family)
    for level, option in (
        (socket.SOL_SOCKET, socket.SO_REUSEADDR),
        (socket.SOL_SOCKET, socket.SO_REUSEPORT),
        (socket.IPPROTO_TCP, socket.TCP_NODELAY),
    ):
        seat.setsockopt(level, option, 1)
    seat.bind(address)
    return seat
