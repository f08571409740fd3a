"""A web worker: the application on granian's engine, at a socket the keeper owns. Started by the keeper only.

It tells the keeper when it is ready and takes its orders over one line: to retire, because a successor
serves already, or, when the line ends, to stop.
"""

import importlib
import logging
import os
import resource
import select
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from granian._granian import CallbackScheduler, RSGIWorker, SocketHolder, WorkerSignal
from granian.http import HTTP1Settings

from webapp.web.bridge import AtOnce, Bridge
from webapp.web.orders import BACKLOG, READY, RETIRE

THREADS = 4  # that run Python: more of them only fight for the interpreter
CONNECTIONS = 2048  # at once; further ones wait in the queue of the socket
OTHER_FILES = 256  # that a worker may have open beside its connections
HEAD_SECONDS = 30  # for the head of a request, and for the rest between two requests of a connection
LARGEST_HEAD = 64 * 1024  # bytes
# Seconds between taking no new connection and ending those where nobody has said anything for so long. In this time
# every connection ends with its next answer, so that nobody sends a request to a door that is being closed.
GRACE, SHORT_GRACE = 3.0, 0.3


def main(target: str, seat: str, line: str) -> None:
    """Serves `module:name` at the listening socket `seat` (file number) until the keeper says otherwise."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("_granian").setLevel(logging.WARNING)
    bridge = Bridge(load(target))
    bridge.keep_looking()
    engine, orders = Engine(bridge, int(seat)), Orders(int(line))
    engine.start()
    orders.say_ready()
    grace = GRACE if orders.wait() == RETIRE else SHORT_GRACE
    bridge.leaving = True
    engine.take_nobody_new()
    orders.wait_for_stop(grace)
    engine.stop()
    logging.shutdown()
    os._exit(0)  # the engine's threads are past their work; waiting for them at the interpreter's end may crash it


def load(target: str) -> Any:
    """The WSGI application `module:name`."""
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


class Orders:
    """The line to the keeper, and the signals, which any thread may be handed: so they come by a socket as well."""

    def __init__(self, line: int):
        self._line = socket.socket(fileno=line)
        self._signals, self._wake = socket.socketpair()
        self._wake.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)

    def say_ready(self) -> None:
        """From now on requests are answered."""
        with suppress(OSError):
            self._line.sendall(READY)

    def wait(self) -> bytes:
        """RETIRE, or nothing: stop."""
        heard, _, _ = select.select([self._line, self._signals], [], [])
        if self._signals in heard:
            return b""
        try:
            return self._line.recv(1)
        except OSError:
            return b""

    def wait_for_stop(self, seconds: float) -> None:
        """Returns after this time; if everything is to stop, before, but not at once."""
        until = time.monotonic() + seconds
        select.select([self._line, self._signals], [], [], seconds)
        time.sleep(max(0.0, min(SHORT_GRACE, until - time.monotonic())))


class Engine:
    """granian's HTTP server, which calls the bridge on its threads."""

    def __init__(self, bridge: Bridge, seat: int):
        self._loop, self._seat = AtOnce(), seat
        self._scheduler = _Scheduler(self._loop, bridge.take)
        self._stop = WorkerSignal()
        self._stopped = threading.Event()
        self._stop.add_cb(self._stopped.set)
        self._worker = RSGIWorker(
            0, (None, SocketHolder(seat, False, BACKLOG)), None,
            threads=1, blocking_threads=1, py_threads=THREADS, backpressure=_affordable(CONNECTIONS), http_mode="1",
            http1_opts=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=LARGEST_HEAD),
            websockets_enabled=False,
        )  # fmt: skip

    def start(self) -> None:
        """Listens, and returns."""
        self._worker.serve_mtr(self._scheduler, self._loop, self._stop)

    def take_nobody_new(self) -> None:
        """Leaves the seat to others who have it open too: in its place stands a socket that nobody knows.

        The engine can stop accepting only together with hanging up on everybody who has not sent anything yet.
        """
        with socket.socket() as nowhere:
            nowhere.bind(("127.0.0.1", 0))
            nowhere.listen(1)
            nowhere.setblocking(False)
            os.dup2(nowhere.fileno(), self._seat)

    def stop(self) -> None:
        """Hangs up on who says nothing; returns when every request that was begun has been answered."""
        self._stop.set()
        self._stopped.wait()


class _Scheduler(CallbackScheduler):
    """Where granian would make a coroutine of a request, ours is called at once."""

    __slots__ = ()

    def __new__(cls, loop: AtOnce, _take: Any) -> "_Scheduler":
        return super().__new__(cls, loop, None, None, None, None)

    def __init__(self, _loop: AtOnce, take: Any):
        super().__init__()
        self._schedule_fn = take


def _affordable(connections: int) -> int:
    """As many as the limit of open files allows, after raising it as far as needed and permitted."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + OTHER_FILES
    if soft == resource.RLIM_INFINITY:
        return connections
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(1, min(connections, soft - OTHER_FILES))


if __name__ == "__main__":
    main(*sys.argv[1:])
