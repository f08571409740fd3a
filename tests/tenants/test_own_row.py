"""The directory of pemda is read by all; a pemda changes what describes it, in its own row and nowhere else."""

import psycopg
import pytest

from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.state import read_directory
from webapp.platform.tenancy import serving

OPEN_COLUMNS = {
    "name": "'Kota Lain'",
    "short_name": "'Lain'",
    "colours": '\'{"nila": "#123456"}\'',
    "contact": "'{}'",
    "languages": "'{id}'",
    "logo": "'{}'",
}
SHUT_COLUMNS = {
    "slug": "'lain'",
    "hosts": "'{}'",
    "timezone": "'Asia/Jakarta'",
    "kind": "'kota'",
    "region_code": "'1'",
    "closed_at": "now()",
    "closed_reason": "'x'",
    "opened_at": "now()",
    "id": "gen_random_uuid()",
}


@pytest.fixture
def as_pontianak(settings, world):
    """A transaction of the application that bears Pontianak's context, rolled back at the end."""
    engine = make_engine(settings.database_url, ContextSigner(settings.context_key), pool_size=1)
    with serving(world.pontianak.tenant), engine.connect() as connection:
        yield connection.exec_driver_sql
        connection.rollback()
    engine.dispose()


@pytest.mark.parametrize("column", OPEN_COLUMNS)
def test_a_pemda_changes_its_own_row_and_no_other_by_the_same_statement(as_pontianak, world, column):
    changed = as_pontianak(f"update tenant set {column} = {OPEN_COLUMNS[column]} returning slug").all()
    assert changed == [("pontianak",)]


@pytest.mark.parametrize("column", OPEN_COLUMNS)
def test_another_pemdas_row_is_not_changed_even_when_named(as_pontianak, world, column):
    theirs = world.gorontalo.tenant.id
    assert as_pontianak(f"update tenant set {column} = {OPEN_COLUMNS[column]} where id = '{theirs}'").rowcount == 0


@pytest.mark.parametrize("column", SHUT_COLUMNS)
def test_what_the_operator_decides_is_shut(as_pontianak, column):
    with pytest.raises(Exception, match="permission denied"):
        as_pontianak(f"update tenant set {column} = {SHUT_COLUMNS[column]}")


@pytest.mark.parametrize("statement", ["delete from tenant", "insert into tenant (id, slug) values (null, 'x')"])
def test_it_opens_and_removes_none(as_pontianak, statement):
    with pytest.raises(Exception, match="permission denied"):
        as_pontianak(statement)


@pytest.mark.parametrize("column", OPEN_COLUMNS)
def test_outside_a_pemda_nothing_is_changed(sql, world, column):
    sql(f"update tenant set {column} = {OPEN_COLUMNS[column]}", role="app")
    assert sql("select count(*) from tenant where name = 'Kota Lain' or short_name = 'Lain'") == [(0,)]


def test_a_forged_context_is_refused(sql, world):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql(
            f"set local app.ctx = '{world.gorontalo.tenant.id}.9999999999.{'0' * 64}'; "
            "update tenant set name = 'Palsu'",
            role="app",
        )


def test_the_directory_is_read_outside_every_pemda_and_inside_one(world, app):
    engine = app.config["RESOURCES"].engine
    for inside in (None, world.pontianak.tenant):
        with serving(inside):
            assert {tenant.slug for tenant in read_directory(engine)} == {"pontianak", "gorontalo"}


IMPOSSIBLE = {
    "a colour that closes the rule": ("colours", '{"nila": "#fff;}*"}'),
    "colours that are a list": ("colours", "[]"),
    "a language nobody knows": ("languages", "{id,xx}"),
    "no Indonesian": ("languages", "{en}"),
    "a logo without its print": ("logo", '{"width": 1, "height": 1}'),
    "a logo wider than the page": ("logo", '{"sha256": "%s", "width": 9999, "height": 1}' % ("a" * 64)),
    "an empty name": ("name", ""),
}


@pytest.mark.parametrize("column, value", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_the_database_refuses_what_must_not_be(sql, column, value):
    with pytest.raises(psycopg.errors.CheckViolation):
        sql(f"update tenant set {column} = %s", value)
