"""Citizens who do not give up: each presses her own form until she is sent to her receipt."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.load import between
from bench.stack import Stack

LONGEST = 10.0  # seconds a citizen waits for one answer
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True)
class Answer:
    """What one request got."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def key(self) -> str:
        """The form's one-use key."""
        return between(self.body, b'name="kunci" value="', b'"').decode()


def ask(port: int, method: str, path: str, body: str | None = None, cookie: str = "", network: int = 0) -> Answer:
    """One request on a connection of its own, from this /24 of the loopback interface.

    Raises OSError or HTTPException when it gets no whole answer.
    """
    source = (f"127.0.{network}.1", 0) if network else None
    line = http.client.HTTPConnection("127.0.0.1", port, LONGEST, source)
    try:
        return exchange(line, method, path, body, cookie)
    finally:
        line.close()


def exchange(
    line: http.client.HTTPConnection, method: str, path: str, body: str | None = None, cookie: str = ""
) -> Answer:
    """One request on this connection, which is opened again only if the last answer said that it would be closed."""
    began = time.monotonic()
    line.request(method, path, body, {"Host": "localhost", "Cookie": cookie, **(FORM if body else {})})
    reply = line.getresponse()
    content = reply.read()
    headers = {name.lower(): value for name, value in reply.getheaders()}
    return Answer(reply.status, headers, content, time.monotonic() - began)


def counter(stack: Stack) -> str:
    """The path of the counter everybody rates at."""
    place = stack.world.pontianak
    return f"/{place.tenant.slug}/n/{place.counter}"


def press(stack: Stack, score: int = 4, network: int = 0) -> Answer:
    """A new form, pressed once."""
    place = stack.world.pontianak
    key = stack.keys().issue(place.tenant.id, place.counter_id, time.time())
    return ask(stack.port, "POST", counter(stack), f"nilai={score}&kunci={key}", network=network)


@dataclass
class Unforgiving:
    """Citizens who never send anything twice: some open a connection for each request, some keep theirs."""

    stack: Stack
    fresh: int
    kept: int
    receipts: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    pages: int = 0

    def __enter__(self) -> "Unforgiving":
        self._leave = threading.Event()
        kinds = [False] * self.fresh + [True] * self.kept
        self._threads = [threading.Thread(target=self._rate, args=pair) for pair in enumerate(kinds)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.set()
        for thread in self._threads:
            thread.join()

    def _rate(self, number: int, keeps: bool) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=LONGEST)
        while not self._leave.is_set():
            page = self._send(line, keeps, "GET", None)
            self.pages += page is not None
            if page:
                pressed = self._send(line, keeps, "POST", f"nilai={1 + number % 4}&kunci={page.key}")
                if pressed:
                    self.receipts.append(pressed.headers["location"].rpartition("/")[2])
            time.sleep(0.02 + 0.01 * number)
        line.close()

    def _send(self, line: http.client.HTTPConnection, keeps: bool, method: str, body: str | None) -> Answer | None:
        try:
            answer = exchange(line, method, counter(self.stack), body)
            if answer.status == (303 if body else 200):
                return answer
            self.lost.append(f"{answer.status} {answer.body[:80]!r}")
        except (OSError, http.client.HTTPException) as problem:
            self.lost.append(f"{method} {'kept' if keeps else 'fresh'}: {problem!r}")
            line.close()
        finally:
            if not keeps:
                line.close()
        return None


@dataclass
class Crowd:
    """Citizens who rate at once, each retrying with the same key until she is answered 303, then resting (seconds)."""

    stack: Stack
    size: int
    rest: float = 0.0
    receipts: list[str] = field(default_factory=list)
    forms: int = 0
    retries: int = 0
    strange: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._leave = threading.Event()
        self._threads = [threading.Thread(target=self._rate, args=(number,)) for number in range(self.size)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_home(lambda: None)

    def go_home(self, meanwhile: Callable[[], None]) -> None:
        """Everybody finishes the form she holds; `meanwhile` is called until the last one has."""
        self._leave.set()
        while any(thread.is_alive() for thread in self._threads):
            meanwhile()
            time.sleep(0.05)

    def _rate(self, number: int) -> None:
        while not self._leave.is_set():
            page = self._until(200, lambda: ask(self.stack.port, "GET", counter(self.stack)))
            self.forms += 1
            body = f"nilai={1 + number % 4}&kunci={page.key}"
            receipt = self._until(303, lambda body=body: ask(self.stack.port, "POST", counter(self.stack), body))
            self.receipts.append(receipt.headers["location"].rpartition("/")[2])
            time.sleep(self.rest)

    def _until(self, status: int, send: Callable[[], Answer]) -> Answer:
        """Tries again while the service is away; any other answer is noted as strange."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                answer = send()
            except (OSError, http.client.HTTPException):
                answer = None
            if answer and answer.status == status:
                return answer
            if answer and answer.status != 503:
                self.strange.append(f"{answer.status} {answer.body[:80]!r}")
            self.retries += 1
            time.sleep(0.05)
        raise TimeoutError(f"no {status} in a minute")
