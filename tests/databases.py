"""The databases of a test run: one server, a template with the schema, and copies of it for whoever asks."""

from pathlib import Path

import psycopg

from webapp.platform import migrations
from webapp.platform.embedded import Database
from webapp.settings import Settings, load

TEMPLATE = "pamong_template"
WORLD = "pamong_world"
FURNISHED = "pamong_furnished"
# A busy machine may leave a test in the middle of a transaction for longer than the application ever is.
PATIENT = "alter role pamong_app in database {} set idle_in_transaction_session_timeout = '2min'"


def prepare(database: Database, name: str) -> None:
    """Roles, schema and keys in a database of this server."""
    script = Path(migrations.ROOT, "migrations", "roles.sql").read_text()
    with psycopg.connect(database.superuser(name), autocommit=True) as connection:
        connection.execute(script)
    migrations.upgrade(database.url("owner", name))
    migrations.install_context_keys(database.url("owner", name), database.home.secrets()["context_key"])


def copy_database(database: Database, name: str, template: str) -> None:
    """A database of this name, fresh: copied file by file, which takes a tenth of copying page by page."""
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {template} owner pamong_owner strategy file_copy")
        connection.execute(PATIENT.format(name))


def drop_database(database: Database, name: str) -> None:
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")


def settings_for(database: Database, name: str) -> Settings:
    secrets = database.home.secrets()
    return load(
        {
            "PAMONG_ENV": "test",
            "PAMONG_HOME": str(database.home.path),
            "DATABASE_URL": database.url("app", name),
            "DATABASE_OPS_URL": database.url("ops", name),
            "DATABASE_OWNER_URL": database.url("owner", name),
            "REDIS_URL": "unix:///nonexistent/valkey.sock",
            "PAMONG_SECRET_KEY": secrets["secret_key"],
            "PAMONG_CONTEXT_KEY": secrets["context_key"],
            "PAMONG_HOSTS": "localhost,127.0.0.1",
        }
    )


def plain(url: str) -> str:
    """The URL as psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)
