"""On the wire a job can name nothing but a registered function of ours, for a pemda of ours."""

import inspect
import json
import pickle
import re
import zlib
from importlib import import_module

import pytest
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from webapp.features import JOBS, SCHEDULE, import_jobs
from webapp.platform import jobs as platform_jobs
from webapp.platform.jobs import PERFORM, QUEUES, REGISTRY, AllowedJob, UnknownJob, background
from webapp.platform.pages import ROOT
from workers import perform as performing

import_jobs()


@pytest.fixture
def queue(store):
    return Queue(QUEUES[0], connection=store, serializer=JSONSerializer, job_class=AllowedJob)


@pytest.fixture
def work(store, queue):
    """Works off the queue as the worker does; returns the job as it then is."""

    def burst(job_id):
        worker = SimpleWorker([queue], connection=store, serializer=JSONSerializer, job_class=AllowedJob)
        worker.work(burst=True, logging_level="CRITICAL")
        return AllowedJob.fetch(job_id, connection=store, serializer=JSONSerializer)

    return burst


@pytest.fixture
def performed(monkeypatch):
    """What reached a registered function."""
    calls = []
    monkeypatch.setitem(REGISTRY, "uji.catat", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(performing, "process_resources", lambda: Pretend())
    return calls


class Pretend:
    """Resources whose directory knows one pemda."""

    class directory:  # noqa: N801
        @staticmethod
        def by_slug(slug):
            return "TENANT" if slug == "pontianak" else None


def enqueue(queue, function=PERFORM, *arguments, **options):
    """Puts a job into Redis as anybody who reaches it could: with RQ's own class."""
    plain = Queue(queue.name, connection=queue.connection, serializer=JSONSerializer)
    return plain.enqueue_call(function, args=arguments, result_ttl=60, failure_ttl=60, **options).id


def test_a_registered_job_reaches_its_function_with_its_pemda(queue, work, performed):
    job = work(enqueue(queue, PERFORM, "uji.catat", "pontianak", "2026-11-22"))
    assert job.is_finished and [call[1:] for call in performed] == [("TENANT", "2026-11-22")]


PLANTED = {
    "a shell": ("os.system", ("touch /tmp/planted-by-a-job",)),
    "a builtin": ("builtins.eval", ("1",)),
    "a function of ours that is no job": ("webapp.platform.migrations.downgrade", ("x", "base")),
    "the worker's own helper": ("workers.perform.process_resources", ()),
    "perform without a name": (PERFORM, ()),
    "an unknown name": (PERFORM, ("os.system", "pontianak")),
    "a name with a path": (PERFORM, ("uji.catat.__globals__", "pontianak")),
    "no function": ("", ()),
}


@pytest.mark.parametrize("function, arguments", PLANTED.values(), ids=PLANTED)
def test_a_planted_job_fails_and_runs_nothing(queue, work, performed, function, arguments, tmp_path):
    job = work(enqueue(queue, function or "x", *arguments))
    assert job.is_failed and performed == []
    assert "UnknownJob" in job.latest_result().exc_string


def test_a_job_of_no_pemda_fails(queue, work, performed):
    for slug in ("tiada", "", "../pontianak"):
        assert work(enqueue(queue, PERFORM, "uji.catat", slug)).is_failed
    assert performed == []


def test_a_method_of_an_object_is_refused(queue, work, performed):
    job_id = enqueue(queue, PERFORM, "uji.catat", "pontianak")
    data = json.dumps([PERFORM, {"planted": 1}, ["uji.catat", "pontianak"], {}]).encode()
    queue.connection.hset(Job.key_for(job_id), "data", zlib.compress(data))
    assert work(job_id).is_failed and performed == []


def test_a_pickled_job_is_never_unpickled(queue, work, performed, tmp_path):
    class Planted:
        def __reduce__(self):
            return (open, (str(tmp_path / "planted"), "w"))

    job_id = enqueue(queue, PERFORM, "uji.catat", "pontianak")
    data = pickle.dumps((PERFORM, None, (Planted(),), {}))
    queue.connection.hset(Job.key_for(job_id), "data", zlib.compress(data))
    work(job_id)
    assert performed == [] and not (tmp_path / "planted").exists()


@pytest.mark.parametrize("kind", ["success", "failure", "stopped"])
@pytest.mark.parametrize("name", ["uji.catat", "uji.gagal"])
def test_a_planted_callback_is_not_called(queue, work, performed, monkeypatch, kind, name, tmp_path):
    def fail(*_):
        raise RuntimeError("on purpose")

    monkeypatch.setitem(REGISTRY, "uji.gagal", fail)
    job_id = enqueue(queue, PERFORM, name, "pontianak")
    queue.connection.hset(Job.key_for(job_id), f"{kind}_callback_name", "tests.workers.test_jobs.planted_callback")
    CALLED.clear()
    work(job_id)
    assert CALLED == []


CALLED: list = []
HOOK = json.dumps([{"url": "http://169.254.169.254/", "job_status": "finished", "headers": {}, "timeout": 1}])


def planted_callback(*_):
    CALLED.append(1)


def test_a_planted_webhook_is_not_called(queue, work, performed, monkeypatch):
    job_id = enqueue(queue, PERFORM, "uji.catat", "pontianak")
    queue.connection.hset(Job.key_for(job_id), "webhooks", HOOK)
    job = work(job_id)
    assert job.is_finished and job.webhooks == []


def test_a_plain_worker_would_have_called_both(queue, performed, store):
    job_id = enqueue(queue, PERFORM, "uji.catat", "pontianak")
    store.hset(Job.key_for(job_id), "success_callback_name", "tests.workers.test_jobs.planted_callback")
    store.hset(Job.key_for(job_id), "webhooks", HOOK)
    assert len(Job.fetch(job_id, connection=store, serializer=JSONSerializer).webhooks) == 1
    store.hdel(Job.key_for(job_id), "webhooks")
    CALLED.clear()
    plain = Queue(queue.name, connection=store, serializer=JSONSerializer)
    SimpleWorker([plain], connection=store, serializer=JSONSerializer).work(burst=True, logging_level="CRITICAL")
    assert CALLED == [1]


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_job_takes_resources_and_a_pemda_first_and_strings_after(name):
    names = list(inspect.signature(REGISTRY[name]).parameters.values())
    assert [one.name for one in names[:2]] == ["resources", "tenant"]
    assert all(one.annotation in (str, "str") for one in names[2:])


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ValueError, match="two jobs"):
        background(next(iter(REGISTRY)))(lambda: None)


