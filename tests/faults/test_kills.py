"""Everything is killed at random while citizens rate: nothing acknowledged is lost, nothing is counted twice."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
import redis

from bench.stack import Stack
from tests.faults.citizens import Crowd
from tests.faults.counting import acknowledged_rows, counted, differences, settle, stored
from webapp.platform.embedded import start_database, start_valkey
from webapp.platform.embedded.servers import reap_children

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES = ("web", "worker", "clock")
SEED = 20261122
EACH = 2  # times every kind of accident happens
BETWEEN = 1.0  # seconds from one accident to the next
LEAST_EACH, LEAST = 50, 1000  # ratings acknowledged after each accident, and in all: fewer would prove little


def test_nothing_acknowledged_is_lost_or_counted_twice(stack):
    accidents = ACCIDENTS * EACH
    random.Random(SEED).shuffle(accidents)
    with Crowd(stack, 8) as crowd:
        serve(stack, crowd)
        for accident in accidents:
            accident(stack)
            serve(stack, crowd)
        last = time.monotonic()
        crowd.go_home(lambda: tend(stack))
    settle(stack, 10, lambda: tend(stack))
    assert time.monotonic() - last < 10
    assert not crowd.strange
    assert len(set(crowd.receipts)) == len(crowd.receipts) > LEAST
    assert acknowledged_rows(stack, crowd.receipts) == len(crowd.receipts)
    assert len(crowd.receipts) <= stored(stack) <= crowd.forms
    assert counted(stack) == stored(stack)
    assert differences(stack) == []


def kill_web_worker(stack: Stack) -> None:
    workers = stack.pids("web")[1:]
    if workers:
        kill(random.Random(len(workers)).choice(workers))


def kill_job_worker(stack: Stack) -> None:
    kill_service(stack, "worker")


def kill_clock(stack: Stack) -> None:
    kill_service(stack, "clock")


def kill_valkey(stack: Stack) -> None:
    kill(stack.pids("valkey")[0])


def kill_postmaster(stack: Stack) -> None:
    kill(stack.pids("database")[0])


def empty_valkey(stack: Stack) -> None:
    with suppress(redis.RedisError), redis.Redis.from_url(stack.valkey.url) as client:
        client.flushall()


ACCIDENTS: list[Callable[[Stack], None]] = [
    kill_web_worker, kill_job_worker, kill_clock, kill_valkey, kill_postmaster, empty_valkey,
]  # fmt: skip


def kill_service(stack: Stack, name: str) -> None:
    process = stack.service(name).process
    if process:
        kill(process.pid)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def serve(stack: Stack, crowd: Crowd) -> None:
    """Looks after the stack for a while, as bin/dev does, and until citizens are served again."""
    before, began = len(crowd.receipts), time.monotonic()
    while time.monotonic() < began + BETWEEN or len(crowd.receipts) < before + LEAST_EACH:
        assert time.monotonic() < began + 15, "nobody is served any more"
        tend(stack)
        time.sleep(0.1)


def tend(stack: Stack) -> None:
    """Starts again what died: at once, for a test has no time for growing pauses."""
    for service in stack.supervisor.services:
        service.failures = 0
    stack.supervisor.watch_once()
    reap_children()
    for server, begin in ((stack.database, start_database), (stack.valkey, start_valkey)):
        if server and not server.alive():
            begin(stack.home, die_with_caller=True)
