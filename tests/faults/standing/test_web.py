"""The web server: slow visitors, a reload, an end in the middle, and a database that has gone."""

import os
import signal
import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPException

import pytest

from tests.faults.citizens import Crowd, ask, counter, press
from tests.faults.standing.care import assert_counted_once, held, locked, mend, wait_until, waiting
from webapp.platform.embedded import start_database

pytestmark = [pytest.mark.faults, pytest.mark.network]
HALF = b"GET /pontianak/n/loket1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: lambat"
KIND = "beristirahat sebentar"
STORED = "select count(*) from rating where tenant_id = %s and id = %s"


def test_five_hundred_half_requests_do_not_stop_a_whole_one(stack):
    assert ask(stack.port, "GET", counter(stack)).status == 200
    with ExitStack() as lines:
        for _ in range(500):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", stack.port)))
            line.sendall(HALF)
        time.sleep(0.5)
        for _ in range(3):
            page, pressed = ask(stack.port, "GET", counter(stack)), press(stack)
            assert (page.status, pressed.status) == (200, 303)
            assert page.seconds < 1 and pressed.seconds < 1


def test_a_reload_under_way_loses_no_request(stack):
    before = set(stack.pids("web")[1:])
    with Crowd(stack, 8) as crowd:
        os.kill(stack.pids("web")[0], signal.SIGHUP)
        wait_until(lambda: is_renewed(stack, before), 60)
        seen = len(crowd.receipts)
        wait_until(lambda: len(crowd.receipts) >= seen + 50, 30)
    assert crowd.retries == 0 and crowd.strange == []
    assert len(crowd.receipts) == crowd.forms


def is_renewed(stack, before: set[int]) -> bool:
    now = stack.pids("web")[1:]
    return len(now) == len(before) and before.isdisjoint(now)


def test_the_end_waits_for_the_request_in_the_middle(stack):
    answers = []
    visitor = threading.Thread(target=lambda: answers.append(press(stack)))
    web = stack.service("web").process
    with locked(stack, "rating") as somebody_waits:
        visitor.start()
        wait_until(somebody_waits, 10)
        web.terminate()
        time.sleep(0.2)
    visitor.join()
    assert [answer.status for answer in answers] == [303]
    assert ask_until(stack, answers[0].headers["location"], 200) < 30
    assert web.poll() == 0


def ask_until(stack, path: str, status: int, seconds: float = 30) -> float:
    """Asks again until the answer has this status; returns how long it took."""

    def answered() -> bool:
        try:
            return ask(stack.port, "GET", path).status == status
        except (OSError, HTTPException):
            return False

    return wait_until(answered, seconds, lambda: mend(stack))


def test_a_database_that_is_gone_is_told_kindly_and_a_press_is_not_acknowledged(stack):
    place = stack.world.pontianak
    key = stack.keys().issue(place.tenant.id, place.counter_id, time.time())
    ticket = stack.keys().read(place.tenant.id, place.counter_id, key, time.time())
    with gone(stack):
        wait_until(lambda: ask(stack.port, "GET", counter(stack)).status == 503, 10)
        for path in (counter(stack), f"/{place.tenant.slug}/", f"/{place.tenant.slug}/tanda-terima/{ticket.receipt_code}"):
            assert_kind(ask(stack.port, "GET", path))
        assert ask(stack.port, "GET", "/healthz").status == 200
        assert ask(stack.port, "GET", "/readyz").status == 503
        refused = ask(stack.port, "POST", counter(stack), f"nilai=4&kunci={key}")
        assert_kind(refused)
        assert refused.seconds < 10
    pressed = []
    took = wait_until(lambda: pressed or press_again(stack, key, pressed), 5)
    assert took < 5
    with stack.superuser() as connection:
        assert connection.execute(STORED, (place.tenant.id, ticket.rating_id)).fetchone()[0] == 1
    wait_until(lambda: waiting(stack) == 0, 10, lambda: mend(stack))
    assert_counted_once(stack)


@contextmanager
def gone(stack):
    """No PostgreSQL inside the block; it was killed."""
    os.kill(stack.pids("database")[0], signal.SIGKILL)
    wait_until(lambda: not stack.database.alive(), 10)
    try:
        yield
    finally:
        start_database(stack.home, die_with_caller=True)


def press_again(stack, key: str, pressed: list) -> bool:
    answer = ask(stack.port, "POST", counter(stack), f"nilai=4&kunci={key}")
    assert answer.status in (303, 503)
    pressed += [answer] * (answer.status == 303)
    return bool(pressed)


def assert_kind(answer) -> None:
    page = answer.body.decode()
    assert answer.status == 503 and int(answer.headers["retry-after"]) > 0
    assert KIND in page and "Traceback" not in page and "psycopg" not in page


def test_a_database_that_hangs_is_answered_within_ten_seconds(stack):
    assert press(stack).status == 303
    with held(stack, "database"):
        slow = press(stack)
        assert ask(stack.port, "GET", "/healthz").status == 200
    assert slow.status == 503 and slow.seconds < 10
    assert ask_until(stack, "/readyz", 200) < 15
    assert press(stack).status == 303