def test_every_scheduled_job_is_registered():
    assert SCHEDULE and set(SCHEDULE) <= set(REGISTRY)
    assert all(seconds >= 1 for seconds in SCHEDULE.values())


def test_every_module_that_registers_a_job_is_imported_by_the_worker():
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in ROOT.glob("webapp/**/*.py")
        if re.search(r"^@background\(", path.read_text(), re.M)
    }
    assert found == set(JOBS)


def module_at(path):
    return import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def test_every_job_rung_for_somewhere_exists_and_goes_to_a_queue_that_is_served():
    rung = [
        (path, call)
        for path in [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")]
        for call in re.findall(r"bell\.ring\(([^)]*)\)", path.read_text())
    ]
    assert rung
    for path, call in rung:
        literal, constant = re.match(r'"([a-z_.]+)"|([A-Z_]+)', call).groups()
        assert (literal or getattr(module_at(path), constant)) in REGISTRY, path
        queue = re.search(r"queue=(\w+)", call)
        assert queue is None or getattr(platform_jobs, queue[1]) in QUEUES, path


def test_the_worker_serves_every_queue_unless_told_otherwise(monkeypatch):
    from workers import worker

    served = []
    monkeypatch.setattr(worker, "process_resources", lambda: Pretend())
    monkeypatch.setattr(worker.health, "refuse_unsafe_database", lambda _: None)
    monkeypatch.setattr(worker, "_listen", lambda _, names: served.append(names) or True)
    Pretend.settings = None
    assert worker.main([]) == 0 and worker.main(["biasa"]) == 0
    assert served == [list(QUEUES), ["biasa"]]


def test_the_process_file_starts_the_worker_for_all_queues():
    lines = dict(line.split(":", 1) for line in (ROOT / "Procfile").read_text().splitlines() if ":" in line)
    assert lines["worker"].strip().endswith("-m workers.worker") and lines["clock"].strip().endswith("-m workers.clock")
    assert set(lines) == {"release", "web", "worker", "clock"}


@pytest.mark.parametrize("name, slug", [("os.system", "pontianak"), ("uji.catat", "tiada")])
def test_perform_itself_refuses_what_is_not_registered(performed, name, slug):
    with pytest.raises(UnknownJob):
        performing.perform(name, slug)
    assert performed == []
