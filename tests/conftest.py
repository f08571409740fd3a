"""One server a run, one fresh database a module (with the test world in it if a test asks), rolled up at its end."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import hypothesis
import psycopg
import pytest
from sqlalchemy import event

from tests import guard
from tests.client import Browser, forget
from tests.databases import FURNISHED, TEMPLATE, WORLD, copy_database, drop_database, plain, prepare, settings_for
from tests.furnished import Room, addresses, furnish, rooms  # noqa: F401 - fixtures for every folder
from tests.world import World, build
from webapp import create_app
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.embedded import Database, Home, start_database
from webapp.platform.state import gather
from webapp.platform.tenancy import serving
from webapp.settings import Settings

# How long an example takes to make and to try says how busy the machine is, and nothing about Pamong.
hypothesis.settings.register_profile(
    "pamong", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("pamong")
STARTS_AT = os.environ.get("PAMONG_TESTS_AT")  # 2028-02-29T23:59+07:00: the application's clock goes on from there
if STARTS_AT:
    _read, _ahead = clock.now, datetime.fromisoformat(STARTS_AT) - clock.now()
    clock.now = lambda: _read() + _ahead
# What takes long is begun first, so that no process is left alone with it at the end.
LONG = ("tests/promises/test_strangers", "tests/screens/", "tests/demo/", "tests/setup/", "tests/promises/",
        "tests/journeys/", "tests/web/", "tests/migrations/", "tests/feedback/", "tests/people/")  # fmt: skip


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: next((at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)))


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


@pytest.fixture(scope="session")
def planted(database) -> World:
    """The test world, planted once; modules get copies of its database."""
    copy_database(database, WORLD, TEMPLATE)
    resources = gather(settings_for(database, WORLD))
    found = build(resources)
    resources.close()
    return found


@pytest.fixture(scope="session")
def furnished(database, planted) -> dict[str, Room]:
    """The test world with something in every room, made once; modules that ask for `rooms` get copies."""
    copy_database(database, FURNISHED, WORLD)
    app = create_app(settings_for(database, FURNISHED))
    found = furnish(app, replace(planted, resources=app.config["RESOURCES"]))
    app.config["RESOURCES"].close()
    return found


@pytest.fixture(scope="module")
def settings(database, request) -> Iterator[Settings]:
    """A database of this module's own and the settings that lead to it."""
    name = "t_" + request.module.__name__.rsplit(".", 1)[-1][:40]
    template = TEMPLATE
    for fixture, made_by, database_name in (("world", "planted", WORLD), ("rooms", "furnished", FURNISHED)):
        if _asks_for(request, fixture):
            request.getfixturevalue(made_by)
            template = database_name
    copy_database(database, name, template)
    yield settings_for(database, name)
    drop_database(database, name)


def _asks_for(request, fixture: str) -> bool:
    return any(fixture in item.fixturenames for item in request.session.items if item.module is request.module)


@pytest.fixture(scope="module")
def app(settings):
    """The application, with row security on and the guard against statements that name no tenant."""
    app = create_app(settings)
    resources = app.config["RESOURCES"]
    counter = app.extensions["counter"] = guard.Counter()

    def seen(statement: str) -> None:
        counter.listen(statement)
        guard.watch(statement)

    event.listen(resources.engine, "before_cursor_execute", lambda c, cur, statement, *_: seen(statement))
    resources.lane.watch = seen
    yield app
    resources.close()


@pytest.fixture(autouse=True)
def every_statement_names_its_pemda():
    """What the guard found fails the test even where an error page swallowed it."""
    guard.offences.clear()
    yield
    found = guard.offences[:]
    guard.offences.clear()
    assert not found, f"statements without a tenant: {found}"


@pytest.fixture
def count_queries(app):
    """`with count_queries() as statements:` collects what is sent to the database inside the block."""
    return app.extensions["counter"].counting


@pytest.fixture(scope="module")
def world(app, planted) -> World:
    """Two pemda and their people, as tests/world.py tells."""
    return replace(planted, resources=app.config["RESOURCES"])


@pytest.fixture
def browser(app, world):
    """Makes browsers: browser() for a citizen, browser(world.pontianak.sari) signed in."""

    def open_browser(who=None, tenant=None) -> Browser:
        browser = Browser(app, tenant or (who.tenant if who else world.pontianak.tenant))
        if who:
            browser.sign_in(who)
        return browser

    return open_browser


@pytest.fixture
def inside(app):
    """`with inside(place) as session:` a session of that pemda, committed at the end; caches are emptied."""

    @contextmanager
    def open_session(place) -> Iterator[TenantSession]:
        resources = app.config["RESOURCES"]
        with serving(place.tenant), TenantSession(resources.engine) as session:
            yield session
            session.commit()
        forget(app)

    return open_session


@pytest.fixture(scope="module")
def sql(settings) -> Iterator:
    """`sql(statement, *values, role="owner")`: rows as that role sees them, past row security unless role="app"."""

    open_: dict[str, psycopg.Connection] = {}

    def connection(role: str) -> psycopg.Connection:
        if role not in open_ or open_[role].closed:
            url = getattr(settings, "database_url" if role == "app" else f"database_{role}_url")
            open_[role] = psycopg.connect(plain(url), autocommit=True)
        return open_[role]

    def run(statement: str, *values, role: str = "owner") -> list[tuple]:
        cursor = connection(role).execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []

    yield run
    for one in open_.values():
        one.close()


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
