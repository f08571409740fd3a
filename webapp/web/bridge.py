"""Between granian's engine and the application: a request gets a thread only when all of it has arrived.

The engine collects a body beside all others, without a thread; a body that does not come in time is
given up here. So a client who sends half of something costs a little memory, and nobody has to wait.
"""

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from typing import Any

from webapp.web.arrivals import Arrival, Arrivals, NoFiles

log = logging.getLogger(__name__)
LARGEST_BODY = 64 * 1024  # bytes; a longer one is not read at all, and the application refuses it
PATIENCE = 20.0  # seconds a whole body may take
LOOK = 1.0  # seconds between two looks for bodies that take too long
MOST_NAMES = 256  # header names whose WSGI form is remembered
REQUEST_TIMEOUT, LENGTH_REQUIRED, SERVER_ERROR = 408, 411, 500
LAST = ("Connection", "close")
DROPPED = "dropped"
CROWDED = "web.crowded"  # in the environ of a form with files that was not waited for: too many are on their way
# The engine keeps back values that are not ASCII. Of these it matters that there was one: it is not ours.
JUDGED = (("origin", "HTTP_ORIGIN"), ("sec-fetch-site", "HTTP_SEC_FETCH_SITE"))
UNREADABLE = "unreadable"
Application = Callable[[dict, Callable], Iterable[bytes]]


class Bridge:
    """Hands the requests of the engine to a WSGI application. `leaving`: every connection ends with its next answer."""

    def __init__(self, application: Application):
        self._application = application
        self._arriving: dict[Any, float] = {}
        self._files = Arrivals(getattr(application, "door", None) or NoFiles())
        self._names: dict[str, str] = {}
        self.leaving = False

    def take(self, request: Any) -> None:
        """One request, on a thread of the engine, which cannot bear an exception."""
        proto = request.proto
        try:
            environ = self._environ(request.scope)
            length = environ.get("CONTENT_LENGTH")
            if length is None and "HTTP_TRANSFER_ENCODING" in environ:
                proto.response_empty(LENGTH_REQUIRED, [LAST])
            elif length is not None and int(length) > 0 and self._files.takes(environ, int(length)):
                self._wait_for_files(proto, environ, int(length))
            elif length is not None and 0 < int(length) <= LARGEST_BODY:
                self._wait_for_body(proto, environ)
            else:
                self._answer(proto, environ, b"")
        except BaseException:
            log.exception("a request could not be read")
            proto.response_empty(SERVER_ERROR, [LAST])

    def give_up_slow_bodies(self) -> None:
        """Ends the requests whose body takes longer than it may; their connections are closed."""
        now = time.monotonic()
        self._files.give_up_slow(now)
        for body, since in list(self._arriving.items()):
            if since > now - PATIENCE:
                break
            body.cancel()

    def keep_looking(self) -> None:
        """Gives slow bodies up as long as the process lives."""

        def look() -> None:
            while True:
                time.sleep(LOOK)
                self.give_up_slow_bodies()

        threading.Thread(target=look, name="slow bodies", daemon=True).start()

    def _wait_for_files(self, proto: Any, environ: dict, length: int) -> None:
        arrival = self._files.enter(proto, environ, length)
        if arrival is None:
            environ[CROWDED] = True
            self._answer(proto, environ, b"")
        else:
            self._files.receive(arrival, partial(self._go_on_with_files, proto, environ, arrival))

    def _go_on_with_files(self, proto: Any, environ: dict, arrival: Arrival, content: bytes | None) -> None:
        if content is None:
            self._files.leave(arrival)
            proto.response_empty(REQUEST_TIMEOUT, [LAST])
            return

        def answer() -> None:
            self._answer(proto, environ, content)
            self._files.leave(arrival)

        self._files.in_turn(answer)

    def _wait_for_body(self, proto: Any, environ: dict) -> None:
        body = proto()
        self._arriving[body] = time.monotonic()
        body.add_done_callback(partial(self._go_on, proto, environ))

    def _go_on(self, proto: Any, environ: dict, body: Any) -> None:
        """The body is there, or the client has left, or it took too long: CancelledError is no Exception."""
        self._arriving.pop(body, None)
        try:
            content = body.result()
        except BaseException:
            proto.response_empty(REQUEST_TIMEOUT, [LAST])
            return
        self._answer(proto, environ, content)

    def _answer(self, proto: Any, environ: dict, content: bytes) -> None:
        head: list = []

        def start(status: str, headers: list, _problem: Any = None) -> None:
            head[:] = int(status[:3]), headers

        environ["wsgi.input"] = BytesIO(content)
        try:
            parts = self._application(environ, start)
            try:
                whole = b"".join(parts)
            finally:
                if hasattr(parts, "close"):
                    parts.close()
            status, headers = head
            proto.response_bytes(status, [*headers, LAST] if self.leaving else headers, whole)
        except BaseException:
            log.exception("the application failed at %s", environ["PATH_INFO"])
            proto.response_empty(SERVER_ERROR, [LAST])

    def _environ(self, scope: Any) -> dict:
        """What PEP 3333 asks for. Names with an underscore are dropped: they would pass for those with a dash."""
        path, server = scope.path, scope.server.rpartition(":")
        environ = {
            "REQUEST_METHOD": scope.method, "SCRIPT_NAME": "", "QUERY_STRING": scope.query_string,
            "PATH_INFO": path if path.isascii() else path.encode().decode("latin-1"),
            "SERVER_NAME": server[0], "SERVER_PORT": server[2], "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
            "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
            "wsgi.version": (1, 0), "wsgi.url_scheme": scope.scheme, "wsgi.errors": sys.stderr,
            "wsgi.input_terminated": True, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        }  # fmt: skip
        for name, value in scope.headers.items():
            key = self._names.get(name) or self._remember(name)
            if key in environ:
                value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
            environ[key] = value
        environ.pop(DROPPED, None)
        if scope.method != "GET":
            environ |= {key: UNREADABLE for name, key in JUDGED if key not in environ and name in scope.headers}
        if "HTTP_HOST" not in environ and scope.authority:
            environ["HTTP_HOST"] = scope.authority
        return environ

    def _remember(self, name: str) -> str:
        key = name.upper().replace("-", "_")
        if "_" in name:
            key = DROPPED
        elif key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if len(self._names) < MOST_NAMES:
            self._names[name] = key
        return key


class AtOnce:
    """In the place of an event loop: what the engine wants called soon is called now, on the thread that says so."""

    def call_soon(self, call: Callable, *arguments: Any, context: Any = None) -> None:
        """As asyncio's, without the waiting."""
        call(*arguments)

    call_soon_threadsafe = call_soon
