"""The embedded Valkey: on a private socket, and nothing acknowledged a second ago is lost."""

import os
import signal
import stat

import pytest
import redis

from webapp.platform.embedded import Valkey, running_valkey, start_valkey

START = """
import sys
from webapp.platform.embedded import Home, start_valkey
valkey = start_valkey(Home(sys.argv[1]), die_with_caller=len(sys.argv) > 2)
print("started" if valkey.started else "found", flush=True)
sys.stdin.read() if len(sys.argv) > 2 else None
"""


@pytest.fixture
def valkey(home):
    return start_valkey(home)


def client(valkey):
    return redis.Redis.from_url(valkey.url)


def test_the_url_is_one_the_client_takes(valkey):
    assert valkey.url.startswith("unix:///") and valkey.url.endswith("/valkey.sock?db=0")
    assert client(valkey).ping()


@pytest.mark.parametrize(
    "name, value",
    [("port", "0"), ("appendonly", "yes"), ("appendfsync", "everysec"), ("maxmemory-policy", "noeviction")],
)
def test_it_keeps_what_it_is_told_and_listens_on_no_network(valkey, name, value):
    assert client(valkey).config_get(name)[name] == value


def test_the_socket_is_private(valkey):
    assert stat.S_IMODE(valkey.socket_path.parent.stat().st_mode) == 0o700


def test_data_are_there_after_stop_and_after_kill_9(home, valkey):
    client(valkey).set("lonceng", "1")
    valkey.stop()
    assert running_valkey(home) is None
    again = start_valkey(home)
    client(again).set("kedua", "2")
    os.kill(again.lock.pid(), signal.SIGKILL)
    third = start_valkey(home)
    assert third.started and client(third).mget("lonceng", "kedua") == [b"1", b"2"]


def test_several_starters_at_once_start_one_server(home, python):
    said = [process.communicate()[0].strip() for process in [python(START, home.path) for _ in range(4)]]
    assert sorted(said) == ["found", "found", "found", "started"]


def test_it_ends_when_its_starter_is_killed(home, python):
    process = python(START, home.path, "die with me")
    assert process.stdout.readline().strip() == "started"
    process.kill()
    assert Valkey(home).lock.wait_until_free(seconds=10)
    assert start_valkey(home).started
