"""What was agreed stays: by plain SQL of the application's role nothing gets into an agreed SKP, is changed in it or
gets out. The tables below an SKP are found in the catalogue, so a new one fails here until it is guarded."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.databases import plain
from tests.performance.making import MOMENT, SCORE, NewIndicator, inside, make_skp, one_rhk, take_card
from tests.world import today
from webapp.people.published import person_card
from webapp.performance.evidence import domain as evidence
from webapp.performance.evidence.queries import card_for
from webapp.performance.plans import domain, lines
from webapp.performance.plans.models import Skp
from webapp.platform import clock
from webapp.platform.context import ContextSigner

DENIED = psycopg.errors.InsufficientPrivilege
# What is measured beside an agreed indicator and said about that: it comes afterwards, and is never changed.
GROWS = {"evidence_card", "evidence_answer", "evidence_contest", "evidence_contest_step"}
BELOW = """
with recursive below as (
  select 'skp'::regclass::oid as id
  union select k.conrelid from pg_constraint k join below on k.confrelid = below.id where k.contype = 'f')
select id::regclass::text from below
"""
LINKS = """
select k.conrelid::regclass::text, a.attname, k.confrelid::regclass::text
from pg_constraint k cross join unnest(k.conkey) as c (n)
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.n
where k.contype = 'f' and a.attname <> 'tenant_id' and k.conrelid <> k.confrelid
"""
Rows = dict[str, dict[UUID, dict]]  # table -> id -> row


@dataclass(frozen=True)
class Tree:
    """The tables below an SKP, and how they hang together: (table, column, table above)."""

    tables: list[str]
    links: list[tuple[str, str, str]]

    def columns(self, table: str) -> list[str]:
        return [column for child, column, _ in self.links if child == table]


@pytest.fixture(scope="module")
def tree(sql) -> Tree:
    """Read from the catalogue. That an RHK *serves* another gives it no place in the other's SKP."""
    tables = [name for (name,) in sql(BELOW)]
    return Tree(tables, [link for link in sql(LINKS) if link[0] in tables and link[2] in tables])


@pytest.fixture(scope="module")
def rows_of(sql, tree):
    """rows_of(id of an SKP): it and every row below it."""

    def find(skp_id: UUID) -> Rows:
        found: Rows = {table: {} for table in tree.tables}
        found["skp"] = read("skp", "id", [skp_id])
        while True:
            size = sum(map(len, found.values()))
            for table, column, above in tree.links:
                found[table] |= read(table, column, list(found[above]))
            if size == sum(map(len, found.values())):
                return found

    def read(table: str, column: str, values: list[UUID]) -> dict[UUID, dict]:
        return dict(sql(f"select id, to_jsonb(t) from {table} t where {column} = any(%s)", values))

    return find


def make_asked(world):
    """An SKP of Sari with two RHK, whose superior has asked about an RHK and an indicator."""
    sari, budi = world.pontianak.sari, world.pontianak.budi
    bound = NewIndicator("Kepuasan warga atas pelayanan loket", "3,20", opd_id=world.pontianak.dinas)
    rhks = one_rhk(bound, NewIndicator("Waktu tunggu", "15 menit")), one_rhk()
    skp = make_skp(world, sari, *rhks, state="diajukan")
    with inside(world, budi) as session:
        row = session.get(Skp, (sari.tenant.id, skp.id))
        comments = {skp.rhk_ids[0]: "Mohon diperjelas.", skp.indicator_ids[0]: "Mengapa 3,20?"}
        domain.ask_clarification(session, row, version=row.version, by=budi.id, at=MOMENT, comments=comments)
    return skp


@pytest.fixture(scope="module")
def agreed(world, rows_of) -> Rows:
    """Agreed after a clarification: with rows that were taken out, a card, an answer and a contest."""
    sari, budi, skp = world.pontianak.sari, world.pontianak.budi, make_asked(world)
    with inside(world, sari) as session:
        row = session.get(Skp, (sari.tenant.id, skp.id))
        lines.remove_indicator(session, row, skp.indicator_ids[1], version=row.version, by=sari.id)
        lines.remove_rhk(session, row, skp.rhk_ids[1], version=row.version, by=sari.id)
        card = person_card(session, sari.id, today())
        domain.submit(session, row, version=row.version, owner=card, at=MOMENT)
        domain.agree(session, row, version=row.version, by=budi.id, at=MOMENT)
    card_id = take_card(world, sari, skp.indicator_ids[0], score=SCORE, at=clock.now())
    with inside(world, sari) as session:
        file, now = card_for(session, card_id, sari.id, today()), clock.now()
        evidence.answer(session, file, by=sari.id, text="Antrean hari itu panjang.", at=now)
        evidence.contest(session, file, by=sari.id, ground="kekeliruan_nyata", text="Bukan loket saya.", at=now)
    return rows_of(skp.id)


@pytest.fixture(scope="module")
def unsettled(world, rows_of) -> Rows:
    """Another SKP of hers, still open: a place to bring rows from, or to take them to."""
    return rows_of(make_asked(world).id)


@pytest.fixture(scope="module")
def as_app(settings, world):
    """`with as_app() as connection:` the application's role serving Pontianak, rolled back at the end."""

    @contextmanager
    def open_transaction():
        with psycopg.connect(plain(settings.database_url)) as connection:
            connection.execute(ContextSigner(settings.context_key).statement_for(world.pontianak.tenant.id))
            yield connection
            connection.rollback()

    return open_transaction


@pytest.fixture
def touches(as_app):
    """touches(statement, *values): how many rows the statement reaches; None when it is refused."""

    def run(statement: str, *values) -> int | None:
        with as_app() as connection:
            try:
                return connection.execute(statement, values).rowcount
            except DENIED:
                return None

    return run


