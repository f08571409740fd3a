"""bin/dev: the database, Valkey, web, worker and clock on this machine, until Ctrl-C or SIGTERM.

Nothing is left behind: children die with this process, and what a killed one left is found by its
mark and ended (web, worker, clock) or taken over (the servers) at the next start.
"""

import errno
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.platform.embedded import (
    Database,
    EmbeddedError,
    Home,
    Valkey,
    explain,
    start_database,
    start_valkey,
)
from webapp.platform.embedded.home import PROJECT
from webapp.platform.embedded.servers import reap_children
from webapp.platform.supervisor import Service, Supervisor, end_marked, tail

LONGEST_WEB_START = 60  # seconds
SERVERS_CHECK = 2.0  # seconds between two looks at the database and Valkey
MOST_WEB_WORKERS = 4


class Stopped(Exception):
    """A signal asked for the end; raised between two steps, never in the middle of one."""


@dataclass(frozen=True)
class Plan:
    """What is run: once before (`release`, `demo`), all the time (`services`), and to tell the accounts."""

    release: Sequence[str]
    demo: Sequence[str]
    services: Sequence[tuple[str, Sequence[str]]]
    accounts: Sequence[str]


def standard_plan(bind: str, port: int) -> Plan:
    """The commands of Pamong itself."""
    python = [sys.executable, "-P"]
    workers = max(2, min(os.cpu_count() or 1, MOST_WEB_WORKERS))
    web = f"-m webapp.web --bind {bind} --port {port} --workers {workers} webapp.wsgi:application"
    return Plan(
        release=[*python, "-m", "webapp.cli", "release"],
        demo=[*python, "-m", "webapp.cli", "demo"],
        services=[
            ("web", [*python, *web.split()]),
            ("worker", [*python, "-m", "workers.worker"]),
            ("clock", [*python, "-m", "workers.clock"]),
        ],
        accounts=[*python, "-m", "webapp.cli", "demo", "--accounts"],
    )


def main() -> int:
    """Runs everything; returns the exit status (0 after a signal, 1 when something could not start)."""
    try:
        bind, port = os.environ.get("PAMONG_BIND") or "127.0.0.1", chosen_port()
        return Stack(Home(), bind, port, standard_plan(bind, port)).run()
    except EmbeddedError as problem:
        print(problem, file=sys.stderr, flush=True)
    except OSError as problem:
        print(explain(problem), file=sys.stderr, flush=True)
    return 1


