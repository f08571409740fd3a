"""One server and one migrated template a run, one fresh database a module, everything rolled up at its end."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from tests.client import Browser
from tests.world import World, build
from webapp import create_app
from webapp.platform import migrations
from webapp.platform.embedded import Database, Home, start_database
from webapp.settings import Settings, load

TEMPLATE = "pamong_template"


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> Iterator[Database]:
    home = Home(tmp_path_factory.mktemp("server") / "var")
    database = start_database(home, fast=True, die_with_caller=True)
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute(f"create database {TEMPLATE} owner pamong_owner")
    prepare(database, TEMPLATE)
    yield database
    database.stop()
    home.discard()


def prepare(database: Database, name: str) -> None:
    """Roles, schema and keys in a database of this server."""
    script = Path(migrations.ROOT, "migrations", "roles.sql").read_text()
    with psycopg.connect(database.superuser(name), autocommit=True) as connection:
        connection.execute(script)
    migrations.upgrade(database.url("owner", name))
    migrations.install_context_keys(database.url("owner", name), database.home.secrets()["context_key"])


@pytest.fixture(scope="module")
def settings(database, request) -> Iterator[Settings]:
    """A database of this module's own, copied from the template, and the settings that lead to it."""
    name = "t_" + request.module.__name__.rsplit(".", 1)[-1][:40]
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {TEMPLATE} owner pamong_owner")
    yield settings_for(database, name)
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


@pytest.fixture(scope="module")
def app(settings):
    """The application, with row security on and the guard against statements that name no tenant."""
    app = create_app(settings)
    engine, lane = app.config["RESOURCES"].engine, app.config["RESOURCES"].lane
    from tests.guard import refuse_untenanted

    event.listen(engine, "before_cursor_execute", lambda c, cur, statement, *_: refuse_untenanted(statement))
    lane.watch = refuse_untenanted
    yield app
    lane.close()
    engine.dispose()


@pytest.fixture(scope="module")
def world(app) -> World:
    """Two pemda and their people, as tests/world.py tells."""
    return build(app.config["RESOURCES"])


@pytest.fixture
def browser(app, world):
    """Makes browsers: browser() for a citizen, browser(world.pontianak.sari) signed in."""

    def open_browser(who=None, tenant=None) -> Browser:
        browser = Browser(app, tenant or (who.tenant if who else world.pontianak.tenant))
        if who:
            browser.sign_in(who)
        return browser

    return open_browser


@pytest.fixture(autouse=True)
def no_network(monkeypatch, request):
    """Tests talk to Unix sockets only; browsers and load tests say so by the marker `network`."""
    if request.node.get_closest_marker("network"):
        return
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX:
            raise RuntimeError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


os.environ.setdefault("TZ", "UTC")
