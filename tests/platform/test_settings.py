"""What does not start, and which variable the message names."""

from dataclasses import replace

import psycopg
import pytest

from tests.databases import copy_database, drop_database, settings_for
from webapp import create_app
from webapp.platform import migrations
from webapp.platform.health import UnsafeDatabase
from webapp.settings import SettingsError, load

GOOD = {
    "PAMONG_ENV": "production",
    "DATABASE_URL": "postgresql://pamong_app:x@db/pamong",
    "REDIS_URL": "redis://valkey/0",
    "PAMONG_SECRET_KEY": "Zk3-fF9_qL2mX8vB7nT5wR1yU6pA4sD0",
    "PAMONG_CONTEXT_KEY": "h7G-kJ2_mN5bV8cX1zL4qW9eR3tY6uI0",
    "PAMONG_HOSTS": "pamong.go.id, WWW.Pamong.go.id",
    "PAMONG_PROXIES": "1",
}


def test_a_whole_environment_is_read():
    settings = load(GOOD)
    assert settings.in_production and settings.cookies_need_tls
    assert settings.database_url == "postgresql+psycopg://pamong_app:x@db/pamong"
    assert settings.hosts == ("pamong.go.id", "www.pamong.go.id") and settings.port == 8000
    assert settings.proxies == 1


REFUSED = {
    "no database": ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
    "no secret": ({"PAMONG_SECRET_KEY": ""}, "PAMONG_SECRET_KEY is missing"),
    "no context key": ({"PAMONG_CONTEXT_KEY": ""}, "PAMONG_CONTEXT_KEY is missing"),
    "a default secret": ({"PAMONG_SECRET_KEY": "changeme"}, "PAMONG_SECRET_KEY is a default"),
    "a short secret": (
        {"PAMONG_SECRET_KEY": GOOD["PAMONG_SECRET_KEY"][:31]},
        "PAMONG_SECRET_KEY is a default or too short",
    ),
    "a secret of one letter": ({"PAMONG_SECRET_KEY": "a" * 64}, "PAMONG_SECRET_KEY"),
    "a default context key": ({"PAMONG_CONTEXT_KEY": "secret"}, "PAMONG_CONTEXT_KEY is a default"),
    "one key twice": ({"PAMONG_CONTEXT_KEY": GOOD["PAMONG_SECRET_KEY"]}, "are the same"),
    "Flask's debug flag": ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on"),
    "our debug flag": ({"PAMONG_DEBUG": "true"}, "PAMONG_DEBUG is on"),
    "no Redis": ({"REDIS_URL": ""}, "REDIS_URL"),
    "sentinels without a master": ({"REDIS_URL": "", "REDIS_SENTINELS": "a:1"}, "REDIS_MASTER is missing"),
    "no word on proxies": ({"PAMONG_PROXIES": ""}, "PAMONG_PROXIES is missing: write how many"),
    "no hosts": ({"PAMONG_HOSTS": ""}, "PAMONG_HOSTS is missing"),
    "hosts of blanks": ({"PAMONG_HOSTS": " , ,"}, "PAMONG_HOSTS is missing"),
    "a short former context key": ({"PAMONG_CONTEXT_KEY_OLD": "x9" * 8}, "PAMONG_CONTEXT_KEY_OLD is a default or too"),
    "a former context key of one letter": ({"PAMONG_CONTEXT_KEY_OLD": "a" * 64}, "PAMONG_CONTEXT_KEY_OLD"),
    "the secret as former context key": ({"PAMONG_CONTEXT_KEY_OLD": GOOD["PAMONG_SECRET_KEY"]}, "are the same"),
    "a Redis that is none": ({"REDIS_URL": "http://valkey"}, "REDIS_URL must begin with redis://"),
    "another kind": ({"PAMONG_ENV": "prod"}, "PAMONG_ENV is 'prod'"),
    "a port of letters": ({"PORT": "http"}, "PORT is 'http'"),
    "proxies of letters": ({"PAMONG_PROXIES": "yes"}, "PAMONG_PROXIES"),
    "a sentinel's port of letters": ({"REDIS_SENTINELS": "a:b", "REDIS_MASTER": "m"}, "REDIS_SENTINELS"),
}


@pytest.mark.parametrize("changes, sentence", REFUSED.values(), ids=REFUSED)
def test_production_refuses_and_says_which(changes, sentence):
    with pytest.raises(SettingsError, match=sentence):
        load(GOOD | changes)


@pytest.mark.parametrize(
    "host",
    ["https://pamong.go.id", "pamong.go.id:443", "pamong.go.id/x", "*.go.id", "a b", "-a.id", "a..id", "x@y", ".go.id",
     "a_b.id", "pamong.go.id.", "p\u0430mong.id", "a" * 64 + ".id", "[::1", "[]"],
)  # fmt: skip
def test_a_host_that_no_address_can_have_is_refused_and_named(host):
    with pytest.raises(SettingsError, match="PAMONG_HOSTS holds") as refused:
        load(GOOD | {"PAMONG_HOSTS": f"pamong.go.id,{host}"})
    assert f"'{host}'" in str(refused.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "xn--pmong-zua.id", "a-b.c1.id"])
