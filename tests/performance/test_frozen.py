"""By plain SQL of the application: what an agreed SKP serves is frozen with it, and nothing is agreed unfrozen."""

from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from sqlmodel import select

from tests.databases import plain
from tests.performance.making import inside, make_skp, one_rhk
from webapp.performance.plans.models import Skp
from webapp.performance.plans.planting import PlantedSkp
from webapp.performance.plans.queries import RhkLine, lines_of
from webapp.platform.context import ContextSigner

DENIED = psycopg.errors.InsufficientPrivilege
AGREE = "update skp set status = 'disepakati' where id = %s"
CLOSE = {  # in the order in which the database lets them be closed
    "skp_indicator": "update skp_indicator set locked = true where rhk_id = %s",
    "skp_rhk": "update skp_rhk set locked = true where id = %s",
}


@pytest.fixture
def as_app(settings, world):
    """`with as_app() as connection:` the application's role serving Pontianak; not committed by itself."""

    @contextmanager
    def open_transaction():
        with psycopg.connect(plain(settings.database_url)) as connection:
            connection.execute(ContextSigner(settings.context_key).statement_for(world.pontianak.tenant.id))
            yield connection
            connection.rollback()

    return open_transaction


@pytest.fixture
def leader(world) -> PlantedSkp:
    """The draft of the leader."""
    return make_skp(world, world.pontianak.budi)


@pytest.fixture
def serve(world, leader):
    """serve(state): an SKP of the same year that serves the leader's RHK."""

    def make(state: str) -> PlantedSkp:
        with inside(world, world.pontianak.budi) as session:
            year = session.exec(select(Skp.year).where(Skp.id == leader.id)).one()
        return make_skp(world, world.pontianak.sari, one_rhk(serves_id=leader.rhk_ids[0]), state=state, year=year)

    return make


def line_of(world, skp_id: UUID) -> RhkLine:
    with inside(world, world.pontianak.sari) as session:
        (line,) = lines_of(session, skp_id)
        return line


@pytest.mark.parametrize(
    "change", ["text = 'Yang lain'", "removed_at = now() + interval '1 minute'", "skp_id = %(other)s"]
)
def test_it_is_said_as_it_was_whatever_becomes_of_the_leaders_row(world, as_app, leader, serve, change):
    skp = serve("disepakati")
    before = line_of(world, skp.id)
    values = {"other": make_skp(world, world.pontianak.dewi).id, "id": leader.rhk_ids[0]}
    with as_app() as connection:
        assert connection.execute(f"update skp_rhk set {change} where id = %(id)s", values).rowcount == 1
        connection.commit()
    after = line_of(world, skp.id)
    assert before.serves_text
    assert before.leader_id == world.pontianak.budi.id
    assert replace(after, leader_moved_on=False) == before
    assert after.leader_moved_on == ("skp_id" not in change)


@pytest.mark.parametrize(
    "change", ["served_text = 'Yang lain'", "served_person_id = person_id", "serves_id = null, served_text = null"]
)
def test_it_is_not_written_afterwards(as_app, serve, change):
    skp = serve("disepakati")
    statement = f"update skp_rhk r set {change} from skp s where s.id = r.skp_id and r.id = %s"
    with as_app() as connection:
        assert connection.execute(statement, [skp.rhk_ids[0]]).rowcount == 0


def test_no_row_is_closed_without_what_it_serves(as_app, serve):
    skp = serve("diajukan")
    with as_app() as connection, pytest.raises(psycopg.errors.CheckViolation, match="served_frozen"):
        connection.execute(CLOSE["skp_rhk"], [skp.rhk_ids[0]])


def test_no_open_row_carries_a_text_of_its_own(world, as_app, serve):
    skp = serve("diajukan")
    statement = "update skp_rhk set served_text = 'Yang lain', served_person_id = %s where id = %s"
    with as_app() as connection, pytest.raises(psycopg.errors.CheckViolation, match="served_frozen"):
        connection.execute(statement, [world.pontianak.budi.id, skp.rhk_ids[0]])


@pytest.mark.parametrize("closed", [(), ("skp_indicator",), ("skp_rhk",)])
def test_none_is_agreed_with_a_row_still_open(world, as_app, closed):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    with as_app() as connection:
        for table in closed:
            assert connection.execute(CLOSE[table], [skp.rhk_ids[0]]).rowcount == 1
        with pytest.raises(DENIED, match="agreed_when_closed"):
            connection.execute(AGREE, [skp.id])


def test_one_whose_rows_are_closed_is_agreed(world, as_app):
    """Else the test above could pass because nothing at all is agreed. Rows taken out need not be closed."""
    skp = make_skp(world, world.pontianak.sari, one_rhk(), one_rhk(), state="diajukan")
    with as_app() as connection:
        connection.execute("update skp_rhk set removed_at = now() where id = %s", [skp.rhk_ids[1]])
        for statement in CLOSE.values():
            connection.execute(statement, [skp.rhk_ids[0]])
        assert connection.execute(AGREE, [skp.id]).rowcount == 1
