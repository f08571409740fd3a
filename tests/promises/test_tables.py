"""Law 1, asked of the living catalogue: the database itself refuses that tenants meet."""

import psycopg
import pytest

from tests.databases import TEMPLATE
from tests.promises.tables import LOCAL, REFERENCE, RIGHTS, TENANT

OURS = "n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')"
LOGINS = ("owner", "app", "ops")
each_tenant_table = pytest.mark.parametrize("table", sorted(TENANT))


def test_every_table_is_known_to_be_of_a_pemda_or_of_all(sql):
    tables = {
        row[0]
        for row in sql(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        )
    }
    assert tables == TENANT | REFERENCE | LOCAL


def test_the_guard_of_the_tests_knows_the_same_tables():
    from tests.guard import tenant_tables
    from tests.migrations.test_migrations import metadata

    assert metadata() and tenant_tables() == TENANT


@each_tenant_table
def test_row_security_is_on_and_forced(sql, table):
    assert sql("select relrowsecurity, relforcerowsecurity from pg_class where oid = %s::regclass", table) == [
        (True, True)
    ]


@each_tenant_table
def test_one_policy_lets_in_and_it_asks_for_the_signed_tenant_for_reading_and_writing(sql, table):
    policies = sql("select permissive, roles::text, cmd, qual, with_check from pg_policies where tablename = %s", table)
    condition = "(tenant_id = ( SELECT sec.tenant() AS tenant))"
    assert [p for p in policies if p[0] != "RESTRICTIVE"] == [("PERMISSIVE", "{public}", "ALL", condition, condition)]


@each_tenant_table
def test_the_tenant_leads_the_primary_key_and_every_unique_index(sql, table):
    keys = sql(
        """
        select i.indisprimary,
          (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0])
        from pg_index i where i.indrelid = %s::regclass and i.indisunique""",
        table,
    )
    assert {leader for _, leader in keys} == {"tenant_id"} and [primary for primary, _ in keys].count(True) == 1


@each_tenant_table
def test_the_tenant_is_a_uuid_that_is_never_absent(sql, table):
    column = (
        "select format_type(atttypid, atttypmod), attnotnull from pg_attribute "
        "where attrelid = %s::regclass and attname = 'tenant_id'"
    )
    assert sql(column, table) == [("uuid", True)]


def test_every_foreign_key_is_inside_one_pemda(sql):
    keys = sql("""
        select k.conrelid::regclass::text, k.confrelid::regclass::text, k.confdeltype::text, k.condeferrable,
          (select array_agg(a.attname order by o) from unnest(k.conkey) with ordinality c (n, o)
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.n),
          (select array_agg(a.attname order by o) from unnest(k.confkey) with ordinality c (n, o)
           join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.n)
        from pg_constraint k where k.contype = 'f'""")
    assert len(keys) > 20
    for source, target, on_delete, deferrable, own, theirs in keys:
        assert source in TENANT and target in TENANT, (source, target)
        assert own[0] == theirs[0] == "tenant_id" and len(own) >= 2, (source, own)
        assert on_delete in "ar" and not deferrable, (source, own)


NOTHING = {
    "triggers": "select tgrelid::regclass::text from pg_trigger where not tgisinternal",
    "rules": f"select rulename from pg_rules r join pg_namespace n on n.nspname = r.schemaname where {OURS}",
    "views, materialised views, foreign and partitioned tables": f"select relname from pg_class c join pg_namespace n "
    f"on n.oid = c.relnamespace where relkind in ('v', 'm', 'f', 'p') and {OURS}",
    "unlogged tables": f"select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    f"where relpersistence = 'u' and relkind = 'r' and {OURS}",
    "inheritance": "select inhrelid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid "
    "where c.relkind in ('r', 'p')",
    "event triggers": "select evtname from pg_event_trigger",
    "privileges for everybody": "select table_name from information_schema.role_table_grants "
    "where grantee = 'PUBLIC' and table_schema in ('public', 'sec')",
    "dangerous privileges": "select table_name, grantee, privilege_type from information_schema.role_table_grants "
    "where grantee in ('pamong_app', 'pamong_ops') "
    "and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')",
    "privileges to hand on": "select table_name from information_schema.role_table_grants "
    "where grantee in ('pamong_app', 'pamong_ops') and is_grantable = 'YES'",
    "things the application owns": "select c.oid::regclass::text from pg_class c "
    "where pg_get_userbyid(relowner) = 'pamong_app' "
    "union all select proname from pg_proc where pg_get_userbyid(proowner) = 'pamong_app' "
    "union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = 'pamong_app'",
    "memberships": "select r.rolname, m.rolname from pg_auth_members a join pg_roles r on r.oid = a.roleid "
    "join pg_roles m on m.oid = a.member where m.rolname like 'pamong%'",
    "rights on columns": "select attrelid::regclass::text from pg_attribute where attacl is not null "
    "and attrelid::regclass::text not like 'pg_%' and attrelid not in ('tenant'::regclass, 'rating_doubt'::regclass)",
}


