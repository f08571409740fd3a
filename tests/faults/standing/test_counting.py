"""Counting when somebody dies at the worst moment, comes twice, or hands in what cannot be counted."""

import json
import os
import signal
import sys
import time
from argparse import Namespace
from contextlib import contextmanager
from uuid import uuid4

import pytest
import redis
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from tests.faults.citizens import Crowd, ask, press
from tests.faults.standing.care import assert_counted_once, held, locked, mend, wait_until, waiting
from webapp.cli import counting as command
from webapp.feedback.ratings.drain import MOST_TRIES
from webapp.platform.jobs import PERFORM, URGENT
from webapp.platform.supervisor import Service

pytestmark = [pytest.mark.faults, pytest.mark.network]
POISON = """
insert into rating_event (tenant_id, rating_id, week, minute, attempts) values (%s, %s, '2026-11-16', 600, 0) returning id
"""
PILE = 600  # ratings; more than one batch


def test_a_worker_killed_between_claim_and_commit_leaves_the_events_to_be_counted_once(stack):
    worker = stack.service("worker").process
    with held(stack, "clock"):
        with locked(stack, "rating_bucket") as somebody_waits:
            for _ in range(40):
                assert press(stack).status == 303
            wait_until(somebody_waits, 10, lambda: press(stack))
            worker.kill()
            assert somebody_waits(), "it died before it had claimed anything"
            worker.wait()
        assert waiting(stack) >= 40
    wait_until(lambda: waiting(stack) == 0, 10, lambda: mend(stack))
    assert_counted_once(stack)


def test_two_sweepers_and_a_worker_at_once_count_each_rating_once(stack):
    with second_clock(stack):
        with held(stack, "clock", "worker", "second clock"):
            with Crowd(stack, 8) as crowd:
                wait_until(lambda: len(crowd.receipts) >= PILE, 60)
            assert waiting(stack) >= PILE
        wait_until(lambda: waiting(stack) == 0, 20)
    assert_counted_once(stack)


@contextmanager
def second_clock(stack):
    home = {"PAMONG_ENV": "embedded", "PAMONG_HOME": str(stack.home.path)}
    service = Service("second clock", [sys.executable, "-m", "workers.clock"], home)
    stack.supervisor.start(service)
    try:
        wait_until(lambda: connections(stack) >= 2, 20)
        yield
    finally:
        stack.supervisor.services.remove(service)
        service.process.terminate()
        service.process.wait()


def connections(stack) -> int:
    """Connections of the role that only sweepers use."""
    with stack.superuser() as connection:
        return connection.execute(
            "select count(distinct pid) from pg_stat_activity where usename = 'pamong_ops'"
        ).fetchone()[0]


def test_an_event_that_cannot_be_counted_stops_nobody_and_is_seen(stack, monkeypatch, capsys):
    number, rating = plant_poison(stack)
    try:
        presses = [press(stack).status for _ in range(30)]
        assert presses == [303] * 30
        wait_until(lambda: waiting(stack) == 0, 20)
        assert fate(stack, number) == (MOST_TRIES, True)
        assert_counted_once(stack)
        wait_until(lambda: quarantined(stack) == 1, 15)
        assert f"event {number} of pontianak cannot be counted" in logs(stack)
        monkeypatch.setenv("PAMONG_HOME", str(stack.home.path))
        assert command.events(Namespace(database=None, retry=False)) == 1
        assert f"event {number} rating {rating} after {MOST_TRIES} tries" in capsys.readouterr().out
    finally:
        with stack.superuser() as connection:
            connection.execute("delete from rating_event where id = %s", (number,))


def plant_poison(stack) -> tuple[int, str]:
    """An event of a rating that does not exist, past the foreign key; returns its number and the rating's."""
    rating = uuid4()
    with stack.superuser() as connection:
        connection.execute("set session_replication_role = replica")
        found = connection.execute(POISON, (stack.world.pontianak.tenant.id, rating)).fetchone()
    return found[0], str(rating)


def fate(stack, number: int) -> tuple[int, bool]:
    with stack.superuser() as connection:
        return connection.execute(
            "select attempts, quarantined_at is not null from rating_event where id = %s", (number,)
        ).fetchone()


def quarantined(stack) -> int:
    """What the load balancer's question tells the operator."""
    answer = ask(stack.port, "GET", "/readyz")
    assert answer.status == 200
    return json.loads(answer.body)["counting"]["quarantined"]


def logs(stack) -> str:
    return "".join(stack.supervisor.log(name).read_text() for name in ("clock", "worker"))


@pytest.mark.parametrize(
    "function, argument", [("os.system", "touch {}"), (PERFORM, "os.system"), (PERFORM, "tiada.pekerjaan")]
)
def test_a_job_planted_in_valkey_is_refused_and_the_worker_goes_on(stack, function, argument):
    planted, worker = stack.home.path / "planted", stack.pids("worker")
    with held(stack, "clock"), redis.Redis.from_url(stack.valkey.url) as client:
        queue = Queue(URGENT, connection=client, serializer=JSONSerializer)
        job = queue.enqueue_call(function, args=(argument.format(planted), "pontianak"), failure_ttl=60)
        wait_until(lambda: refused(client, job.id), 15)
        assert press(stack).status == 303
        wait_until(lambda: waiting(stack) == 0, 10, lambda: ring_again(stack))
    assert not planted.exists()
    assert stack.pids("worker") == worker


def refused(client, job_id: str) -> bool:
    """Whether the job has failed as one that is not offered."""
    result = Job.fetch(job_id, connection=client, serializer=JSONSerializer).latest_result()
    return result is not None and "UnknownJob" in result.exc_string


def ring_again(stack) -> None:
    """A ring that came while the same job still ran is none; the clock, which would find the work, stands still."""
    time.sleep(0.5)
    press(stack)
