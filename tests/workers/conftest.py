"""A real Valkey of the embedded mode for the tests of jobs and workers."""

import pytest
import redis

from webapp.features import import_jobs
from webapp.platform.embedded import start_valkey


@pytest.fixture(scope="session")
def valkey(database):
    """One server for all of them."""
    server = start_valkey(database.home, die_with_caller=True)
    yield server
    server.stop()


@pytest.fixture
def store(valkey):
    """A client on an empty store."""
    import_jobs()
    client = redis.Redis.from_url(valkey.url)
    client.flushall()
    yield client
    client.close()
