"""Law 1: one SQL injection is not enough. As the application's role with one pemda's context, nothing of another."""

import hashlib
import hmac
import time
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest

from tests.databases import plain
from tests.promises.tables import TENANT
from webapp.platform.context import ContextSigner

DENIED = psycopg.errors.InsufficientPrivilege


@pytest.fixture(scope="module")
def key(settings):
    return settings.context_key


@pytest.fixture(scope="module")
def connections(settings):
    """Connections of the application's role, used one after the other."""
    idle = []
    yield lambda: idle.pop() if idle else psycopg.connect(plain(settings.database_url)), idle.append
    for connection in idle:
        connection.close()


@pytest.fixture
def as_pontianak(connections, world, key):
    """Transactions of the application's role that serve Pontianak, as a view's do."""
    take, give_back = connections

    @contextmanager
    def open_transaction(tenant=world.pontianak.tenant):
        connection = take()
        try:
            if tenant:
                connection.execute(ContextSigner(key).statement_for(tenant.id))
            yield connection
        finally:
            connection.rollback()
            give_back(connection)

    return open_transaction


def signed(key: str, tenant: UUID, expiry: int) -> str:
    message = f"{tenant}.{expiry}"
    return f"{message}.{hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("table", sorted(TENANT))
def test_without_any_filter_only_ones_own_rows_are_there(as_pontianak, world, sql, table):
    with as_pontianak() as connection:
        seen = connection.execute(f"select distinct tenant_id from {table}").fetchall()
    assert set(seen) <= {(world.pontianak.tenant.id,)}


@pytest.mark.parametrize("table", sorted(TENANT))
def test_without_a_context_there_is_nothing(as_pontianak, table):
    with as_pontianak(tenant=None) as connection:
        assert connection.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_the_world_has_rows_worth_stealing(sql, world):
    assert sql("select count(*) from person where tenant_id = %s", world.gorontalo.tenant.id)[0][0] >= 3


def contexts(key, here: UUID, there: UUID) -> dict[str, str]:
    later, genuine = int(time.time()) + 3600, signed(key, here, int(time.time()) + 3600)
    return {
        "the other's name over one's own signature": genuine.replace(str(here), str(there)),
        "a key of one's own": signed("k" * 40, there, later),
        "no signature": f"{there}.{later}",
        "an empty signature": f"{there}.{later}.",
        "a signature of zeros": f"{there}.{later}." + "0" * 64,
        "a longer life": genuine.replace(str(later), str(later + 9_000_000)),
        "the bare name": str(there),
        "something else": "x" * 200,
        "a short word": "x",
        "two contexts in one": genuine + "," + f"{there}.{later}." + "0" * 64,
        "the other's name put in front": f"{there}." + genuine,
        "a genuine one that has expired": signed(key, there, int(time.time()) - 1),
    }


FORGED = sorted(contexts("k", UUID(int=1), UUID(int=2)))
ROADS = {
    "in a CTE": "with s as materialized (select set_config('app.ctx', %s, true)) "
    "select count(*) from s, person union all select count(*) from person",
    "in a sub-select": "select count(*) from person where (select set_config('app.ctx', %s, true)) is not null",
    "before, in the same transaction": None,
}


def go(connection, road, planted, world) -> None:
    """Goes the road, sees nothing of the other on the way, and looks again at its end."""
    if road:
        counts = connection.execute(road, (planted,)).fetchall()
        assert all(count <= len(world.pontianak.people) for (count,) in counts), "rows of another pemda"
    else:
        connection.execute("select set_config('app.ctx', %s, true)", (planted,))
    connection.execute("select count(*) from person")


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_a_forged_context_is_refused(as_pontianak, world, key, name, road):
    planted = contexts(key, world.pontianak.tenant.id, world.gorontalo.tenant.id)[name]
    with as_pontianak() as connection, pytest.raises(DENIED, match="tenant context"):
        go(connection, road, planted, world)


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_context_shows_no_row_of_the_other_in_the_same_statement(as_pontianak, world, key, name):
    planted = contexts(key, world.pontianak.tenant.id, world.gorontalo.tenant.id)[name]
    union = (
        "select name from opd where false union all (with s as materialized (select set_config('app.ctx', %s, true)) "
        "select p.name from person p, s where p.tenant_id = %s)"
    )
    with as_pontianak() as connection:
        try:
            found = connection.execute(union, (planted, world.gorontalo.tenant.id)).fetchall()
        except DENIED:
            found = []
    assert found == []


@pytest.mark.parametrize("value", ["", None])
def test_taking_the_context_away_takes_the_rows_away(as_pontianak, value):
    with as_pontianak() as connection:
        connection.execute("select set_config('app.ctx', %s, true)", (value,))
        assert connection.execute("select count(*) from person").fetchone() == (0,)


def test_a_context_ends_with_its_transaction(as_pontianak, settings, world, key):
    with psycopg.connect(plain(settings.database_url)) as connection:
        connection.execute(ContextSigner(key).statement_for(world.pontianak.tenant.id))
        connection.commit()
        assert connection.execute("select count(*) from person").fetchone() == (0,)


def test_two_statements_in_one_are_refused_where_values_are_bound(as_pontianak):
    with as_pontianak() as connection, pytest.raises(psycopg.errors.SyntaxError, match="multiple commands"):
        connection.execute("select name from person where name = %s; select 1", ("x",))