def test_a_host_that_can_be_is_taken(host):
    assert load(GOOD | {"PAMONG_HOSTS": host}).hosts == (host,)


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OPS_URL", "DATABASE_OWNER_URL"])
@pytest.mark.parametrize("url", ["mysql://a:rahasia@b/c", "sqlite:///pamong", "postgresql+asyncpg://b/c", "pamong"])
def test_a_database_that_is_not_postgresql_is_refused_and_its_password_not_repeated(name, url):
    for kind in ("production", "test"):
        with pytest.raises(SettingsError, match=f"^{name} must begin with postgresql://") as refused:
            load(GOOD | {"PAMONG_ENV": kind, name: url})
        assert "rahasia" not in str(refused.value)


@pytest.mark.parametrize("written", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_the_ways_to_write_postgresql_are_one(written):
    assert load(GOOD | {"DATABASE_URL": written + "a@b/c"}).database_url == "postgresql+psycopg://a@b/c"


@pytest.mark.parametrize("written, proxies", [("none", 0), ("0", 0), ("2", 2)])
def test_the_number_of_proxies_is_asked_for_and_may_be_none(written, proxies):
    assert load(GOOD | {"PAMONG_PROXIES": written}).proxies == proxies


def test_a_former_context_key_is_taken_while_keys_change():
    former = GOOD["PAMONG_CONTEXT_KEY"][::-1]
    assert load(GOOD | {"PAMONG_CONTEXT_KEY_OLD": former}).context_key_old == former


@pytest.mark.parametrize("off", ["", "0", "false", "No"])
def test_a_debug_flag_that_is_off_is_off(off):
    assert load(GOOD | {"FLASK_DEBUG": off}).in_production


def test_sentinels_are_read_with_the_usual_port():
    settings = load(GOOD | {"REDIS_URL": "", "REDIS_SENTINELS": "one:26380, two", "REDIS_MASTER": "pamong"})
    assert settings.redis_sentinels == (("one", 26380), ("two", 26379))


@pytest.fixture(scope="module")
def fresh(database):
    """A database of this module's own; a function that makes settings with another connection."""
    copy_database(database, "t_unsafe", "pamong_template")
    yield settings_for(database, "t_unsafe")
    drop_database(database, "t_unsafe")


def refuses(settings, sentence):
    with pytest.raises(UnsafeDatabase, match=sentence):
        create_app(settings)


def test_the_right_role_starts(fresh, planted):
    app = create_app(fresh)
    app.config["RESOURCES"].close()
    assert app.config["SETTINGS"] == fresh


def test_a_superuser_is_refused(fresh, database):
    refuses(replace(fresh, database_url=alchemy(database.superuser("t_unsafe"))), "superuser")


@pytest.mark.parametrize("role", ["owner", "ops"])
def test_a_role_past_row_security_is_refused(fresh, database, role):
    refuses(replace(fresh, database_url=alchemy(database.url(role, "t_unsafe"))), "BYPASSRLS")


@pytest.mark.parametrize("key", ["another key of more than thirty-two letters", "x"])
def test_a_context_key_the_database_does_not_know_is_refused(fresh, planted, key):
    refuses(replace(fresh, context_key=key), "PAMONG_CONTEXT_KEY is not the key the database knows")


def test_a_former_context_key_starts_while_the_database_knows_it(fresh, planted):
    migrations.install_context_keys(fresh.database_owner_url, "n" * 40, fresh.context_key)
    try:
        create_app(fresh).config["RESOURCES"].close()
        migrations.install_context_keys(fresh.database_owner_url, "n" * 40)
        refuses(fresh, "PAMONG_CONTEXT_KEY is not the key")
    finally:
        migrations.install_context_keys(fresh.database_owner_url, fresh.context_key)


def test_an_owner_of_tables_is_refused(fresh, database):
    with psycopg.connect(database.superuser("t_unsafe"), autocommit=True) as connection:
        connection.execute("create table stray (id int)")
        connection.execute("alter table stray owner to pamong_app")
        try:
            refuses(fresh, "owner of the tables")
        finally:
            connection.execute("drop table stray")


def test_pending_migrations_are_refused_and_named(fresh, database):
    with psycopg.connect(database.superuser("t_unsafe"), autocommit=True) as connection:
        connection.execute("update alembic_version set version_num = '0001'")
        try:
            refuses(
                fresh, f"Pending migrations: the database is at 0001, this code needs {migrations.newest_revision()}"
            )
        finally:
            connection.execute("update alembic_version set version_num = %s", (migrations.newest_revision(),))


def test_an_empty_database_is_refused_as_pending(fresh, database):
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute("create database t_empty")
    try:
        refuses(replace(fresh, database_url=alchemy(database.url("app", "t_empty"))), "database is at nothing")
    finally:
        drop_database(database, "t_empty")


def alchemy(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
