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

log = logging.getLogger(__name__)
LARGEST_BODY = 64 * 1024  # bytes; a longer one is not read at all, and the application refuses it
PATIENCE = 20.0  # seconds a whole body may take
# A form with files, sent by somebody with a cookie: slow lines need their time, and memory is kept for a few at once.
LARGEST_FILES, MOST_FILES, PATIENCE_WITH_FILES = 20 * 1024 * 1024, 5, 120.0
LOOK = 1.0  # seconds between two looks for bodies that take too long
MOST_NAMES = 256  # header names whose WSGI form is remembered
REQUEST_TIMEOUT, LENGTH_REQUIRED, SERVER_ERROR, BUSY = 408, 411, 500, 503
LAST = ("Connection", "close")
DROPPED = "dropped"
# The engine keeps back values that are not ASCII. Of these it matters that there was one: it is not ours.
JUDGED = (("origin", "HTTP_ORIGIN"), ("sec-fetch-site", "HTTP_SEC_FETCH_SITE"))
UNREADABLE = "unreadable"
Application = Callable[[dict, Callable], Iterable[bytes]]


class Bridge:
    """Hands the requests of the engine to a WSGI application. `leaving`: every connection ends with its next answer."""

    def __init__(self, application: Application):
        self._application = application
        self._arriving: dict[Any, float] = {}
        self._with_files: dict[Any, float] = {}
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
            elif length is not None and 0 < int(length) <= LARGEST_BODY:
                self._wait_for_body(proto, environ, self._arriving)
            elif length is None or not _may_hold_files(environ, int(length)):
                self._answer(proto, environ, b"")
            elif len(self._with_files) >= MOST_FILES:
                proto.response_empty(BUSY, [LAST, ("Retry-After", "20")])
            else:
                self._wait_for_body(proto, environ, self._with_files)
        except BaseException:
            log.exception("a request could not be read")
            proto.response_empty(SERVER_ERROR, [LAST])

    def give_up_slow_bodies(self) -> None:
        """Ends the requests whose body takes longer than it may; their connections are closed."""
        now = time.monotonic()
        for arriving, patience in ((self._arriving, PATIENCE), (self._with_files, PATIENCE_WITH_FILES)):
            for body, since in list(arriving.items()):
                if since > now - patience:
                    break
                body.cancel()

    def keep_looking(self) -> None:
        """Gives slow bodies up as long as the process lives."""

        def look() -> None:
            while True:
                time.sleep(LOOK)
                self.give_up_slow_bodies()

        threading.Thread(target=look, name="slow bodies", daemon=True).start()

    def _wait_for_body(self, proto: Any, environ: dict, arriving: dict[Any, float]) -> None:
        body = proto()
        arriving[body] = time.monotonic()
        body.add_done_callback(partial(self._go_on, proto, environ, arriving))

    def _go_on(self, proto: Any, environ: dict, arriving: dict[Any, float], body: Any) -> None:
        """The body is there, or the client has left, or it took too long: CancelledError is no Exception."""
        arriving.pop(body, None)
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


def _may_hold_files(environ: dict, length: int) -> bool:
    """Whether a long body is waited for: the application alone knows whether this person may send it there."""
    is_form = environ.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    return is_form and "HTTP_COOKIE" in environ and 0 < length <= LARGEST_FILES