WRITES = {
    "an insert": "insert into opd (tenant_id, id, slug, name, short_name, kind) "
    "values (%(there)s, gen_random_uuid(), 'x', 'x', 'x', 'dinas')",
    "an insert from a select": "insert into opd (tenant_id, id, slug, name, short_name, kind) "
    "select %(there)s, gen_random_uuid(), 'y', 'y', 'y', 'dinas' from opd",
    "giving a row away": "update opd set tenant_id = %(there)s",
}


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES)
def test_nothing_is_written_for_the_other(as_pontianak, world, statement):
    with as_pontianak() as connection, pytest.raises(DENIED, match="row-level security"):
        connection.execute(statement, {"there": world.gorontalo.tenant.id})


@pytest.mark.parametrize("statement", ["update opd set name = 'x'", "delete from holiday", "delete from web_session"])
def test_a_write_without_a_filter_reaches_ones_own_rows_only(as_pontianak, world, sql, statement):
    table = "opd" if "opd" in statement else statement.split()[-1]
    rows = f"select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from {table} t where tenant_id = %s"
    before = sql(rows, world.gorontalo.tenant.id)
    with as_pontianak() as connection:
        connection.execute(statement)
        connection.commit()
    assert sql(rows, world.gorontalo.tenant.id) == before


BEYOND = [
    "set role pamong_owner",
    "set role pamong_ops",
    "set role pamong_sec",
    "set session authorization pamong_owner",
    "alter role pamong_app bypassrls",
    "alter table rating disable row level security",
    "drop policy tenant on rating",
    "alter table rating no force row level security",
    "truncate rating",
    "drop table rating",
    "create policy open on rating using (true)",
    "create function f() returns int language sql as 'select 1'",
    "create or replace function sec.tenant() returns uuid language sql as 'select null::uuid'",
    "create view v as select * from rating",
    "create table stolen as select * from rating",
    "create extension pg_trgm",
    "copy (select 1) to program 'id'",
    "copy (select 1) to '/tmp/x'",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('.')",
    "select lo_import('/etc/passwd')",
    "select * from pg_authid",
    "create trigger t before insert on rating execute function suppress_redundant_updates_trigger()",
    "create role thief",
    "lock table tenant in access exclusive mode",
    "delete from audit_event",
    "update audit_event set action = 'x'",
    "update rating set score = 4",
    "delete from rating",
    "select * from sec.key",
    "insert into sec.key values (1, '', '')",
    "select lo_creat(-1)",
    "select lo_from_bytea(0, 'x')",
    "select lo_open(1, 131072)",
    "select lo_export(1, '/tmp/x')",
    "select loread(0, 10)",
    "select pg_terminate_backend(pid) from pg_locks",
    "select pg_cancel_backend(pid) from pg_locks",
    "select pg_advisory_lock(727001)",
    "select pg_try_advisory_xact_lock(727001)",
]


@pytest.mark.parametrize("statement", BEYOND, ids=lambda text: text[:45])
def test_the_application_cannot(as_pontianak, statement):
    with as_pontianak() as connection, pytest.raises(DENIED):
        connection.execute(statement)


def test_switching_row_security_off_opens_nothing(as_pontianak):
    with as_pontianak() as connection:
        connection.execute("set row_security = off")
        with pytest.raises(DENIED, match="row-level security"):
            connection.execute("select * from rating")


LOOKS = [
    "select query from pg_stat_activity",
    "select pg_stat_get_activity(null)",
    "select pg_stat_get_backend_activity(1)",
]


@pytest.mark.parametrize("statement", LOOKS)
def test_a_context_cannot_be_read_off_another_session(as_pontianak, world, statement):
    with as_pontianak(world.gorontalo.tenant), as_pontianak() as connection, pytest.raises(DENIED):
        connection.execute(statement)


def test_the_operators_can_still_see_what_runs(sql):
    assert sql("select count(*) from pg_stat_activity", role="ops")[0][0] >= 1


@pytest.mark.parametrize("role", ["owner", "ops"])
def test_the_operators_may_still_end_a_session_and_take_a_lock(sql, role):
    functions = ["pg_terminate_backend(integer, bigint)", "pg_cancel_backend(integer)", "pg_advisory_lock(bigint)"]
    allowed = "select bool_and(has_function_privilege(f, 'execute')) from unnest(%s::text[]) f"
    assert sql(allowed, functions, role=role) == [(True,)]


@pytest.mark.parametrize("role", ["owner", "app", "ops"])
@pytest.mark.parametrize("other", ["postgres", "template1", "template0"])
def test_the_databases_beside_ours_are_closed(database, planted, role, other):
    with pytest.raises(psycopg.OperationalError, match=r"permission denied|not currently accepting"):
        psycopg.connect(database.conninfo(role, other))


def test_only_the_operator_crosses_pemda_and_only_with_a_role_of_his_own(sql):
    assert len(sql("select distinct tenant_id from person", role="ops")) == 2
    assert sql("select distinct tenant_id from person", role="app") == []


def test_while_keys_are_changed_both_are_good_and_then_only_the_new_one(settings, world, key):
    from webapp.platform import migrations

    def sees(with_key):
        with psycopg.connect(plain(settings.database_url)) as connection:
            connection.execute(ContextSigner(with_key).statement_for(world.pontianak.tenant.id))
            return connection.execute("select count(*) from person").fetchone()[0]

    try:
        migrations.install_context_keys(settings.database_owner_url, "n" * 40, key)
        assert sees(key) == sees("n" * 40) > 0
        migrations.install_context_keys(settings.database_owner_url, "n" * 40)
        with pytest.raises(DENIED, match="not genuine"):
            sees(key)
    finally:
        migrations.install_context_keys(settings.database_owner_url, key)
