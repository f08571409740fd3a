"""Homes in temporary folders, with everything that was started in them ended afterwards."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from webapp.platform.embedded import Database, Home, Valkey

PROJECT = Path(__file__).resolve().parents[2]


def end_home(home: Home) -> None:
    for server in (Valkey(home), Database(home)):
        with suppress(FileNotFoundError):
            server.stop()
    home.discard()


@pytest.fixture
def home(tmp_path):
    """A home whose path has a space in it."""
    home = Home(tmp_path / "rumah data")
    yield home
    end_home(home)


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory):
    """One home for the tests of a module that only look."""
    home = Home(tmp_path_factory.mktemp("rumah") / "var")
    yield home
    end_home(home)


@pytest.fixture
def python(tmp_path):
    """Starts a Python script in a process of its own; what still runs at the end is killed."""
    running = []

    def start(script: str, *arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()
