"""Valkey of the embedded mode: one server per home, on a Unix socket, its writes kept on disk."""

import os
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from webapp.platform.embedded.accounts import server_account
from webapp.platform.embedded.binaries import reachable_programs, valkey_programs
from webapp.platform.embedded.errors import EmbeddedError, explain_log
from webapp.platform.embedded.home import Home
from webapp.platform.embedded.servers import (
    LifeLock,
    check_space,
    end_server,
    launch,
    one_at_a_time,
    remember_child,
    size_of,
    text_since,
)

ENDING = [(signal.SIGTERM, 20), (signal.SIGKILL, 10)]
LONGEST_START = 120  # seconds
MEGABYTES_TO_START = 16
SETTINGS = """\
port 0
unixsocket {socket}
unixsocketperm 700
dir {data}
appendonly yes
appendfsync everysec
save ""
maxmemory 64mb
maxmemory-policy noeviction
daemonize no
loglevel notice
logfile ""
enable-debug-command no
enable-module-command no
"""


@dataclass
class Valkey:
    """A running server. `started` tells whether this call started it (or found it running)."""

    home: Home
    started: bool = False

    @property
    def data(self) -> Path:
        return self.home.state / "valkey"

    @property
    def socket_path(self) -> Path:
        return (self.home.socket_folder() or self.home.state / "run") / "valkey.sock"

    @property
    def lock(self) -> LifeLock:
        return LifeLock(self.home.state / "valkey.alive", "valkey-server")

    @property
    def url(self) -> str:
        """URL for the redis client."""
        return f"unix://{quote(str(self.socket_path))}?db=0"

    def alive(self) -> bool:
        return self.lock.held()

    def stop(self) -> None:
        """Ends the server after its last writes are on disk, and waits until it is gone."""
        end_server(self.lock, ENDING, "Valkey")

    def answers(self) -> bool:
        """Whether it answers PING now (not while it still loads its data)."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(5)
                client.connect(str(self.socket_path))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False


def running_valkey(home: Home) -> Valkey | None:
    """The server of this home if it runs and answers; starts nothing."""
    valkey = Valkey(home)
    return valkey if valkey.alive() and valkey.answers() else None


def start_valkey(home: Home, *, die_with_caller: bool = False) -> Valkey:
    """The server of this home, started unless it runs already.

    die_with_caller: the server ends when the calling thread does, however that dies.
    Raises EmbeddedError with one sentence when it cannot be started.
    """
    home.create()
    home.claim_state(server_account())
    with one_at_a_time(home.state / "valkey.start"):
        valkey = Valkey(home)
        lock = _lock_when_down(valkey)
        if lock is not None:
            try:
                valkey.started = True
                _start(valkey, lock, die_with_caller)
            finally:
                os.close(lock)
    return valkey


def _lock_when_down(valkey: Valkey) -> int | None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if valkey.alive() and valkey.answers():
            return None
        lock = valkey.lock.take()
        if lock is not None:
            return lock
        time.sleep(0.05)
    raise EmbeddedError(f"Valkey (process {valkey.lock.pid()}) runs but does not answer.")


def _start(valkey: Valkey, lock: int, die_with_caller: bool) -> None:
    account = server_account()
    check_space(valkey.home.state, MEGABYTES_TO_START)
    programs = reachable_programs(valkey_programs(), account)
    valkey.home.make_socket_folder(account)
    if not valkey.data.exists():
        valkey.data.mkdir(mode=0o700)
    account.give(valkey.data)
    settings = valkey.data / "valkey.conf"
    settings.write_text(SETTINGS.format(socket=_quoted(valkey.socket_path), data=_quoted(valkey.data)))
    account.give(settings)
    valkey.socket_path.unlink(missing_ok=True)
    log = valkey.home.log / "valkey.log"
    written = size_of(log)
    process = launch(
        [str(programs.path(programs.entry)), str(settings)],
        account=account,
        folder=valkey.data,
        log=log,
        lock=lock,
        last_signal=signal.SIGTERM if die_with_caller else None,
    )
    remember_child(process)
    _wait_until_ready(valkey, process, log, written)


def _wait_until_ready(valkey: Valkey, process, log: Path, written: int) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise EmbeddedError(explain_log("Valkey", log, text_since(log, written), valkey.home.state))
        if valkey.answers():
            return
        time.sleep(0.01)
    raise EmbeddedError(f"Valkey is not ready after {LONGEST_START} seconds; see {log}.")


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
