"""Ways to stop processes and statements in the middle, and to wait for what follows."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.stack import Stack

SHUT_OUT = (
    "select count(*) from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = %s"
)


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
    with stack.superuser() as holder, stack.superuser() as looker, holder.transaction():
        holder.execute(f"lock table {table} in share row exclusive mode")
        yield lambda: looker.execute(SHUT_OUT, (table,)).fetchone()[0] > 0


def wait_until(condition: Callable[[], object], seconds: float, meanwhile: Callable[[], object] = lambda: None) -> None:
    """Returns when it has come true. Fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not after {seconds} s"
        meanwhile()
        time.sleep(0.02)