def copy_of(row: dict, **changes) -> str:
    return json.dumps(row | {"id": str(uuid4())} | changes)


def insert_into(table: str, more: str = "") -> str:
    return f"insert into {table} select (jsonb_populate_record(null::{table}, %s)).* {more}"


def test_the_tables_of_an_skp_are_these_at_least(tree):
    assert {"skp", "skp_rhk", "skp_indicator", "skp_transition", "skp_comment"} | GROWS <= set(tree.tables)


def test_each_of_them_has_rows_here_to_attack(tree, agreed, unsettled):
    """A new table must get rows in the fixtures above, or nothing below says anything about it."""
    assert [table for table in tree.tables if not agreed[table]] == []
    assert [table for table in tree.tables if table not in GROWS and not unsettled[table]] == []


def test_nothing_is_inserted_into_an_agreed_skp(touches, tree, agreed):
    guarded = [table for table in tree.tables if table not in GROWS]
    holes = [table for table in guarded for row in agreed[table].values() if touches(insert_into(table), copy_of(row))]
    assert holes == []


def test_no_row_of_another_skp_is_inserted_with_one_foot_in_it(touches, tree, agreed, unsettled):
    holes = []
    for table in set(tree.tables) - GROWS:
        for column in tree.columns(table):
            inside_it = {row[column] for row in agreed[table].values()} - {None}
            outside = [row for row in unsettled[table].values() if row[column]]
            assert inside_it and outside, (table, column)
            copies = [copy_of(row, **{column: value}) for row in outside for value in inside_it]
            holes += [(table, column) for copy in copies if touches(insert_into(table), copy)]
    assert holes == []


def test_an_open_skp_takes_the_same_rows(touches, unsettled):
    """Else the tests above could pass because nothing at all is taken."""
    fresh = {"skp_rhk": {}, "skp_indicator": {}, "skp_transition": {"version": 99}, "skp_comment": {}}
    for table, changes in fresh.items():
        for row in unsettled[table].values():
            assert touches(insert_into(table), copy_of(row, **changes)) == 1, table


def test_no_row_is_moved_into_it(touches, tree, agreed, unsettled):
    holes = []
    for table, column, above in tree.links:
        for row_id, row in unsettled[table].items():
            moves = [value for value in agreed[above] if row[column]]
            move = f"update {table} set {column} = %s where id = %s"
            holes += [(table, column) for value in moves if touches(move, value, row_id)]
    assert holes == []


def test_no_row_is_moved_out_of_it(touches, tree, agreed, unsettled):
    holes = []
    for table, column, above in tree.links:
        for row_id in agreed[table]:
            move = f"update {table} set {column} = %s where id = %s"
            holes += [(table, column) for value in unsettled[above] if touches(move, value, row_id)]
    assert holes == []


def test_no_column_of_it_can_be_written(touches, tree, agreed):
    """Rows that were taken out before the agreement cannot come back either."""
    holes = []
    for table in tree.tables:
        for row_id, row in agreed[table].items():
            writes = [f"update {table} set {column} = {column} where id = %s" for column in row]
            holes += [write for write in writes if touches(write, row_id)]
    assert holes == []


def test_no_conflict_turns_an_insert_into_a_change(touches, tree, agreed):
    changes = "on conflict (tenant_id, id) do update set id = excluded.id"
    holes = [
        table
        for table in tree.tables
        for row in agreed[table].values()
        if touches(insert_into(table, changes), json.dumps(row))
    ]
    assert holes == []


def test_nothing_of_it_is_deleted(touches, tree, agreed):
    assert [t for t in tree.tables if touches(f"delete from {t} where id = any(%s)", list(agreed[t]))] == []


def test_it_is_not_opened_again(touches, agreed):
    (skp_id,) = agreed["skp"]
    assert not touches("update skp set status = 'draf', superior_id = null where id = %s", skp_id)


def test_no_skp_is_born_agreed(touches, agreed, unsettled):
    (row,) = unsettled["skp"].values()
    for state in ("diajukan", "klarifikasi", "disepakati"):
        assert touches(insert_into("skp"), copy_of(row, year=2199, status=state)) is None
    assert touches(insert_into("skp"), copy_of(row, year=2199, status="draf", superior_id=None)) == 1


def test_a_leaders_agreed_rhk_can_still_be_served(touches, agreed, unsettled):
    serves = "update skp_rhk set serves_id = %s where id = %s"
    assert touches(serves, next(iter(agreed["skp_rhk"])), next(iter(unsettled["skp_rhk"]))) == 1


def test_after_all_this_it_is_what_it_was(rows_of, agreed):
    (skp_id,) = agreed["skp"]
    assert rows_of(skp_id) == agreed


def test_a_row_that_comes_while_it_is_being_agreed_waits_and_is_refused(world, as_app, rows_of):
    rows = rows_of(make_skp(world, world.pontianak.sari, state="diajukan").id)
    (skp_id,), (rhk,) = rows["skp"], rows["skp_rhk"].values()
    answers = []

    def squeeze_in() -> None:
        with as_app() as connection:
            try:
                answers.append(connection.execute(insert_into("skp_rhk"), [copy_of(rhk)]).rowcount)
            except psycopg.Error as problem:
                answers.append(type(problem))

    with as_app() as superior:
        superior.execute("update skp_indicator set locked = true where rhk_id = %s", [rhk["id"]])
        superior.execute("update skp_rhk set locked = true where id = %s", [rhk["id"]])
        superior.execute("update skp set status = 'disepakati' where id = %s", [skp_id])
        intruder = threading.Thread(target=squeeze_in)
        intruder.start()
        time.sleep(0.3)
        assert answers == [], "it did not wait"
        superior.commit()
        intruder.join(5)
    assert answers == [DENIED]
