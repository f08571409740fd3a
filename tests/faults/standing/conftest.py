"""One stack for the tests that break something small and leave it as they found it."""

from collections.abc import Iterator

import pytest

from bench.stack import Stack, running_stack
from tests.faults.standing.care import mend, wait_until, waiting


@pytest.fixture(scope="package")
def whole() -> Iterator[Stack]:
    """Web, worker and clock on a durable PostgreSQL and a Valkey."""
    with running_stack("web", "worker", "clock") as stack:
        yield stack


@pytest.fixture
def stack(whole) -> Iterator[Stack]:
    """The same, all of it running and nothing waiting to be counted; after the test it is made so again."""
    _rest(whole)
    yield whole
    _rest(whole)


def _rest(stack: Stack) -> None:
    mend(stack)
    wait_until(lambda: waiting(stack) == 0, 30, lambda: mend(stack))
