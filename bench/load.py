"""A load generator that costs little: one process, raw sockets, each client the next request after its answer.

A client is a script: a generator that yields requests (`Ask`) and is sent what came back (`Answer`).
"""

import selectors
import socket
import statistics
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

HEADERS = (
    b"Host: localhost\r\n"
    b"User-Agent: Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36\r\n"
    b"Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
    b"Accept-Language: id-ID,id;q=0.9,en;q=0.8\r\n"
    b"Accept-Encoding: gzip, deflate, br\r\n"
    b"Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `name` groups latencies, `before` (seconds) is added to this one; `fresh` means a new connection."""

    name: str
    data: bytes
    fresh: bool = False
    before: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes
    seconds: float

    @property
    def location(self) -> bytes:
        return between(self.head, b"ocation: ", b"\r\n")

    @property
    def page(self) -> bytes:
        """The body as the reader sees it."""
        return zlib.decompress(self.body, 31) if self.body[:2] == b"\x1f\x8b" else self.body


Script = Generator[Ask, Answer, None]


@dataclass
class Report:
    """What a round of load measured."""

    seconds: float
    own_cpu: float
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def rate(self, name: str) -> float:
        """Requests of this name a second."""
        return len(self.took[name]) / self.seconds

    def milliseconds(self, name: str, share: float) -> float:
        """The latency that this share of the requests stayed below."""
        ordered = sorted(self.took[name])
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def get(path: str) -> bytes:
    """A browser's GET."""
    return b"GET %s HTTP/1.1\r\n%s\r\n" % (path.encode(), HEADERS)


def post(path: str, body: bytes) -> bytes:
    """A browser's POST of a form."""
    kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
    return b"POST %s HTTP/1.1\r\n%s%s%s" % (path.encode(), HEADERS, kind, body)


def between(text: bytes, left: bytes, right: bytes) -> bytes:
    """What stands between the two, or nothing."""
    start = text.find(left)
    return text[start + len(left) : text.find(right, start + len(left))] if start >= 0 else b""


def press(port: int, scripts: Iterable[Script], seconds: float) -> Report:
    """Runs every script as a client of its own for so long; a script that ends leaves."""
    driver = _Driver(port)
    started, cpu = time.perf_counter(), time.process_time()
    for script in scripts:
        driver.add(script)
    driver.run(started + seconds)
    driver.report.seconds = time.perf_counter() - started
    driver.report.own_cpu = time.process_time() - cpu
    return driver.report


class _Client:
    """A script, its connection, and the answer so far."""

    __slots__ = ("asked", "begun", "got", "script", "socket", "wanted")

    def __init__(self, script: Script):
        self.script, self.socket = script, None
        self.asked: Ask | None = None
        self.begun, self.got, self.wanted = 0.0, b"", 0


class _Driver:
    def __init__(self, port: int):
        self._port = port
        self._waiting = selectors.DefaultSelector()
        self._number = 0
        self.report = Report(0.0, 0.0)

    def add(self, script: Script) -> None:
        client = _Client(script)
        self._ask(client, next(script))

    def run(self, until: float) -> None:
        while self._waiting.get_map():
            for key, _ in self._waiting.select(1.0):
                self._read(key.data, time.perf_counter() < until)
            if time.perf_counter() > until + 15:
                raise RuntimeError("the server does not answer any more")
        self._waiting.close()

    def _ask(self, client: _Client, ask: Ask) -> None:
        client.asked, client.got, client.wanted = ask, b"", 0
        client.begun = time.perf_counter()
        if ask.fresh or client.socket is None:
            self._hang_up(client)
            client.socket = self._connect()
            self._waiting.register(client.socket, selectors.EVENT_READ, client)
        client.socket.sendall(ask.data)

    def _connect(self) -> socket.socket:
        """From one of many networks, as citizens come: every /24 of the loopback interface is one."""
        self._number += 1
        line = socket.socket()
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setsockopt(socket.IPPROTO_IP, socket.IP_BIND_ADDRESS_NO_PORT, 1)
        line.bind((f"127.{self._number // 200 % 200}.{self._number % 200}.1", 0))
        line.connect(("127.0.0.1", self._port))
        return line

    def _hang_up(self, client: _Client) -> None:
        if client.socket is not None:
            self._waiting.unregister(client.socket)
            client.socket.close()
            client.socket = None

    def _read(self, client: _Client, go_on: bool) -> None:
        data = client.socket.recv(262144)
        if not data:
            raise RuntimeError(f"the server hung up on {client.asked.name}")
        client.got += data
        if not client.wanted:
            end = client.got.find(b"\r\n\r\n")
            if end < 0:
                return
            client.wanted = end + 4 + int(between(client.got[: end + 2].lower(), b"content-length: ", b"\r\n") or 0)
        if len(client.got) >= client.wanted:
            self._finish(client, go_on)

    def _finish(self, client: _Client, go_on: bool) -> None:
        took = time.perf_counter() - client.begun
        head, _, body = client.got.partition(b"\r\n\r\n")
        answer = Answer(int(head[9:12]), head + b"\r\n", body, took)
        self.report.took[client.asked.name].append(client.asked.before + took)
        self.report.statuses[answer.status] += 1
        try:
            following = client.script.send(answer) if go_on else None
        except StopIteration:
            following = None
        if following is None:
            self._hang_up(client)
        else:
            self._ask(client, following)


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


ScriptMaker = Callable[[int], Script]
