"""Where a complaint may go in the tree of offices of a pemda."""

import pytest

from tests.feedback import complaining
from tests.world import add
from webapp.feedback.complaints import people
from webapp.people.models import Opd


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


def test_the_pemda_itself_answers_nothing_and_an_office_below_it_is_the_highest(office, sql):
    place = office.place
    with office.session() as session:
        top = add(session, Opd(slug="pemkot", name="Pemerintah Kota", short_name="Pemkot", kind="kepala_daerah")).id
    sql("update opd set parent_id = %s where id = %s", top, place.dinas)
    try:
        with office.session() as session:
            parents = people.tree_of(session).parents
    finally:
        sql("update opd set parent_id = null where id = %s", place.dinas)
        sql("delete from opd where id = %s", top)
    assert top not in parents and parents[place.dinas] is None and parents[place.upt] == place.dinas
