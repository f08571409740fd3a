"""What an agreed SKP serves stays as it was agreed, whatever the leader does to his own SKP afterwards."""

from dataclasses import dataclass

import pytest
from sqlmodel import select

from tests.performance.making import NewIndicator, inside, make_skp, one_rhk
from webapp.performance.plans.models import Rhk, Skp, SkpTransition
from webapp.performance.plans.planting import NewRhk, PlantedSkp

BEFORE, AFTER = "Antrean loket di bawah satu jam", "Menaikkan pendapatan dari parkir"
MOVED_ON = "Pimpinan sudah mengubah rencananya sesudah SKP ini disetujui."


@dataclass
class Pair:
    """The draft of a leader, and the SKP of the same year that serves its first RHK, on its way to him."""

    leader: PlantedSkp
    skp: PlantedSkp


@pytest.fixture
def pair(world) -> Pair:
    people, indicator = world.pontianak, NewIndicator("Lama antrean", "60 menit", aspek="waktu")
    leader = make_skp(world, people.budi, NewRhk(BEFORE, [indicator]), NewRhk("Yang lain", [indicator]))
    with inside(world, people.budi) as session:
        year = session.exec(select(Skp.year).where(Skp.id == leader.id)).one()
    serving = one_rhk(serves_id=leader.rhk_ids[0])
    return Pair(leader, make_skp(world, people.sari, serving, one_rhk(), state="diajukan", year=year))


@pytest.fixture
def budi(browser, world):
    return browser(world.pontianak.budi)


@pytest.fixture
def sees(browser, world, pair):
    """sees("sari"): the words of the served SKP's page for this person."""
    return lambda who: browser(getattr(world.pontianak, who)).get(f"/kinerja/skp/{pair.skp.id}").words


def version(world, skp: PlantedSkp) -> int:
    with inside(world, world.pontianak.budi) as session:
        return session.exec(select(Skp.version).where(Skp.id == skp.id)).one()


def agree(world, budi, pair) -> None:
    answer = budi.post(f"/kinerja/skp/{pair.skp.id}/kesepakatan", {"versi": version(world, pair.skp)})
    assert answer.status == 303


def rewrite(world, budi, pair, text: str) -> None:
    fields = {"versi": version(world, pair.leader), "jenis": "utama", "teks": text}
    assert budi.post(f"/kinerja/rhk/{pair.leader.rhk_ids[0]}", fields).status == 303


def remove(world, budi, pair) -> None:
    fields = {"versi": version(world, pair.leader)}
    assert budi.post(f"/kinerja/rhk/{pair.leader.rhk_ids[0]}/penghapusan", fields).status == 303


def test_until_it_is_agreed_it_shows_what_the_leader_says_now(world, budi, pair, sees):
    rewrite(world, budi, pair, AFTER)
    assert AFTER in sees("sari")
    assert BEFORE not in sees("sari")
    assert MOVED_ON not in sees("sari")


def test_an_agreed_one_keeps_the_text_and_says_that_the_leader_moved_on(world, budi, pair, sees):
    rewrite(world, budi, pair, BEFORE + " juga")
    rewrite(world, budi, pair, BEFORE)
    agree(world, budi, pair)
    assert MOVED_ON not in sees("sari")
    rewrite(world, budi, pair, AFTER)
    for who in ("sari", "budi"):
        assert f"Mendukung rencana hasil kerja pimpinan, {world.pontianak.budi.name}: {BEFORE}" in sees(who)
        assert AFTER not in sees(who)
        assert sees(who).count(MOVED_ON) == 1
    rewrite(world, budi, pair, BEFORE)
    assert MOVED_ON not in sees("sari")


def test_a_row_that_the_leader_takes_out_stays_what_was_agreed(world, budi, pair, sees):
    agree(world, budi, pair)
    remove(world, budi, pair)
    assert BEFORE in sees("sari")
    assert MOVED_ON in sees("sari")


def test_what_he_took_out_before_is_no_change_since(world, budi, pair, sees):
    remove(world, budi, pair)
    agree(world, budi, pair)
    assert BEFORE in sees("sari")
    assert MOVED_ON not in sees("sari")


def test_the_history_says_what_the_rows_say(world, budi, pair):
    rewrite(world, budi, pair, AFTER)
    agree(world, budi, pair)
    with inside(world, world.pontianak.budi) as session:
        rows = session.exec(select(Rhk).where(Rhk.skp_id == pair.skp.id).order_by(Rhk.position)).all()
        agreement = select(SkpTransition.content).where(SkpTransition.skp_id == pair.skp.id)
        content = session.exec(agreement.where(SkpTransition.action == "setujui")).one()
    budi_id = world.pontianak.budi.id
    assert [(row.served_text, row.served_person_id) for row in rows] == [(AFTER, budi_id), (None, None)]
    assert [(line["serves_text"], line["leader_id"]) for line in content] == [(AFTER, str(budi_id)), (None, None)]
