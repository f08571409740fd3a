"""Work for later. Redis is a bell, never a store: every job can be found and done again without it.

A job is a registered function of strings and numbers; its pemda travels with it. On the wire it is JSON,
and a worker runs only names registered here (`AllowedJob`), so a job planted in Redis is refused.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from webapp.platform import clock
from webapp.settings import Settings

log = logging.getLogger(__name__)
PERFORM = "workers.perform.perform"
URGENT, USUAL = "penting", "biasa"
QUEUES = (URGENT, USUAL)
LONGEST = {URGENT: 120, USUAL: 600}  # seconds a worker gives a job of this queue
REGISTRY: dict[str, Callable[..., Any]] = {}
QUIET = 0.25  # seconds between two rings of the same bell from one process
STALE = timedelta(seconds=5)  # after which a job that has not ended keeps no other of its name out


class UnknownJob(RuntimeError):
    """Somebody asked for a job this code does not offer."""


def background(name: str) -> Callable:
    """Registers a function (resources, tenant, *strings) as a job that workers may run."""

    def register(function: Callable) -> Callable:
        if name in REGISTRY:
            raise ValueError(f"two jobs are called {name}")
        REGISTRY[name] = function
        return function

    return register


class AllowedJob(Job):
    """A job that can name nothing but `perform` and, through it, a registered function: no callbacks, no webhooks."""

    success_callback = failure_callback = stopped_callback = None

    @property
    def webhooks(self) -> list:
        """None: a planted address must not be called."""
        return []

    @webhooks.setter
    def webhooks(self, _planted: list) -> None:
        pass

    @property
    def func(self) -> Callable[..., Any]:
        if self.func_name != PERFORM or not self.args or self.args[0] not in REGISTRY:
            raise UnknownJob(f"refused a job named {self.func_name!r}")
        return super().func


def connect_redis(settings: Settings, **options: Any) -> redis.Redis:
    """A client that gives up at once: nothing here may wait for Redis."""
    limits = {
        "socket_connect_timeout": 0.2, "socket_timeout": 2.0, "retry": Retry(NoBackoff(), 0), "retry_on_timeout": False,
    } | options  # fmt: skip
    if settings.redis_sentinels and not settings.redis_url:
        sentinel = redis.Sentinel(list(settings.redis_sentinels), **limits)
        return sentinel.master_for(settings.redis_master, **limits)
    return redis.Redis.from_url(settings.redis_url, **limits)


class Bell:
    """Asks a worker to run a job, soon and at most a few times a second; a dead Redis is counted and passed over."""

    def __init__(self, connect: Callable[[], redis.Redis]):
        self._connect = connect
        self._client: redis.Redis | None = None
        self._wanted: dict[str, tuple] = {}
        self._wake, self._closing = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.missed = 0

    def ring(self, job: str, tenant_slug: str, *arguments: str, queue: str = URGENT) -> None:
        """Never blocks and never fails: the sweeper finds what a lost ring leaves undone."""
        key = ":".join((job, tenant_slug, *arguments))
        with self._lock:
            if self._closing.is_set():
                return
            self._wanted[key] = (queue, job, tenant_slug, *arguments)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._deliver, name="bell", daemon=True)
                self._thread.start()
        self._wake.set()

    def close(self) -> None:
        """Rings no more; returns when its thread, which may be in the middle of a ring, has ended."""
        with self._lock:
            self._closing.set()
            thread, self._thread = self._thread, None
        self._wake.set()
        if thread:
            thread.join()
        if self._client:
            self._client.close()

    def _deliver(self) -> None:
        while self._wake.wait() and not self._closing.is_set():
            self._wake.clear()
            with self._lock:
                wanted, self._wanted = self._wanted, {}
            for key, call in wanted.items():
                self._enqueue(key, *call)
            self._closing.wait(QUIET)

    def _enqueue(self, key: str, queue: str, *arguments: str) -> None:
        job_id = "".join(letter if letter.isalnum() else "-" for letter in key)
        try:
            target = Queue(
                queue, connection=self._connection(), serializer=JSONSerializer, job_class=AllowedJob
            )
            with suppress(NoSuchJobError):
                try:
                    target.enqueue_call(
                        PERFORM, args=arguments, job_id=job_id, unique=True, result_ttl=0, failure_ttl=30,
                        timeout=LONGEST[queue],
                    )  # fmt: skip
                except DuplicateJobError:
                    self._drop_stale(job_id)
        except redis.RedisError as problem:
            self.missed += 1
            self._client = None
            log.warning("the bell did not ring (%s); the sweeper will find the work", type(problem).__name__)
        except Exception as problem:  # what the queue's library makes of a store it did not expect; others are to ring
            self.missed += 1
            log.warning("the bell did not ring for %s (%s: %s)", job_id, type(problem).__name__, problem)

    def _drop_stale(self, job_id: str) -> None:
        """A killed worker's job would keep the bell silent for minutes; running a job twice does no harm."""
        job = AllowedJob.fetch(job_id, connection=self._connection(), serializer=JSONSerializer)
        if job.enqueued_at and clock.now() - job.enqueued_at > STALE:
            try:
                job.delete()
            except ValueError:  # it lists an execution that has expired since its worker was killed
                self._connection().delete(job.execution_registry.key)
                job.delete()

    def _connection(self) -> redis.Redis:
        if self._client is None:
            self._client = self._connect()
        return self._client
