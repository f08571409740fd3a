"""Who leads whom, who sits where, and since when."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.world import START, add
from webapp.people import published, queries
from webapp.people.models import Jabatan, Nip, Opd, Placement, RoleGrant, Superior

DAY = date(2026, 11, 20)


@pytest.fixture
def pontianak(world):
    return world.pontianak


def test_the_card_names_roles_office_and_jabatan(inside, pontianak):
    with inside(pontianak) as session:
        card = published.person_card(session, pontianak.budi.id, DAY)
    assert (card.name, card.roles) == ("Budi Santoso", {"pegawai", "atasan"})
    assert (card.opd_id, card.jabatan_name) == (pontianak.dinas, "Jabatan Budi")


def test_before_the_first_placement_there_is_no_office(inside, pontianak):
    with inside(pontianak) as session:
        card = published.person_card(session, pontianak.budi.id, START - timedelta(days=1))
    assert (card.opd_id, card.opd_name, card.roles) == (None, "", frozenset())


def test_the_definitive_place_goes_before_an_acting_one(inside, pontianak):
    with inside(pontianak) as session:
        acting = add(session, Jabatan(opd_id=pontianak.upt, name="Plt. Kepala UPT", kind="pengawas"))
        add(session, Placement(person_id=pontianak.budi.id, jabatan_id=acting.id, basis="plt", valid_from=START))
        assert published.person_card(session, pontianak.budi.id, DAY).jabatan_name == "Jabatan Budi"


def test_the_superior_is_the_one_in_force_on_the_day(inside, pontianak):
    change = date(2026, 7, 1)
    with inside(pontianak) as session:
        old = session.connection().exec_driver_sql(
            "update superior set valid_to = %s where tenant_id = %s and person_id = %s",
            (change - timedelta(days=1), pontianak.tenant.id, pontianak.dewi.id),
        )
        assert old.rowcount == 1
        add(session, Superior(person_id=pontianak.dewi.id, superior_id=pontianak.tuti.id, valid_from=change))
        before, after = (
            published.superior_id_of(session, pontianak.dewi.id, day) for day in (change - timedelta(days=1), change)
        )
    assert (before, after) == (pontianak.budi.id, pontianak.tuti.id)


def test_reports_are_by_name_and_without_who_has_left(inside, pontianak):
    with inside(pontianak) as session:
        names = [name for _, name in published.reports_of(session, pontianak.tuti.id, date(2025, 6, 1))]
    assert names == sorted(names) and "Budi Santoso" in names and "Sari Wulandari" not in names


def test_the_tree_below_and_above(inside, pontianak):
    with inside(pontianak) as session:
        leaf = add(session, Opd(slug="seksi", name="Seksi", short_name="Seksi", kind="bidang", parent_id=pontianak.upt))
        assert set(queries.opd_and_below(session, pontianak.dinas)) == {pontianak.dinas, pontianak.upt, leaf.id}
        assert published.ancestors_of(session, {leaf.id}) == {pontianak.dinas, pontianak.upt, leaf.id}


def test_nothing_of_the_other_pemda_is_found(inside, world):
    rahman, gorontalo = world.gorontalo.rahman, world.gorontalo
    with inside(world.pontianak) as session:
        assert published.person_card(session, rahman.id, DAY) is None
        assert published.person_names(session, {rahman.id}) == {}
        assert published.superior_id_of(session, rahman.id, DAY) is None
        assert queries.opd_and_below(session, gorontalo.dinas) == []
        assert queries.account_by_name(session, rahman.account) is None


REFUSED = {
    "her own superior": lambda p: Superior(person_id=p.sari.id, superior_id=p.sari.id, valid_from=DAY),
    "two superiors at once": lambda p: Superior(person_id=p.sari.id, superior_id=p.tuti.id, valid_from=DAY),
    "an end before the beginning": lambda p: RoleGrant(
        person_id=p.sari.id, role="atasan", valid_from=DAY, valid_to=DAY - timedelta(days=1)
    ),
    "a role nobody knows": lambda p: RoleGrant(person_id=p.sari.id, role="raja", valid_from=DAY),
    "a second NIP in force": lambda p: Nip(person_id=p.sari.id, nip="1" * 18, kind="pns", valid_from=DAY),
    "a NIP of letters": lambda p: Nip(person_id=p.sari.id, nip="x" * 18, kind="pns", valid_from=DAY, valid_to=DAY),
    "a parent that is itself": lambda p: Opd(id=p.upt, parent_id=p.upt, slug="u", name="u", short_name="u", kind="upt"),
    "a slug that is taken": lambda p: Opd(slug="disdukcapil", name="x", short_name="x", kind="dinas"),
}


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(inside, pontianak, row):
    with pytest.raises(IntegrityError), inside(pontianak) as session:
        add(session, row(pontianak))


def test_the_database_refuses_a_person_of_another_pemda(inside, world):
    with pytest.raises(IntegrityError, match="foreign key"), inside(world.pontianak) as session:
        add(session, Superior(person_id=world.gorontalo.rahman.id, superior_id=world.pontianak.budi.id, valid_from=DAY))
