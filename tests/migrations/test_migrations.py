"""Migrations go up, down and up, import nothing of ours, and make exactly what the models say."""

import ast
from importlib import import_module

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.compiler import compiles
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from tests.databases import TEMPLATE, copy_database, drop_database, plain
from webapp.platform import migrations
from webapp.platform.pages import ROOT

VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
REVISIONS = list(ScriptDirectory.from_config(migrations.configuration()).walk_revisions())[::-1]
COLUMNS = """
select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text,
  a.attgenerated::text
from pg_attribute a join pg_class c on c.oid = a.attrelid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
"""
CONSTRAINTS = """
select c.relname, k.conname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
where k.connamespace = 'public'::regnamespace and k.contype <> 'n'
"""
INDEXES = "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'"
POLICIES = (
    "select tablename, policyname, qual, with_check, cmd, roles::text from pg_policies where schemaname = 'public'"
)
GRANTS = """
select table_name, grantee, privilege_type from information_schema.role_table_grants
where table_schema = 'public' and grantee like 'pamong%%'
"""


@compiles(AutoString, "postgresql")
def text(*_, **__) -> str:
    """A string of a model is TEXT in PostgreSQL: lengths are CHECK constraints."""
    return "TEXT"


def metadata() -> sa.MetaData:
    for path in sorted(ROOT.glob("webapp/**/*.py")):
        if "table=True" in path.read_text():
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return SQLModel.metadata


def picture(url: str, *questions: str) -> dict[str, set]:
    """What a database holds, but for alembic's own table."""
    with psycopg.connect(plain(url)) as connection:
        return {
            question: {row for row in connection.execute(question).fetchall() if row[0] != "alembic_version"}
            for question in questions
        }


@pytest.fixture
def scratch(database):
    """A database of the test's own, migrated."""
    copy_database(database, "t_scratch", TEMPLATE)
    yield database.url("owner", "t_scratch")
    drop_database(database, "t_scratch")


@pytest.fixture
def made_by_models(database):
    """A database whose tables the models made."""
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute("drop database if exists t_models with (force)")
        connection.execute("create database t_models owner pamong_owner")
    with psycopg.connect(database.superuser("t_models"), autocommit=True) as connection:
        connection.execute("create extension btree_gist")
    engine = sa.create_engine(database.url("owner", "t_models"), poolclass=sa.NullPool)
    metadata().create_all(engine)
    yield database.url("owner", "t_models")
    drop_database(database, "t_models")


def test_up_down_up_ends_where_it_began(scratch):
    questions = (COLUMNS, CONSTRAINTS, INDEXES, POLICIES, GRANTS)
    before = picture(scratch, *questions)
    migrations.downgrade(scratch, "base")
    assert picture(scratch, *questions) == {question: set() for question in questions}
    migrations.upgrade(scratch)
    assert picture(scratch, *questions) == before


def test_every_step_can_be_taken_back_and_made_again(scratch):
    for revision in REVISIONS[::-1]:
        migrations.downgrade(scratch, revision.down_revision or "base")
        migrations.upgrade(scratch, revision.revision)
        migrations.downgrade(scratch, revision.down_revision or "base")
    with psycopg.connect(plain(scratch)) as connection:
        assert connection.execute("select count(*) from alembic_version").fetchone() == (0,)


def test_alembic_sees_no_difference_between_models_and_migrations(scratch):
    engine = sa.create_engine(scratch, poolclass=sa.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata()) == []


@pytest.mark.parametrize("question", [COLUMNS, CONSTRAINTS, INDEXES], ids=["columns", "constraints", "indexes"])
def test_models_and_migrations_make_the_same_to_the_letter(scratch, made_by_models, question):
    migrated, modelled = picture(scratch, question)[question], picture(made_by_models, question)[question]
    assert migrated - modelled == set() and modelled - migrated == set()


def test_there_is_one_line_of_numbered_revisions():
    assert [revision.revision for revision in REVISIONS] == [f"{number:04d}" for number in range(1, len(VERSIONS) + 1)]
    assert [path.name[:4] for path in VERSIONS] == [revision.revision for revision in REVISIONS]
    assert [revision.down_revision for revision in REVISIONS] == [None, *(r.revision for r in REVISIONS[:-1])]


@pytest.mark.parametrize(
    "path", [*VERSIONS, ROOT / "migrations/env.py", ROOT / "migrations/operations.py"], ids=lambda p: p.name
)
def test_migrations_import_nothing_of_ours(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    assert names <= {"sqlalchemy", "alembic", "migrations", "os", "time", "typing"}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda p: p.name)
def test_tables_are_made_only_by_the_house_helpers(path):
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    }
    assert "create_table" not in calls and "drop_table" not in calls


@pytest.mark.parametrize("path", VERSIONS, ids=lambda p: p.name)
def test_every_constraint_and_index_has_a_name(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "").endswith("Constraint"):
            assert "name" in {keyword.arg for keyword in node.keywords}, ast.unparse(node)


class Planted:
    """Tables the helper must refuse."""

    no_tenant = ("salah", sa.Column("id", sa.Uuid(), primary_key=True))
    unique_without = (
        "salah",
        sa.Column("tenant_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("slug", sa.Text()),
        sa.UniqueConstraint("slug"),
    )
    foreign_without = (
        "salah",
        sa.Column("tenant_id", sa.Uuid(), primary_key=True),
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("other", sa.Uuid()),
        sa.ForeignKeyConstraint(["other"], ["tenant.id"]),
    )


@pytest.mark.parametrize("parts", [Planted.no_tenant, Planted.unique_without, Planted.foreign_without])
def test_the_helper_refuses_a_table_whose_keys_forget_the_pemda(scratch, parts):
    from alembic.operations import Operations

    operations = import_module("migrations.operations")
    with sa.create_engine(scratch, poolclass=sa.NullPool).connect() as connection:
        with Operations.context(MigrationContext.configure(connection)), pytest.raises(ValueError, match="tenant_id"):
            operations.tenant_table(*parts, grants="append")


def test_two_releases_at_once_are_one_after_the_other(scratch):
    from concurrent.futures import ThreadPoolExecutor

    migrations.downgrade(scratch, "base")
    with ThreadPoolExecutor(1) as pool:
        with psycopg.connect(plain(scratch)) as other:
            other.execute("select pg_advisory_lock(727001)")
            release = pool.submit(migrations.upgrade, scratch)
            assert not release.done()
            assert other.execute(
                "select count(*) from pg_tables where schemaname = 'public' and tablename = 'rating'"
            ).fetchone() == (0,)
        release.result(timeout=30)
    with psycopg.connect(plain(scratch)) as connection:
        assert (
            connection.execute("select version_num from alembic_version").fetchone()[0] == migrations.newest_revision()
        )
