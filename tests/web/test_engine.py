"""The engine underneath: what a worker of the real granian does with clients who mean no good."""

import importlib.metadata
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.web.conftest import PROJECT, SMALL, connect, wait_until

pytestmark = pytest.mark.network
IMPATIENT = """
import sys
from webapp.web import bridge, worker
from webapp.web import arrivals
bridge.PATIENCE, bridge.LOOK, worker.HEAD_SECONDS, arrivals.FIRST = 0.6, 0.1, 1, 0.6
worker.main(*sys.argv[1:])
"""
DOOR = """
class Door:
    def largest(self, path):
        return 10**6 if path == "/berkas" else 0
    def sender(self, environ):
        return environ["REMOTE_ADDR"]
    def is_known(self, environ):
        return False
application.door = Door()
"""
FORM = b"POST %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n"
FORM += b"Content-Type: multipart/form-data; boundary=a\r\n\r\n"
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"


@pytest.fixture
def port(tmp_path):
    """Where a single worker serves that waits 0.6 s for a body; it must be well at the end."""
    (tmp_path / "kecil.py").write_text(SMALL.format(word="satu") + DOOR)
    seat, (line, other_end) = socket.socket(), socket.socketpair()
    with seat, line, other_end:
        seat.bind(("127.0.0.1", 0))
        files = (seat.fileno(), other_end.fileno())
        worker = subprocess.Popen(
            [sys.executable, "-P", "-c", IMPATIENT, "kecil:application", *map(str, files)], pass_fds=files,
            env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{PROJECT}"},
        )  # fmt: skip
        assert line.recv(1)
        yield seat.getsockname()[1]
        assert exchange(seat.getsockname()[1], HEAD % 3 + b"isi").endswith(b"POST isi")
        worker.terminate()
        assert worker.wait(5) == 0


def exchange(port, sent):
    """What comes back until nothing comes any more."""
    with closing(connect(port)) as line:
        line.sendall(sent)
        return receive(line)


def receive(line):
    line.settimeout(2)
    got = b""
    while part := _part(line):
        got += part
    return got


def _part(line):
    try:
        return line.recv(65536)
    except (TimeoutError, ConnectionResetError):
        return b""


def test_the_version_is_pinned_because_the_engine_is_used_from_the_inside():
    pinned = re.search(r"^granian==(\S+)$", (PROJECT / "requirements" / "app.in").read_text(), re.M)
    assert pinned and pinned[1] == importlib.metadata.version("granian")


def test_a_body_in_pieces_is_put_together(port):
    with closing(connect(port)) as line:
        for piece in (HEAD % 7, b"nil", b"ai=", b"4"):
            line.sendall(piece)
            time.sleep(0.05)
        assert receive(line).endswith(b"POST nilai=4")


def test_half_a_body_is_answered_408_and_the_connection_closed(port):
    began = time.monotonic()
    with closing(connect(port)) as line:
        line.sendall(HEAD % 60 + b"nilai")
        assert receive(line).startswith(b"HTTP/1.1 408 ")
        assert line.recv(1) == b""
    assert 0.5 < time.monotonic() - began < 2


@pytest.mark.parametrize("sent", [b"", b"GET / HT"])
def test_who_says_nothing_or_half_a_head_is_hung_up_on(port, sent):
    began = time.monotonic()
    with closing(connect(port)) as line:
        line.sendall(sent)
        assert line.recv(1) == b""
    assert 0.9 < time.monotonic() - began < 2


def test_a_dripping_body_has_no_more_time_than_another(port):
    ended = []
    with closing(connect(port)) as line:
        line.sendall(HEAD % 1000)
        line.settimeout(0.05)
        began = time.monotonic()
        wait_until(lambda: drip(line, ended), 3)
    assert ended[0].startswith(b"HTTP/1.1 408 ") and time.monotonic() - began < 2


def drip(line, ended):
    line.send(b"x")
    try:
        ended.append(line.recv(100))
    except TimeoutError:
        return False
    return True


def test_a_photo_without_a_cookie_arrives_where_files_are_taken(port):
    photo = b"x" * 300_000
    assert exchange(port, FORM % (b"/berkas", len(photo)) + photo).endswith(b"POST " + photo)
    with closing(connect(port)) as line:  # the application answers without it, and nobody reads it
        line.sendall(FORM % (b"/lain", len(photo)))
        assert receive(line).endswith(b"POST ")


def test_forms_whose_files_never_come_make_room_soon(port):
    lines = [connect(port) for _ in range(9)]
    for line in lines:
        line.sendall(FORM % (b"/berkas", 900_000))
    time.sleep(0.2)
    assert exchange(port, HEAD % 3 + b"isi").endswith(b"POST isi")
    answers = [line.recv(65536)[9:12] for line in lines]
    for line in lines:
        line.close()
    assert sorted(answers) == [b"200"] * 5 + [b"408"] * 4  # of one address four; the others are told at once
    assert exchange(port, FORM % (b"/berkas", 3) + b"isi").endswith(b"POST isi")


@pytest.mark.parametrize(
    "sent, status",
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", b"431"),
        (b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nisi", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nisi", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nisi\r\n0\r\n\r\n", b"411"),
        (b"GET / HTTP/1.1\r\nHost: caf\xc3\xa9\r\n\r\n", b"200"),
        (b"GET /%ff%fe HTTP/1.1\r\n\r\n", b"200"),
    ],
)
def test_what_is_no_proper_request_harms_nobody(port, sent, status):
    assert exchange(port, sent.replace(b"\r\nHost", b"\r\nConnection: close\r\nHost"))[9:12] == status
