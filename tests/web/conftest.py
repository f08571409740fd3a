"""The web process with a small application that can be rewritten while it runs."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bench.stack import family, free_port
from tests.web.asking import Application, Door
from webapp.web.bridge import Bridge

PROJECT = Path(__file__).resolve().parents[2]
SMALL = """
import os, time
WORD = {word!r}
def application(environ, start):
    if environ["PATH_INFO"] == "/lambat":
        time.sleep(1)
    content = environ["wsgi.input"].read().decode()
    start("200 OK", [("Content-Type", "text/plain")])
    return [" ".join((WORD, str(os.getpid()), environ["REQUEST_METHOD"], content)).encode()]
"""


def wait_until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    """Returns when it has come true. Fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not after {seconds} s"
        time.sleep(0.02)


class Web:
    """A running keeper with two workers, and a client of it."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.write("satu")

    def write(self, word: str, top: str = "") -> None:
        """The application says this word from its next start on; `top` is run before."""
        (self.folder / "kecil.py").write_text(top + SMALL.format(word=word))

    def start(self) -> None:
        with (self.folder / "web.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "webapp.web", "--bind", "127.0.0.1", "--port", str(self.port),
                 "kecil:application"],
                env={**os.environ, "PYTHONPATH": f"{self.folder}{os.pathsep}{PROJECT}", "PYTHONDONTWRITEBYTECODE": "1"},
                stdout=log, stderr=log,
            )  # fmt: skip

    def log(self) -> str:
        return (self.folder / "web.log").read_text()

    def ask(self, path: str = "/", body: str | None = None) -> list[str]:
        """One request on a connection of its own: word, worker, method, body. Raises OSError, HTTPException."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET" if body is None else "POST", path, body)
            return line.getresponse().read().decode().split(" ", 3)
        finally:
            line.close()

    def answers(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return bool(self.ask())
        return False

    def workers(self) -> set[int]:
        return set(family(self.process.pid)[1:])

    def reload(self) -> None:
        """SIGHUP; returns when only new workers are there."""
        old = self.workers()
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self.workers()) == 2 and not self.workers() & old)

    def end(self) -> None:
        workers = self.workers()
        self.process.kill()
        self.process.wait()
        for pid in workers:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def idle(tmp_path) -> Iterator[Web]:
    """Not started yet."""
    web = Web(tmp_path)
    yield web
    if hasattr(web, "process"):
        web.end()


@pytest.fixture
def web(idle) -> Web:
    """Started, with both workers serving."""
    idle.start()
    wait_until(lambda: idle.log().count(" serves") == 2)
    return idle


def connect(port: int) -> socket.socket:
    """A connection for bytes of the test's own making."""
    return socket.create_connection(("127.0.0.1", port), timeout=10)


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def bridge(application):
    application.door = Door()
    return Bridge(application)
