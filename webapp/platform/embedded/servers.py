"""What the database and Valkey have in common: starting once, being found alive, ending.

A server and all its children inherit one locked file. The kernel frees the lock when the last of
them is gone, so "is it alive" never depends on a process number (which may be reused) or on
somebody reaping the dead.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from webapp.platform.embedded.accounts import Account
from webapp.platform.embedded.errors import DISK_FULL, EmbeddedError

SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
LARGEST_LOG = 10_000_000  # bytes; a longer one is set aside at the next start
_libc = ctypes.CDLL(None, use_errno=True)


class LifeLock:
    """The file a living server holds locked; its text is the number of the server's first process."""

    def __init__(self, path: Path, program: str):
        self.path = path
        self.program = program

    def held(self) -> bool:
        """Whether the server or any child of it lives."""
        try:
            handle = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def take(self) -> int | None:
        """Takes the lock for a new server; returns the open file, or None when one lives."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        for _ in range(20):  # somebody may be asking held() at this very moment
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return handle
            time.sleep(0.01)
        os.close(handle)
        return None

    def pid(self) -> int | None:
        """Process number of the living server, or None."""
        with suppress(OSError, ValueError):
            pid = int(self.path.read_text())
            if self.held() and Path(f"/proc/{pid}/comm").read_text().strip() == self.program:
                return pid
        return None

    def wait_until_free(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.held():
            if time.monotonic() > deadline:
                return False
            reap_children()
            time.sleep(0.01)
        reap_children()
        return True


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Lets one process in; the others wait."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def launch(
    command: list[str], *, account: Account, folder: Path, log: Path, lock: int, last_signal: int | None
) -> subprocess.Popen:
    """Starts a server in a session of its own; `last_signal` is sent to it if our thread dies."""
    parent = os.getpid()

    def prepare_child() -> None:
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        if last_signal:
            die_with_parent(parent, last_signal)

    with open_log(log) as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(lock,),
            preexec_fn=prepare_child,
            **account.options(),
        )


def die_with_parent(parent: int, last_signal: int) -> None:
    """Asks the kernel to send us the signal when our parent dies. Called in the child, before exec."""
    _libc.prctl(SET_PARENT_DEATH_SIGNAL, last_signal, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def end_server(lock: LifeLock, steps: list[tuple[int, float]], name: str) -> None:
    """Sends each signal in turn until the server is gone; a step is (signal, seconds to wait)."""
    for number, seconds in steps:
        pid = lock.pid()
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        if lock.wait_until_free(seconds):
            return
    raise EmbeddedError(f"{name} (process {lock.pid()}) does not end.")


_children: list[subprocess.Popen] = []


def remember_child(process: subprocess.Popen) -> None:
    _children.append(process)


def reap_children() -> None:
    """Takes note of servers of ours that have ended, so that none stays behind as a zombie."""
    _children[:] = [process for process in _children if process.poll() is None]


def clean_environment() -> dict[str, str]:
    """What a server needs of our environment: nothing but the path, and messages in English."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def open_log(path: Path):
    """Opens a log for adding to it; a very long one is first set aside as *.1."""
    with suppress(FileNotFoundError):
        if path.stat().st_size > LARGEST_LOG:
            path.rename(path.with_name(path.name + ".1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def text_since(log: Path, position: int) -> str:
    """What was written to the log after the position (bytes)."""
    with suppress(FileNotFoundError), log.open("rb") as file:
        file.seek(position if position <= log.stat().st_size else 0)
        return file.read().decode(errors="replace")
    return ""


def size_of(log: Path) -> int:
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def check_space(folder: Path, megabytes: int) -> None:
    """Raises EmbeddedError when fewer megabytes are free than a start needs."""
    if shutil.disk_usage(folder).free < megabytes * 1_000_000:
        raise EmbeddedError(DISK_FULL.format(folder=folder))


def processes_in(folder: Path) -> list[int]:
    """Processes whose current folder this is, as far as we may see."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if os.readlink(entry) == str(folder):
                found.append(int(entry.parent.name))
    return found