class Stack:
    """All of Pamong on one machine, from its start to its end."""

    def __init__(self, home: Home, bind: str, port: int, plan: Plan):
        self.home, self.bind, self.port, self.plan = home, bind, port, plan
        self.mark = str(home.path)
        self.database: Database | None = None
        self.valkey: Valkey | None = None
        self.stopping = False

    def run(self) -> int:
        """Starts everything, watches it until a signal comes, ends everything. Raises EmbeddedError."""
        if not self.home.path.exists():
            check_port(self.bind, self.port)  # a start that cannot be leaves no new folder behind
        self.home.create()
        lock = hold_home(self.home, self.port)
        self.supervisor = Supervisor(self.mark, PROJECT, self.home.log, say)
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, self._ask_to_stop)
            self._start()
            self._watch()
        except Stopped:
            return 0
        finally:
            self._end()
            os.close(lock)

    def _ask_to_stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _go_on(self) -> None:
        if self.stopping:
            raise Stopped

    def _start(self) -> None:
        if end_marked(self.mark):
            say("Ended what an earlier start had left running.")
        check_port(self.bind, self.port)
        os.environ.update(PAMONG_ENV="embedded", PAMONG_HOME=str(self.home.path), PORT=str(self.port))
        os.environ["PYTHONPATH"] = str(PROJECT)
        begun = time.monotonic()
        say("[1/4] Starting PostgreSQL and Valkey")
        self._start_servers()
        self._go_on()
        say("[2/4] Bringing the database up to date")
        self._prepare("release", self.plan.release)
        self._load_demo()
        say("[4/4] Starting web, worker and clock")
        for name, command in self.plan.services:
            self.supervisor.start(Service(name, command))
        accounts = self._accounts()
        self._wait_for_web()
        say(f"Pamong is ready after {time.monotonic() - begun:.1f} s.\n")
        say(addresses(self.port, accounts, self.home))

    def _start_servers(self) -> None:
        self.database = Database(self.home)
        self.database = start_database(self.home, die_with_caller=True)
        self._go_on()
        self.valkey = Valkey(self.home)
        self.valkey = start_valkey(self.home, die_with_caller=True)

    def _prepare(self, name: str, command: Sequence[str]) -> None:
        status = self.supervisor.run(name, command, self._go_on)
        if status:
            log = self.supervisor.log(name)
            say("\n".join(f"    {line}" for line in tail(log, 12)))
            raise EmbeddedError(f"The step '{name}' failed with status {status}; all it said is in {log}.")

    def _load_demo(self) -> None:
        stamp = self.home.path / "demo-loaded"
        identifier = self.database.identifier()
        if stamp.exists() and stamp.read_text() == identifier:
            say("[3/4] The demonstration data are there")
            return
        say("[3/4] Loading the demonstration data")
        self._prepare("demo", self.plan.demo)
        stamp.write_text(identifier)

    def _accounts(self) -> str:
        """What the command line tells about addresses and accounts; its log says why when it cannot."""
        log = self.supervisor.log("accounts")
        log.unlink(missing_ok=True)
        if self.supervisor.run("accounts", self.plan.accounts, self._go_on) == 0:
            return log.read_text(errors="replace").strip("\n")
        return f"(The accounts could not be listed; see {log}.)"

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + LONGEST_WEB_START
        while not answers(self.port):
            self._go_on()
            self.supervisor.watch_once()
            if time.monotonic() > deadline:
                log = self.supervisor.log("web")
                say("\n".join(f"    {line}" for line in tail(log, 12)))
                raise EmbeddedError(f"The web server does not answer; all it said is in {log}.")
            time.sleep(0.05)

    def _watch(self) -> None:
        next_check = 0.0
        while True:
            self._go_on()
            self.supervisor.watch_once()
            if time.monotonic() >= next_check:
                self._repair_servers()
                next_check = time.monotonic() + SERVERS_CHECK
            time.sleep(0.3)

    def _repair_servers(self) -> None:
        reap_children()
        for name, server, start in (
            ("PostgreSQL", self.database, start_database),
            ("Valkey", self.valkey, start_valkey),
        ):
            if not server.alive():
                say(f"{name} has ended; starting it again.")
                try:
                    start(self.home, die_with_caller=True)
                except EmbeddedError as problem:
                    say(str(problem))

    def _end(self) -> None:
        if self.stopping:
            say("Ending Pamong ...")
        self.supervisor.stop()
        for server in (self.valkey, self.database):
            if server:
                server.stop()
        if self.stopping:
            say(f"Everything has ended. The data are kept in {self.home.whereabouts}")


def chosen_port() -> int:
    """PORT, 8000 by default. Raises EmbeddedError when it is not the number of a port."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise EmbeddedError(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def hold_home(home: Home, port: int) -> int:
    """Keeps a second bin/dev out of the same home; the kernel frees the lock when we die."""
    handle = os.open(home.path / "dev.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = os.read(handle, 100).decode() or "elsewhere"
        os.close(handle)
        raise EmbeddedError(f"Pamong already runs from {home.path} ({other}).") from None
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"process {os.getpid()}, http://localhost:{port}/".encode(), 0)
    return handle


def check_port(bind: str, port: int) -> None:
    """Raises EmbeddedError when something listens there, on IPv4 or on what 'localhost' may also mean."""
    for host in (bind, "::1"):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise EmbeddedError(
                    f"Port {port} is taken by another program; choose another one: PORT={port + 1} bin/dev"
                ) from None
            if host == bind:
                raise EmbeddedError(f"Port {port} of {bind} cannot be used: {error.strerror}.") from None


def answers(port: int) -> bool:
    """Whether the web server says it is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def addresses(port: int, accounts: str, home: Home) -> str:
    """The last words of the start: where to look, who may sign in, how to end it, where the data stay."""
    end = f"Ctrl-C ends everything; the data are kept in {home.whereabouts}"
    return f"  http://localhost:{port}/\n\n{accounts}\n\n{end}"


def say(text: str) -> None:
    """Prints for the person, who may have closed the terminal meanwhile."""
    try:
        print(text, flush=True)
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")


if __name__ == "__main__":
    sys.exit(main())
