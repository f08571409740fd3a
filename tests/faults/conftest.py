"""Real processes to break, in a temporary home of their own."""

from collections.abc import Iterator

import pytest

from bench.stack import Stack, running_stack
from tests.web.conftest import idle, web

__all__ = ["idle", "stack", "web"]


@pytest.fixture(scope="module")
def stack(request) -> Iterator[Stack]:
    """The processes the module asks for in PROCESSES, with Valkey unless VALKEY is False; ended after its tests."""
    processes = request.module.PROCESSES
    with running_stack(*processes, valkey=getattr(request.module, "VALKEY", True)) as running:
        yield running
