"""A whole Pamong of its own, in a temporary home: durable PostgreSQL, Valkey, granian, worker and clock.

The benchmarks measure it and tests/faults breaks it. Everything ends with the `with` block, however it ends.
"""

import os
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.world import World, build
from webapp import settings
from webapp.dev import standard_plan
from webapp.feedback.ratings.keys import FormKeys
from webapp.platform import migrations
from webapp.platform.embedded import Database, Home, Valkey, start_database, start_valkey
from webapp.platform.embedded.home import PROJECT
from webapp.platform.state import Resources, gather
from webapp.platform.supervisor import Service, Supervisor

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_START = 60  # seconds; a busy machine needs many of them


class Stack:
    """The running processes and the way to each of them. Made by `running_stack`."""

    def __init__(self, home: Home, environment: Mapping[str, str]):
        self.home = home
        self.port = free_port()
        self._environment = {
            "PAMONG_ENV": "embedded", "PAMONG_HOME": str(home.path), "PORT": str(self.port),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH", "")))),
        } | environment  # fmt: skip
        self.supervisor = Supervisor(str(home.path), PROJECT, home.log, lambda _: None)
        self.database: Database | None = None
        self.valkey: Valkey | None = None
        self.resources: Resources | None = None
        self.world: World | None = None

    def start_servers(self, valkey: bool = True) -> None:
        """PostgreSQL with schema, keys and the world of the tests; Valkey beside it if wished."""
        self.database = start_database(self.home, die_with_caller=True)
        migrations.upgrade(self.database.url("owner"))
        context_key = self.home.secrets()["context_key"]
        migrations.install_context_keys(self.database.url("owner"), context_key)
        if valkey:
            self.valkey = start_valkey(self.home, die_with_caller=True)
        self.resources = gather(settings.load(self._environment))
        self.world = build(self.resources)

    def start(self, *names: str) -> None:
        """Starts `web`, `worker` or `clock` as bin/dev does; waits until the web answers."""
        for name in names:
            self.supervisor.start(Service(name, self.command(name), self._environment))
        if "web" in names:
            wait_for_web(self.port)

    def command(self, name: str) -> list[str]:
        """The command bin/dev runs."""
        return list(dict(standard_plan("127.0.0.1", self.port).services)[name])

    def service(self, name: str) -> Service:
        """The supervised process of this name."""
        return next(service for service in self.supervisor.services if service.name == name)

    def pids(self, name: str) -> list[int]:
        """The processes of `web`, `worker`, `clock`, `database` or `valkey`, the first of them first."""
        if name in ("database", "valkey"):
            server = self.database if name == "database" else self.valkey
            first = server.lock.pid() if server else None
        else:
            first = self.service(name).process.pid if self.service(name).process else None
        return family(first) if first else []

    def cpu(self, *names: str) -> float:
        """Seconds of processor these have used until now, children that ended included."""
        return sum(cpu_seconds(pid) for name in names for pid in self.pids(name))

    def keys(self) -> FormKeys:
        """The application's own form keys."""
        return FormKeys(self.resources.keys)

    def superuser(self) -> psycopg.Connection:
        """A connection that row security does not bind, for looking and for planting."""
        return psycopg.connect(self.database.superuser("pamong"), autocommit=True)

    def stop(self) -> None:
        """Ends everything that was started here; by force, for its data go with it."""
        for service in self.supervisor.services:
            if service.process:
                service.process.kill()
        self.supervisor.stop()
        if self.resources:
            self.resources.close()
        for server in (Valkey(self.home), Database(self.home)):
            server.stop()


@contextmanager
def running_stack(*names: str, valkey: bool = True, **environment: str) -> Iterator[Stack]:
    """A stack with these of web, worker and clock running; gone, with its data, at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="pamong-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # root's PostgreSQL runs as another user, who must get through
        home = Home(Path(folder) / "var")
        home.create()
        stack = Stack(home, environment)
        try:
            stack.start_servers(valkey)
            stack.start(*names)
            yield stack
        finally:
            stack.stop()
            home.discard()


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_web(port: int, path: str = "/healthz") -> None:
    """Returns when the address answers. Raises RuntimeError after LONGEST_START."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"no web server answers on port {port}")


def family(first: int) -> list[int]:
    """This process and everything below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found = [first]
    for pid in found:
        found += sorted(children.get(pid, []))
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
