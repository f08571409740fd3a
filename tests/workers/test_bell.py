"""The bell: many rings are one job, a dead Redis delays nobody, and what rings is counted by a worker."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import redis
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from tests.feedback.steps import rate
from webapp.platform.jobs import QUEUES, URGENT, AllowedJob, Bell, connect_redis
from workers import perform as performing


def wait_for(condition, seconds=3.0):
    """Whether it came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def queue(store):
    return Queue(URGENT, connection=store, serializer=JSONSerializer, job_class=AllowedJob)


@pytest.fixture
def bell(valkey):
    bell = Bell(lambda: redis.Redis.from_url(valkey.url))
    yield bell
    bell.close()


@pytest.fixture
def mute():
    """A bell whose Redis is dead."""
    bell = Bell(lambda: redis.Redis.from_url("unix:///nonexistent/valkey.sock"))
    yield bell
    bell.close()


def test_a_hundred_rings_are_one_job_a_pemda(bell, queue):
    for _ in range(50):
        bell.ring("feedback.count", "pontianak")
        bell.ring("feedback.count", "gorontalo")
    assert wait_for(lambda: len(queue) == 2)
    time.sleep(0.3)
    assert sorted(job.args[1] for job in queue.jobs) == ["gorontalo", "pontianak"]


def test_a_dead_redis_is_counted_and_delays_nobody(mute, caplog):
    begun = time.monotonic()
    for _ in range(1000):
        mute.ring("feedback.count", "pontianak")
    assert time.monotonic() - begun < 1
    assert wait_for(lambda: "the sweeper will find the work" in caplog.text)
    assert mute.missed >= 1


def test_a_closed_bell_has_no_thread_left_that_could_say_anything(mute):
    mute.ring("feedback.count", "pontianak")
    assert threading.enumerate()[-1].name == "bell"
    mute.close()
    missed = mute.missed
    mute.ring("feedback.count", "pontianak")
    assert not [thread for thread in threading.enumerate() if thread.name == "bell"]
    assert mute.missed == missed


def test_closing_does_not_wait_for_another_ring(bell, queue):
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: len(queue) == 1)
    begun = time.monotonic()
    bell.close()
    assert time.monotonic() - begun < 0.2


def test_it_rings_again_when_redis_is_back(bell, queue, store):
    working, bell._connect = bell._connect, lambda: redis.Redis.from_url("unix:///nonexistent/valkey.sock")
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: bell.missed == 1)
    bell._connect = working
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: len(queue) == 1)


def test_a_client_for_redis_gives_up_at_once(app, valkey):
    client = connect_redis(replace(app.config["SETTINGS"], redis_url=valkey.url))
    limits = client.connection_pool.connection_kwargs
    assert limits["socket_connect_timeout"] <= 0.5 and limits["socket_timeout"] <= 2
    client.close()


def test_what_a_citizen_sends_is_counted_by_a_worker_that_heard_the_bell(
    app, browser, world, bell, queue, sql, monkeypatch
):
    monkeypatch.setattr(performing, "process_resources", lambda: replace(app.config["RESOURCES"], bell=bell))
    monkeypatch.setitem(app.config, "RESOURCES", replace(app.config["RESOURCES"], bell=bell))
    rate(browser(), world.pontianak.counter, 4)
    assert wait_for(lambda: len(queue) == 1)
    worker = SimpleWorker(
        [Queue(name, connection=queue.connection, serializer=JSONSerializer, job_class=AllowedJob) for name in QUEUES],
        connection=queue.connection,
        serializer=JSONSerializer,
        job_class=AllowedJob,
    )
    worker.work(burst=True, logging_level="CRITICAL")
    assert sql("select count(*) from rating_event") == [(0,)]
    assert sql("select sum(n) from rating_bucket where tenant_id = %s", world.pontianak.tenant.id) == [(1,)]


def test_a_job_whose_killed_workers_record_has_expired_keeps_the_bell_silent_no_longer(bell, queue, store, monkeypatch):
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: len(queue) == 1)
    job = queue.jobs[0]
    store.zadd(job.execution_registry.key, {"gone": time.time() + 600})
    store.delete(queue.key)
    monkeypatch.setattr("webapp.platform.jobs.STALE", timedelta(0))
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: not store.exists(job.key))
    bell.ring("feedback.count", "pontianak")
    assert wait_for(lambda: len(queue) == 1)


def test_what_the_library_makes_of_one_ring_stops_no_other_and_not_the_thread(bell, queue, monkeypatch, caplog):
    genuine = Queue.enqueue_call

    def stumble(self, *given, **more):
        if more["args"][1] == "pontianak":
            raise ValueError("Execution 1 not found in Redis")
        return genuine(self, *given, **more)

    monkeypatch.setattr(Queue, "enqueue_call", stumble)
    bell.ring("feedback.count", "pontianak")
    bell.ring("feedback.count", "gorontalo")
    assert wait_for(lambda: len(queue) == 1)
    thread = bell._thread
    assert bell.missed == 1 and thread.is_alive()
    assert [line for line in caplog.messages if "not found in Redis" in line] and "Traceback" not in caplog.text
    bell.ring("feedback.count", "amplas")
    assert wait_for(lambda: len(queue) == 2) and bell._thread is thread
