"""The web server under bad clients, reloads, and a database that is slow, frozen or gone."""

import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from urllib.parse import urlencode

import pytest

from bench.stack import Stack, wait_for_web
from tests.faults.citizens import Answer, Unforgiving, ask, counter, press
from tests.faults.counting import acknowledged_rows, stored
from webapp.platform.embedded import start_database
from webapp.platform.embedded.servers import reap_children

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES = ("web",)
HALF_HEAD = b"POST /pontianak/n/loket1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600\r\nContent-Type: application/"
HALF_BODY = HALF_HEAD + b"x-www-form-urlencoded\r\n\r\nnilai=4&kunci="
LONGEST = 10  # seconds any request may take to be answered


def test_a_thousand_half_sent_requests_stop_nobody(stack):
    honest = [lambda: ask(stack.port, "GET", counter(stack)), lambda: press(stack)]
    with half_sent(stack, heads=500, bodies=500, drips=100):
        answers = [send() for _ in range(5) for send in honest]
    assert [answer.status for answer in answers] == [200, 303] * 5
    assert max(answer.seconds for answer in answers) < 2


@contextmanager
def half_sent(stack: Stack, heads: int, bodies: int, drips: int) -> Iterator[None]:
    """Connections that stop in the middle of the head or of the body, or send their body a byte at a time."""
    allow_files(heads + bodies + drips + 500)
    lines = [socket.create_connection(("127.0.0.1", stack.port)) for _ in range(heads + bodies + drips)]
    enough = threading.Event()
    dripper = threading.Thread(target=drip, args=(lines[heads + bodies :], enough))
    try:
        for number, line in enumerate(lines):
            line.sendall(HALF_HEAD if number < heads else HALF_BODY)
        dripper.start()
        time.sleep(0.3)
        yield
    finally:
        enough.set()
        dripper.join()
        for line in lines:
            line.close()


def drip(lines: list[socket.socket], enough: threading.Event) -> None:
    while not enough.wait(0.2):
        for line in lines:
            with suppress(OSError):  # given up at last
                line.sendall(b"x")


def allow_files(count: int) -> None:
    """Raises this process's limit of open files if it must and may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))


def test_a_reload_loses_no_request(stack):
    before = stored(stack)
    with Unforgiving(stack, fresh=4, kept=4) as citizens:
        reload_web(stack)
    assert citizens.lost == []
    assert citizens.pages == len(citizens.receipts) > 300
    assert acknowledged_rows(stack, citizens.receipts) == stored(stack) - before == len(citizens.receipts)


def reload_web(stack: Stack) -> None:
    """SIGHUP; returns when all workers are others than before."""
    old = set(stack.pids("web")[1:])
    os.kill(stack.pids("web")[0], signal.SIGHUP)
    deadline = time.monotonic() + 40
    while len(new := set(stack.pids("web")[1:])) != len(old) or new & old:
        assert time.monotonic() < deadline, "the workers are not replaced"
        time.sleep(0.1)


def test_a_request_under_way_is_finished_before_the_server_ends(stack):
    with ThreadPoolExecutor(1) as pool, rating_table_locked(stack) as release:
        pressed = under_way(pool, stack)
        os.kill(stack.pids("web")[0], signal.SIGTERM)
        time.sleep(0.3)
        release()
        assert pressed.result().status == 303
    start_web_again(stack)


def start_web_again(stack: Stack) -> None:
    """After the test ended it."""
    service = stack.service("web")
    service.process.wait(15)
    stack.supervisor.services.remove(service)
    stack.start("web")


def test_a_database_that_is_busy_for_long_is_answered_with_a_page(stack):
    with ThreadPoolExecutor(1) as pool, rating_table_locked(stack):
        assert_away(under_way(pool, stack).result())
    assert press(stack).status == 303


def test_a_frozen_database_is_answered_with_a_page_and_thaws(stack):
    assert press(stack).status == 303
    with frozen_database(stack), ThreadPoolExecutor(6) as pool:
        pressed = [pool.submit(press, stack) for _ in range(6)]
        assert ask(stack.port, "GET", "/healthz").status == 200
        for one in pressed:
            assert_away(one.result())
    assert recovers(stack)


def test_without_a_database_there_is_a_page_and_no_traceback_and_it_recovers_by_itself(stack):
    assert press(stack).status == 303
    cookie = sign_in(stack)
    os.kill(stack.pids("database")[0], signal.SIGKILL)
    time.sleep(2.5)  # longer than anything is remembered
    for path in (counter(stack), "/pontianak/", "/pontianak/transparansi"):
        assert_away(ask(stack.port, "GET", path))
    for path in ("/pontianak/beranda", "/pontianak/kinerja", "/pontianak/", "/pontianak/tiada"):
        assert_away(ask(stack.port, "GET", path, cookie=cookie))
    assert_away(press(stack))
    assert ask(stack.port, "GET", "/healthz").status == 200
    assert ask(stack.port, "GET", "/readyz").status == 503
    reap_children()
    start_database(stack.home, die_with_caller=True)
    assert recovers(stack)
    assert ask(stack.port, "GET", "/pontianak/beranda", cookie=cookie).status == 200


def sign_in(stack: Stack) -> str:
    """The cookie of somebody who has just signed in."""
    sari = stack.world.pontianak.sari
    body = urlencode({"nama": sari.account, "sandi": sari.password})
    answer = ask(stack.port, "POST", "/pontianak/masuk", body)
    assert answer.status == 303
    return answer.headers["set-cookie"].partition(";")[0]


def assert_away(answer: Answer) -> None:
    """503 in time, with a page for people, when to come back, and nothing of the program's inside."""
    assert answer.status == 503
    assert answer.seconds < LONGEST
    assert int(answer.headers["retry-after"]) > 0
    assert b"<html" in answer.body
    assert b"Traceback" not in answer.body and b"psycopg" not in answer.body


def recovers(stack: Stack) -> bool:
    """Whether within five seconds ratings are taken again, by every worker: ten in a row."""
    deadline, taken = time.monotonic() + 5, 0
    while time.monotonic() < deadline and taken < 10:
        taken = taken + 1 if press(stack).status == 303 else 0
        time.sleep(0 if taken else 0.1)
    return taken == 10


@contextmanager
def rating_table_locked(stack: Stack) -> Iterator:
    """Nobody can rate until the block ends or the yielded function is called."""
    with stack.superuser() as connection:
        connection.execute("begin")
        connection.execute("lock table rating in access exclusive mode")

        def release() -> None:
            connection.execute("rollback")

        try:
            yield release
        finally:
            release()


def under_way(pool: ThreadPoolExecutor, stack: Stack) -> Future:
    """A press that has reached the database and waits there."""
    pressed = pool.submit(press, stack)
    with stack.superuser() as connection:
        deadline = time.monotonic() + 5
        while not connection.execute("select 1 from pg_locks where not granted").fetchone():
            assert time.monotonic() < deadline, "the press does not reach the database"
            time.sleep(0.01)
    return pressed


@contextmanager
def frozen_database(stack: Stack) -> Iterator[None]:
    """No process of PostgreSQL does anything inside the block."""
    pids = stack.pids("database")
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    wait_for_web(stack.port)
