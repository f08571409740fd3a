"""The guard over the tests' statements: on in every application test, and it finds what is planted."""

import ast
import re

import pytest
import sqlalchemy as sa

from tests import guard
from tests.guard import UntenantedStatement, refuse_untenanted
from tests.migrations.test_migrations import metadata
from webapp.platform.pages import ROOT
from webapp.platform.tenancy import serving

metadata()
# Statements of the operator (role ops), which look across all pemda on purpose.
ACROSS = {
    ("workers/sweep.py", "BACKLOG"),
    ("webapp/cli/counting.py", "QUARANTINED"),
    ("webapp/cli/counting.py", "RETRY"),
}
CALLS = ("text", "exec_driver_sql")
BAD = {
    "no filter": "select * from rating",
    "a filter of something else": "select * from rating where officer_id = %s",
    "one of two tables": "select 1 from rating r join opd o on o.id = r.opd_id where r.tenant_id = %s",
    "tables in a list": "select 1 from rating r, opd where r.tenant_id = %s and opd.id = r.opd_id",
    "joined to each other only": "select 1 from rating r join opd o on o.tenant_id = r.tenant_id and o.id = r.opd_id",
    "a column with itself": "select 1 from rating where tenant_id = tenant_id",
    "a setting instead of a value": "select 1 from rating where tenant_id = current_setting('app.ctx')::uuid",
    "a literal": "select 1 from rating where tenant_id = '0197a3f0-0000-7000-8000-000000000001'",
    "an update": "update rating_event set attempts = 1 where id = %s",
    "a delete": "delete from rating_event where id = %s",
    "a delete using": "delete from rating_event e using rating r where e.tenant_id = r.tenant_id and r.id = %s",
    "an update from": "update opd set name = p.name from person p where opd.tenant_id = %s",
    "a sub-query": "select 1 from rating r where r.tenant_id = %s and exists "
    "(select from rating_doubt d where d.rating_id = r.id)",
    "a CTE": "with x as (select id from opd) select 1 from rating where tenant_id = %s",
    "an arm of a union": "select id from opd where tenant_id = %s union all select id from person",
    "an arm of a recursion": "with recursive t as (select id from opd where tenant_id = %s union all "
    "select o.id from opd o join t on o.parent_id = t.id) select * from t",
    "an outer join": "select 1 from rating r left join rating_reason e on e.rating_id = r.id where r.tenant_id = %s",
    "an insert that fills no tenant": "insert into opd (id, slug) values (%s, %s)",
    "an insert from a select": "insert into rating_reason (tenant_id, rating_id) "
    "select r.tenant_id, r.id from rating r where r.id = %s",
    "an insert in a CTE": "with x as (insert into rating (id) values (%s) returning id) select * from x",
    "a setting made by a function": "select set_config('app.ctx', %s, true)",
    "a merge": "merge into opd using person on true when matched then delete",
    "an advisory lock": "select pg_advisory_xact_lock(1)",
    "a call in an upsert": "insert into opd (tenant_id) values (%s) on conflict (tenant_id) do update set name = now()",
    "quoted and in capitals": 'SELECT * FROM "rating" WHERE "id" = %s',
    "over several lines, with a comment": "select *\n-- tenant_id = %s\nfrom rating\nwhere id = %s",
}
GOOD = {
    "a filter": "select * from rating where tenant_id = %s",
    "the ORM's way": "SELECT rating.id FROM rating WHERE rating.tenant_id = %(tenant_id_1)s::UUID",
    "the value first": "select 1 from opd o where %(pk_1)s::uuid = o.tenant_id",
    "a chain of joins": "select 1 from rating r join opd o on o.tenant_id = r.tenant_id and o.id = r.opd_id "
    "left join person p on p.tenant_id = o.tenant_id where r.tenant_id = :tenant",
    "a sub-query tied to the query around it": "select 1 from rating r where r.tenant_id = %s and exists "
    "(select from rating_doubt d where d.tenant_id = r.tenant_id and d.rating_id = r.id)",
    "tables of all": "select slug from tenant",
    "no table": "select 1",
    "an upsert": "insert into opd (tenant_id, name) values (%s, %s) "
    "on conflict (tenant_id) do update set name = excluded.name",
    "a lock on rows": "select id from rating_event where tenant_id = %s for update skip locked",
    "not a query": "SET LOCAL app.ctx = 'x'",
}


@pytest.mark.parametrize("statement", BAD.values(), ids=BAD)
def test_a_planted_statement_is_found(statement):
    with pytest.raises(UntenantedStatement):
        refuse_untenanted(statement)


@pytest.mark.parametrize("statement", GOOD.values(), ids=GOOD)
def test_a_good_statement_passes(statement):
    assert refuse_untenanted(statement) is None


@pytest.fixture
def forgiven():
    """This test plants offences on purpose."""
    yield guard.offences
    guard.offences.clear()


def test_it_watches_the_engine_of_every_application_test(app, world, forgiven):
    with serving(world.pontianak.tenant), app.config["RESOURCES"].engine.connect() as connection:
        with pytest.raises(UntenantedStatement):
            connection.execute(sa.text("select * from rating"))
    assert forgiven == ["select * from rating"]


def test_it_watches_the_short_lane_too(app, world, forgiven):
    with pytest.raises(UntenantedStatement):
        app.config["RESOURCES"].lane.run(world.pontianak.tenant.id, [("select * from rating", ())])
    assert forgiven == ["select * from rating"]


def test_an_error_page_does_not_swallow_what_it_found(app, browser, forgiven, monkeypatch):
    from webapp.feedback.transparency import routes
    from webapp.platform.request import db

    def careless(*_):
        db().connection().execute(sa.text("select * from unit_score"))

    monkeypatch.setattr(routes, "lines", careless)
    assert browser().client.get("/pontianak/transparansi").status_code == 500
    assert forgiven == ["select * from unit_score"]


def test_a_session_of_the_house_adds_the_tenant_by_itself(app, world, count_queries, inside):
    from sqlmodel import select

    from webapp.people.models import Person

    with inside(world.pontianak) as session, count_queries() as statements:
        people = session.exec(select(Person)).all()
    assert {person.tenant_id for person in people} == {world.pontianak.tenant.id}
    assert "person.tenant_id = %(tenant_id_1)s" in statements[0]


SQL = re.compile(r"\s*(select\b.*\bfrom\b|insert into\b|with \w+ as\b|update\b.*\bset\b|delete from\b)", re.S | re.I)


def texts() -> dict[tuple[str, str], str]:
    """(file, name or line) -> every SQL text in the code."""
    found = {}
    for path in [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")]:
        tree = ast.parse(path.read_text())
        assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
        names = {id(inner): ast.unparse(node.targets[0]) for node in assigned for inner in ast.walk(node.value)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
                found[str(path.relative_to(ROOT)), names.get(id(node), f"line {node.lineno}")] = node.value
    return found


NAMED = texts()


@pytest.mark.parametrize("place", sorted(set(NAMED) - ACROSS), ids=lambda place: ":".join(place))
def test_every_sql_text_in_the_code_names_its_pemda(place):
    assert refuse_untenanted(NAMED[place]) is None


def test_the_exceptions_are_still_needed():
    for place in ACROSS:
        with pytest.raises(UntenantedStatement):
            refuse_untenanted(NAMED[place])


def test_sql_texts_are_constants():
    """A text made of pieces would be where an injection begins."""
    made = []
    for path in [*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            is_text = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in CALLS
            if is_text and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp, ast.Call)):
                made.append(f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)[:80]}")
    assert made == []
    assert len(NAMED) > 30
