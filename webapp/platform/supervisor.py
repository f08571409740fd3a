"""Child processes that are started, watched, started again when they die, and ended without a trace."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from webapp.platform.embedded.servers import die_with_parent, open_log

SET_CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
MARK = "PAMONG_SUPERVISED"  # in the environment of every child and of what it starts; its value is the home
PATIENCE = 10  # seconds between the polite signal and the one that cannot be refused
LONGEST_PAUSE = 30  # seconds between two attempts to start a child again
STEADY = 60  # seconds after which a child counts as running well again

Say = Callable[[str], None]


@dataclass
class Service:
    """A command to keep running. `name` is also the name of its log."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    failures: int = 0
    next_start: float | None = None


class Supervisor:
    """Runs services as children of this process, whose main thread must call all methods."""

    def __init__(self, mark: str, folder: Path, logs: Path, say: Say = print):
        self.mark = mark
        self.folder = folder
        self.logs = logs
        self.say = say
        self.services: list[Service] = []
        adopt_orphans()

    def start(self, service: Service) -> None:
        """Starts the service and keeps it running from now on."""
        self.services.append(service)
        self._launch(service)

    def run(self, name: str, command: Sequence[str], go_on: Callable[[], None] = lambda: None) -> int:
        """Runs a command to its end, its words in its log; returns the exit status.

        `go_on` is called again and again; when it raises, the command is left to `stop`.
        """
        process = self._spawn(name, command, {})
        while process.poll() is None:
            go_on()
            time.sleep(0.02)
        return process.returncode

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def watch_once(self) -> None:
        """Looks after every service: notes what died, starts again what is due."""
        reap_orphans({service.process.pid for service in self.services if service.process})
        for service in self.services:
            if service.process and service.process.poll() is not None:
                self._note_death(service)
            elif service.next_start and time.monotonic() >= service.next_start:
                self._launch(service)

    def stop(self) -> None:
        """Ends every service and everything they started; returns when nothing is left."""
        running = [service.process for service in reversed(self.services) if service.process]
        for process in running:
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        while any(process.poll() is None for process in running) and time.monotonic() < deadline:
            time.sleep(0.02)
        end_marked(self.mark, patience=1 if time.monotonic() < deadline else 0)
        for process in running:
            process.wait()
        reap_orphans(set())
        self.services.clear()

    def _launch(self, service: Service) -> None:
        service.process = self._spawn(service.name, service.command, service.environment)
        service.started_at, service.next_start = time.monotonic(), None

    def _note_death(self, service: Service) -> None:
        status, lived = service.process.returncode, time.monotonic() - service.started_at
        service.failures = 1 if lived > STEADY else service.failures + 1
        pause = min(2 ** (service.failures - 1), LONGEST_PAUSE)
        service.process, service.next_start = None, time.monotonic() + pause
        words = last_line(self.log(service.name))
        self.say(f"{service.name} {describe_end(status)}; starting it again in {pause} s. {words}".rstrip())

    def _spawn(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen:
        parent = os.getpid()
        with open_log(self.log(name)) as output:
            return subprocess.Popen(
                list(command),
                cwd=self.folder,
                env={**os.environ, **environment, MARK: self.mark},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),
            )


def adopt_orphans() -> None:
    """Makes children of children ours when their parent dies, so that we see and end them."""
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_orphans(own: set[int]) -> None:
    """Takes note of ended processes that came to us from others; `own` are left to their owner."""
    with suppress(ChildProcessError):
        while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if ended.si_pid in own:
                return
            os.waitpid(ended.si_pid, os.WNOHANG)


def marked_processes(mark: str) -> list[int]:
    """Processes of a supervisor with this mark, ours or one that was killed."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if wanted in entry.read_bytes().split(b"\0") and int(entry.parent.name) != os.getpid():
                found.append(int(entry.parent.name))
    return found


def end_marked(mark: str, patience: float = PATIENCE) -> int:
    """Ends every process with this mark, politely at first; returns how many there were."""
    first = marked_processes(mark)
    signal_all(first, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while left := marked_processes(mark):
        if time.monotonic() >= deadline:
            signal_all(left, signal.SIGKILL)
        time.sleep(0.02)
        reap_orphans(set())
    return len(first)


def signal_all(pids: list[int], number: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def describe_end(status: int) -> str:
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with status {status}"


def last_line(log: Path) -> str:
    """The last words in a log, for a sentence about what happened."""
    lines = tail(log, 1)
    return f"It said: {lines[0]}" if lines else ""


def tail(log: Path, count: int) -> list[str]:
    """The last lines of a log that are not empty."""
    with suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 20_000))
        lines = [line.strip() for line in file.read().decode(errors="replace").splitlines()]
        return [line for line in lines if line][-count:]
    return []
