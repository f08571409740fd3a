"""The room /kinerja and what it tells the staff's home."""

from datetime import timedelta

import pytest

from tests.performance.making import counted_queries, inside, make_card, make_skp
from tests.world import today
from webapp.people.models import Person
from webapp.people.published import person_card
from webapp.performance import published
from webapp.performance.plans.domain import ask_clarification, submit
from webapp.performance.plans.models import Skp
from webapp.platform import clock


def waiting(world, app, who):
    with app.test_request_context("/"), inside(world, who) as session:
        return {each.kind: each for each in published.waiting_for(session, who.id, today())}


def test_a_visitor_is_asked_to_sign_in(browser, world):
    answer = browser().get("/kinerja")
    assert answer.status == 302
    assert "/masuk" in answer.location


def test_without_an_skp_the_room_explains_and_offers_one(browser, world):
    words = browser(world.gorontalo.rahman).get("/kinerja").words
    assert "Sasaran Kinerja Pegawai" in words
    assert f"Susun SKP {today().year}" in words
    assert "Tidak punya kartu bukanlah nilai buruk" in words
    assert "Menunggu Anda sebagai pejabat penilai" not in words


def test_next_year_can_be_looked_at_and_a_far_one_falls_back(browser, world):
    rahman = browser(world.gorontalo.rahman)
    assert f"Susun SKP {today().year + 1}" in rahman.get(f"/kinerja?tahun={today().year + 1}").words
    assert f"Susun SKP {today().year}" in rahman.get("/kinerja?tahun=1999").words


def test_home_is_told_what_waits(world, app):
    sari, budi = world.pontianak.sari, world.pontianak.budi
    assert set(waiting(world, app, sari)) == {"skp_to_start"}
    skp = make_skp(world, sari, year=today().year)
    assert waiting(world, app, sari)["skp_to_submit"].id == skp.id
    with inside(world, sari) as session:
        row, owner = session.get(Skp, (sari.tenant.id, skp.id)), person_card(session, sari.id, today())
        submit(session, row, version=row.version, owner=owner, at=clock.now())
    assert set(waiting(world, app, sari)) == set()
    with inside(world, budi) as session:
        row = session.get(Skp, (sari.tenant.id, skp.id))
        comments = {skp.rhk_ids[0]: "Mengapa?"}
        ask_clarification(session, row, version=row.version, by=budi.id, at=clock.now(), comments=comments)
    assert waiting(world, app, sari)["skp_to_clarify"].id == skp.id
    submitted = make_skp(world, world.pontianak.dewi, state="diajukan")
    assert waiting(world, app, budi)["skp_to_agree"].id == submitted.id
    new = make_card(world, sari)
    assert waiting(world, app, sari)["card_new"].id == new.id
    assert "cards_to_look_at" not in waiting(world, app, budi)
    visible = make_card(world, sari, days_ago=10)
    task = waiting(world, app, budi)["cards_to_look_at"]
    assert (task.id, task.count) == (visible.id, 1)
    assert task.url.endswith(f"/kinerja/bukti/{visible.id}")


def test_the_home_page_shows_it(browser, world):
    assert "kartu bukti baru dari pegawai Anda" in browser(world.pontianak.budi).get("/beranda").words


@pytest.mark.parametrize("cards", [1, 4])
def test_the_room_makes_as_few_queries_for_many_cards_as_for_one(browser, world, cards):
    for _ in range(cards):
        make_card(world, world.pontianak.sari, days_ago=40)
        make_skp(world, world.pontianak.dewi, state="diajukan")
    for who in (world.pontianak.sari, world.pontianak.budi):
        reader = browser(who)
        with counted_queries(world) as queries:
            assert reader.get("/kinerja").status == 200
        assert len(queries) <= 10, "\n".join(queries)


def test_what_is_asked_for_home_costs_six_queries(world, app):
    who = world.pontianak.budi
    with app.test_request_context("/"), inside(world, who) as session, counted_queries(world) as queries:
        published.waiting_for(session, who.id, today() + timedelta(days=1))
    assert len(queries) <= 6, "\n".join(queries)


def test_an_elected_head_of_region_is_not_asked_for_an_skp(browser, world):
    with inside(world, world.pontianak.tuti) as session:
        session.get(Person, (session.tenant.id, world.pontianak.tuti.id)).kind = "pejabat_negara"
    head = browser(world.pontianak.tuti)
    assert "Susun SKP" not in head.get("/kinerja").words
    assert "belum menyusun SKP" not in head.get("/beranda").words
    refused = head.post("/kinerja/skp", {"tahun": today().year})
    assert refused.status == 409
    assert "tidak menyusun SKP" in refused.words
