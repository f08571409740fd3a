"""Counting when somebody dies at the worst moment, comes twice, or hands in what cannot be counted."""

import json
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from bench.stack import Stack
from tests.faults.breaking import held, locked, wait_until
from tests.faults.citizens import Crowd, ask, press
from tests.faults.counting import counted, differences, one, settle, stored, waiting
from webapp.cli import counting as command
from webapp.feedback.ratings.drain import MOST_TRIES
from webapp.platform.embedded import start_valkey
from webapp.platform.embedded.servers import reap_children
from webapp.platform.jobs import PERFORM, URGENT
from webapp.platform.supervisor import Service

pytestmark = [pytest.mark.faults, pytest.mark.network]
PROCESSES = ("web", "worker", "clock")
PILE = 600  # ratings; more than one batch
SWEEPERS = "select count(distinct pid) from pg_stat_activity where usename = 'pamong_ops'"
POISON = """
insert into rating_event (tenant_id, rating_id, week, minute, attempts)
values (%s, gen_random_uuid(), '2026-11-16', 600, 0) returning id
"""
FATE = "select attempts from rating_event where quarantined_at is not null and id = %s"


@pytest.fixture(autouse=True)
def nothing_waits(stack):
    settle(stack, 30, stack.supervisor.watch_once)


def test_a_worker_killed_between_claim_and_commit_leaves_the_events_to_be_counted_once(stack):
    with held(stack, "clock"):
        with locked(stack, "rating_bucket") as somebody_waits:
            for _ in range(40):
                assert press(stack).status == 303
            wait_until(somebody_waits, 10, lambda: press(stack))
            os.kill(stack.pids("worker")[0], signal.SIGKILL)
            assert somebody_waits(), "it died before it had claimed anything"
        assert waiting(stack) >= 40
        wait_until(lambda: waiting(stack) == 0, 30, lambda: ring_again(stack))
    assert_counted_once(stack)


def test_a_worker_whose_valkey_dies_in_the_middle_of_a_job_listens_again(stack):
    worker = stack.pids("worker")
    with held(stack, "clock"):
        with locked(stack, "rating_bucket") as somebody_waits:
            wait_until(somebody_waits, 10, lambda: press(stack))
            os.kill(stack.pids("valkey")[0], signal.SIGKILL)
            reap_children()
        wait_until(lambda: "trying again" in said_by_the_worker(stack), 10)
        assert press(stack).status == 303
        start_valkey(stack.home, die_with_caller=True)
        wait_until(lambda: waiting(stack) == 0, 20, lambda: ring_again(stack))
    assert stack.pids("worker") == worker
    assert_counted_once(stack)


def said_by_the_worker(stack: Stack) -> str:
    return stack.supervisor.log("worker").read_text()


def ring_again(stack: Stack) -> None:
    """A ring while the same job runs is none, and the clock, which would find the work, stands still."""
    stack.supervisor.watch_once()
    time.sleep(0.5)
    assert press(stack).status == 303


def test_two_sweepers_and_a_worker_at_once_count_each_rating_once(stack):
    with second_clock(stack):
        with held(stack, "clock", "worker", "second clock"):
            with Crowd(stack, 8) as crowd:
                wait_until(lambda: len(crowd.receipts) >= PILE, 60)
            assert waiting(stack) >= PILE
        settle(stack, 20)
    assert_counted_once(stack)


@contextmanager
def second_clock(stack: Stack) -> Iterator[None]:
    home = {"PAMONG_ENV": "embedded", "PAMONG_HOME": str(stack.home.path)}
    service = Service("second clock", [sys.executable, "-m", "workers.clock"], home)
    stack.supervisor.start(service)
    try:
        wait_until(lambda: one(stack, SWEEPERS) >= 2, 30)
        yield
    finally:
        stack.supervisor.services.remove(service)
        service.process.terminate()
        service.process.wait()


def test_an_event_that_cannot_be_counted_is_shown_to_the_operator(stack, monkeypatch, capsys):
    number = plant_poison(stack)
    try:
        assert [press(stack).status for _ in range(30)] == [303] * 30
        settle(stack, 20)
        assert_counted_once(stack)
        assert one(stack, FATE, number) <= MOST_TRIES
        wait_until(lambda: quarantined(stack) == 1, 20)
        said = "".join(stack.supervisor.log(name).read_text() for name in ("clock", "worker"))
        assert f"event {number} of pontianak cannot be counted" in said
        monkeypatch.setenv("PAMONG_HOME", str(stack.home.path))
        assert command.events(Namespace(database=None, retry=False)) == 1
        assert f"pontianak            event {number} rating" in capsys.readouterr().out
    finally:
        with stack.superuser() as connection:
            connection.execute("delete from rating_event where id = %s", (number,))


def plant_poison(stack: Stack) -> int:
    """An event of a rating that does not exist, past the foreign key."""
    with stack.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        return connection.execute(POISON, (stack.world.pontianak.tenant.id,)).fetchone()[0]


def quarantined(stack: Stack) -> int:
    """What /readyz tells the operator."""
    answer = ask(stack.port, "GET", "/readyz")
    assert answer.status == 200
    return json.loads(answer.body)["counting"]["quarantined"]


@pytest.mark.parametrize(
    "function, argument", [("os.system", "touch {}"), (PERFORM, "os.system"), (PERFORM, "tiada.pekerjaan")]
)
def test_a_job_planted_in_valkey_is_refused_and_the_worker_goes_on(stack, function, argument):
    planted, worker = stack.home.path / "planted", stack.pids("worker")
    with held(stack, "clock"), redis.Redis.from_url(stack.valkey.url) as client:
        queue = Queue(URGENT, connection=client, serializer=JSONSerializer)
        job = queue.enqueue_call(function, args=(argument.format(planted), "pontianak"), failure_ttl=60)
        wait_until(lambda: is_refused(client, job.id), 20)
        assert press(stack).status == 303
        wait_until(lambda: waiting(stack) == 0, 20, lambda: ring_again(stack))
    assert not planted.exists()
    assert stack.pids("worker") == worker


def is_refused(client: redis.Redis, job_id: str) -> bool:
    """Whether the job has failed as one that is not offered."""
    result = Job.fetch(job_id, connection=client, serializer=JSONSerializer).latest_result()
    return result is not None and "UnknownJob" in result.exc_string


def assert_counted_once(stack: Stack) -> None:
    assert counted(stack) == stored(stack) == one(stack, "select count(*) from rating_trace")
    assert differences(stack) == []