@pytest.mark.parametrize("question", NOTHING.values(), ids=NOTHING)
def test_there_are_none(sql, question):
    assert sql(question) == []


def test_the_one_function_with_the_rights_of_its_owner_is_the_tenant(sql):
    found = sql("""
        select n.nspname || '.' || p.proname, pg_get_userbyid(p.proowner), p.provolatile::text, p.proparallel::text,
          p.proconfig
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname <> 'pg_catalog'""")
    assert found == [("sec.tenant", "pamong_sec", "s", "r", ["search_path=pg_catalog, pg_temp"])]


def test_functions_of_ours_are_that_one_only(sql):
    assert sql(
        f"select n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {OURS} "
        "and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')"
    ) == [("sec", "tenant")]


def test_one_extension_is_there_for_one_person_at_one_counter(sql):
    assert sql("select extname from pg_extension where extname <> 'plpgsql'") == [("btree_gist",)]


@pytest.mark.parametrize("table", sorted(RIGHTS))
def test_the_application_may_do_this_and_no_more(sql, table):
    rights = sql(
        "select privilege_type from information_schema.role_table_grants where grantee = 'pamong_app' "
        "and table_schema = 'public' and table_name = %s",
        table,
    )
    assert {row[0] for row in rights} == RIGHTS[table]


def test_of_a_doubt_only_whether_it_is_lifted_may_change(sql):
    granted = "select attname, attacl::text from pg_attribute where attacl is not null and attrelid = %s::regclass"
    assert sql(granted, "rating_doubt") == [("lifted", "{pamong_app=w/pamong_owner}")]


def test_of_the_directory_it_may_change_what_describes_a_pemda_and_nothing_else(sql):
    columns = sql(
        "select column_name from information_schema.column_privileges where grantee = 'pamong_app' "
        "and table_name = 'tenant' and privilege_type <> 'SELECT'"
    )
    assert {row[0] for row in columns} == {"name", "short_name", "colours", "contact", "languages", "logo"}
    assert sql("select relrowsecurity, relforcerowsecurity from pg_class where relname = 'tenant'") == [(True, True)]


ROLES = {  # superuser, past row security, makes roles, makes databases, logs in, replicates
    "pamong_app": (False, False, False, False, True, False),
    "pamong_ops": (False, True, False, False, True, False),
    "pamong_owner": (False, True, False, False, True, False),
    "pamong_sec": (False, False, False, False, False, False),
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_what_it_should_be(sql, role):
    assert sql(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication from pg_roles "
        "where rolname = %s",
        role,
    ) == [ROLES[role]]


def test_the_application_waits_for_nothing_long(sql):
    """What the role brings to every database; those of the tests are more patient with a transaction that is idle."""
    ((limits,),) = sql("select rolconfig from pg_roles where rolname = 'pamong_app'")
    here = sql("select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout')", role="app")
    assert set(limits) >= {
        "statement_timeout=5s",
        "lock_timeout=1s",
        "idle_in_transaction_session_timeout=10s",
    }
    assert dict(here) == {"statement_timeout": "5000", "lock_timeout": "1000"}


@pytest.mark.parametrize("role", LOGINS)
@pytest.mark.parametrize(
    "statement",
    [
        "select * from sec.key",
        "select inner_pad from sec.key",
        "copy sec.key to stdout",
        "update sec.key set id = id",
        "create table sec.mine (id int)",
    ],
)
def test_no_role_that_logs_in_reads_the_key(sql, role, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql(statement, role=role)


@pytest.mark.parametrize("role", ["app", "ops"])
@pytest.mark.parametrize(
    "statement",
    [
        "insert into sec.key values (9, '', '')",
        "delete from sec.key",
        "create table public.mine (id int)",
        "create schema mine",
    ],
)
def test_only_the_owner_makes_anything(sql, role, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql(statement, role=role)


def test_a_row_of_one_pemda_cannot_point_at_a_row_of_another(sql, world):
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        sql(
            "insert into superior (tenant_id, id, person_id, superior_id, valid_from) "
            "values (%s, gen_random_uuid(), %s, %s, '2020-01-01')",
            world.pontianak.tenant.id,
            world.pontianak.tuti.id,
            world.gorontalo.rahman.id,
        )


@pytest.mark.parametrize("role", ["app", "ops"])
def test_nobody_makes_temporary_tables(database, planted, role):
    """Asked of the template: rights on a database are not copied with it."""
    with psycopg.connect(database.conninfo(role, TEMPLATE)) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create temp table t (id int)")
