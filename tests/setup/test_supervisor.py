"""The supervisor: children live while they should, and nothing is left when they should not."""

import sys
import time

import pytest

from webapp.platform.supervisor import Service, Supervisor, end_marked, marked_processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIE = [sys.executable, "-c", "print('alasan'); raise SystemExit(3)"]
STUBBORN_GRANDCHILD = """
import signal, subprocess, sys, time
ignore = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", ignore], start_new_session=True, stdout=subprocess.PIPE)
child.stdout.readline()
print("ready", flush=True)
time.sleep(60)
"""
SUPERVISE = """
import sys, time
from pathlib import Path
from webapp.platform.supervisor import Service, Supervisor
supervisor = Supervisor(sys.argv[1], Path(sys.argv[1]), Path(sys.argv[1]))
supervisor.start(Service("tidur", [sys.executable, "-c", "import time; time.sleep(60)"]))
supervisor.start(Service("keras", [sys.executable, "-c", sys.argv[2]]))
time.sleep(60)
"""


@pytest.fixture
def said():
    return []


@pytest.fixture
def supervisor(tmp_path, said):
    supervisor = Supervisor(str(tmp_path), tmp_path, tmp_path, said.append)
    yield supervisor
    supervisor.stop()


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def test_a_child_that_dies_is_started_again_after_a_pause(supervisor, said):
    service = Service("tidur", SLEEP)
    supervisor.start(service)
    first = service.process.pid
    service.process.kill()
    wait_until(lambda: supervisor.watch_once() or service.process is None)
    wait_until(lambda: supervisor.watch_once() or service.process)
    assert service.process.pid != first
    assert said == ["tidur was ended by SIGKILL; starting it again in 1 s."]


def test_each_failure_makes_the_pause_longer_and_tells_the_last_words(supervisor, said):
    service = Service("gagal", DIE)
    supervisor.start(service)
    service.failures = 2
    wait_until(lambda: supervisor.watch_once() or said)
    assert said == ["gagal ended with status 3; starting it again in 4 s. It said: alasan"]


def test_stop_ends_grandchildren_that_refuse_to_go(supervisor, tmp_path):
    supervisor.start(Service("keras", [sys.executable, "-c", STUBBORN_GRANDCHILD]))
    wait_until(lambda: "ready" in (tmp_path / "keras.log").read_text())
    assert len(marked_processes(str(tmp_path))) == 2
    supervisor.stop()
    assert marked_processes(str(tmp_path)) == []


def test_children_die_with_a_killed_supervisor_and_the_rest_is_found_by_its_mark(tmp_path, python):
    mark = str(tmp_path)
    process = python(SUPERVISE, mark, STUBBORN_GRANDCHILD)
    wait_until(lambda: (tmp_path / "keras.log").exists() and "ready" in (tmp_path / "keras.log").read_text())
    process.kill()
    wait_until(lambda: len(marked_processes(mark)) == 1)
    assert end_marked(mark, patience=0.1) == 1
    assert marked_processes(mark) == []


def test_a_command_is_run_to_its_end(supervisor, tmp_path):
    assert supervisor.run("gagal", DIE) == 3
    assert "alasan" in (tmp_path / "gagal.log").read_text()
