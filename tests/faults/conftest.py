"""Real processes to break, in a temporary home of their own."""

from collections.abc import Iterator

import pytest

from bench.stack import Stack, running_stack
from tests.web.conftest import idle, web

__all__ = ["idle", "stack", "web"]


@pytest.fixture(scope="module")
def stack(request) -> Iterator[Stack]:
    """The processes the module asks for in PROCESSES, with Valkey unless VALKEY is False; ended after its tests.

    ENVIRONMENT: what the module sets for them besides.
    """
    processes, environment = request.module.PROCESSES, getattr(request.module, "ENVIRONMENT", {})
    with running_stack(*processes, valkey=getattr(request.module, "VALKEY", True), **environment) as running:
        yield running
