"""Holding, mending and looking into a stack."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.stack import Stack
from webapp.feedback.ratings import recount
from webapp.platform.db import TenantSession
from webapp.platform.embedded import start_database, start_valkey
from webapp.platform.embedded.servers import reap_children
from webapp.platform.tenancy import serving

SHUT_OUT = """
select count(*) from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = %s
"""
UNEQUAL = """
select (select count(*) from rating) - (select coalesce(sum(n), 0) from rating_bucket),
       (select count(*) from rating) - (select count(*) from rating_trace)
"""


def mend(stack: Stack) -> None:
    """Starts again what died, at once: a test has no time for growing pauses."""
    for service in stack.supervisor.services:
        service.failures = 0
    stack.supervisor.watch_once()
    reap_children()
    for server, begin in ((stack.database, start_database), (stack.valkey, start_valkey)):
        if not server.alive():
            begin(stack.home, die_with_caller=True)


def wait_until(condition: Callable[[], object], seconds: float, meanwhile: Callable[[], object] = lambda: None) -> float:
    """Returns how many seconds it took to come true. Fails when it does not in time."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not after {seconds} s: {condition.__qualname__}"
        meanwhile()
        time.sleep(0.02)
    return time.monotonic() - began


def waiting(stack: Stack) -> int:
    """Events that are still to be counted."""
    with stack.superuser() as connection:
        return connection.execute("select count(*) from rating_event where quarantined_at is null").fetchone()[0]


def assert_counted_once(stack: Stack) -> None:
    """Every rating is in one bucket and left one trace, and all aggregates say what the ratings say."""
    with stack.superuser() as connection:
        assert connection.execute(UNEQUAL).fetchone() == (0, 0)
    with serving(stack.world.pontianak.tenant), TenantSession(stack.resources.engine) as session:
        assert recount.differences(session) == []


@contextmanager
def held(stack: Stack, *names: str) -> Iterator[None]:
    """These processes stand still inside the block."""
    pids = [pid for name in names for pid in stack.pids(name)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def locked(stack: Stack, table: str) -> Iterator[Callable[[], bool]]:
    """Nobody can write to the table inside the block; yields a question: does somebody wait for it?"""
    with stack.superuser() as owner, stack.superuser() as looker, owner.transaction():
        owner.execute(f"lock table {table} in share row exclusive mode")
        yield lambda: looker.execute(SHUT_OUT, (table,)).fetchone()[0] > 0
