"""The keeper: requests survive reloads and deaths, new code that does not start is left, nothing stays behind."""

import http.client
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.web.conftest import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.network]


def test_a_reload_under_load_loses_no_request(web):
    with Callers(web, fresh=4, kept=4) as callers:
        web.reload()
    assert callers.lost == []
    assert min(callers.answered) > 50


class Callers:
    """Clients who never try again: some with a connection for each request, some who keep theirs."""

    def __init__(self, web, fresh, kept):
        self._web, self._kinds = web, [False] * fresh + [True] * kept
        self._leave = threading.Event()
        self.lost, self.answered = [], [0] * (fresh + kept)

    def __enter__(self):
        self._threads = [threading.Thread(target=self._call, args=pair) for pair in enumerate(self._kinds)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._leave.set()
        for thread in self._threads:
            thread.join()

    def _call(self, number, keeps):
        line = http.client.HTTPConnection("127.0.0.1", self._web.port, timeout=10)
        while not self._leave.is_set():
            try:
                line.request("POST", "/", f"isi {number}")
                assert line.getresponse().read().endswith(f"POST isi {number}".encode())
                self.answered[number] += 1
            except (OSError, http.client.HTTPException, AssertionError) as problem:
                self.lost.append(repr(problem))
                line.close()
            if not keeps:
                line.close()
            time.sleep(0.002 * number)
        line.close()


def test_new_code_is_taken_in_and_code_that_does_not_start_is_left(web):
    web.write("dua", top="raise ValueError('rusak')\n")
    old = web.workers()
    web.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "the old workers stay" in web.log())
    assert web.ask()[0] == "satu" and web.workers() == old
    web.write("dua")
    web.reload()
    assert web.ask()[0] == "dua"


def test_who_knocks_while_all_workers_are_dead_is_served_by_their_successors(web):
    web.write("satu", top="import time; time.sleep(1)\n")
    for pid in web.workers():
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: web.log().count("ended with status -9") == 2)
    with ThreadPoolExecutor(8) as pool:
        assert [answer[0] for answer in pool.map(lambda _: web.ask(), range(8))] == ["satu"] * 8


def test_while_one_worker_is_dead_the_other_is_asked(web):
    first, second = sorted(web.workers())
    web.write("satu", top="import time; time.sleep(3)\n")
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: f"worker {first} ended" in web.log())
    began = time.monotonic()
    assert {web.ask()[1] for _ in range(20)} == {str(second)}
    assert time.monotonic() - began < 2


def test_a_worker_that_keeps_dying_is_started_with_growing_pauses(web):
    web.write("satu", top="raise SystemExit(3)\n")
    for pid in web.workers():
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: web.log().count("ended with status 3") >= 4)
    assert web.process.poll() is None
    web.write("kembali")
    wait_until(web.answers)
    assert web.ask()[0] == "kembali"


def test_the_request_under_way_is_answered_before_the_end(web):
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(web.ask, "/lambat")
        time.sleep(0.3)
        web.process.terminate()
        assert slow.result()[0] == "satu"
    assert web.process.wait(5) == 0
    assert not web.answers()


def test_a_connection_nobody_uses_does_not_hold_up_the_end(web):
    line = http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)
    line.request("GET", "/")
    line.getresponse().read()
    web.process.terminate()
    assert web.process.wait(3) == 0
    line.close()


def test_workers_leave_when_their_keeper_is_killed(web):
    workers = web.workers()
    assert len(workers) == 2
    web.process.kill()
    web.process.wait()
    wait_until(lambda: not any(is_there(pid) for pid in workers), 5)


def is_there(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_taken_port_is_one_sentence(idle):
    with socket.socket() as other:
        other.bind(("127.0.0.1", idle.port))
        other.listen()
        idle.start()
        assert idle.process.wait(10) == 1
    assert idle.log().count("\n") == 1 and "cannot be used" in idle.log()


def test_an_application_that_refuses_to_start_ends_the_web_with_its_status(idle):
    idle.write("satu", top="import sys; print('alasan', file=sys.stderr); raise SystemExit(78)\n")
    idle.start()
    assert idle.process.wait(10) == 78
    assert "alasan" in idle.log()
