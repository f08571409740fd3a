"""What a superior finds in the room: whose SKP stands where, which cards, and what is to come where nothing is."""

import pytest
from sqlmodel import select

from tests.performance.making import NewIndicator, counted_queries, inside, make_card, make_skp, one_rhk
from tests.world import today
from webapp.people.models import Person, Superior


def test_everybody_she_appraises_is_listed_with_the_state_of_this_years_skp(browser, world):
    agreed = make_skp(world, world.pontianak.sari, year=today().year, state="disepakati")
    draft = make_skp(world, world.pontianak.dewi, year=today().year)
    room = browser(world.pontianak.budi).get("/kinerja")
    listed = room.words.partition(f"SKP pegawai tahun {today().year}")[2]
    assert "Sari Wulandari Disepakati" in listed and "Dewi Lestari Belum diajukan" in listed
    assert f"/pontianak/kinerja/skp/{agreed.id}" in room.page.links
    assert f"/pontianak/kinerja/skp/{draft.id}" not in room.page.links


def test_a_draft_and_none_at_all_look_the_same_to_the_superior(browser, world):
    def room() -> str:
        return browser(world.pontianak.tuti).get("/kinerja").words.partition("SKP pegawai tahun")[2]

    before = room()
    make_skp(world, world.pontianak.vera, year=today().year)
    assert room() == before


def test_where_nothing_is_the_room_says_what_will_come(browser, world):
    words = browser(world.gorontalo.yusuf).get("/kinerja").words
    for sentence in ("SKP muncul di sini begitu pegawai mengajukannya kepada Anda.",
                     "Kartu muncul di sini lima hari kerja setelah pegawai sendiri melihatnya.",
                     "SKP yang belum diajukan hanya dapat dibaca oleh pegawainya."):  # fmt: skip
        assert sentence in words


def test_an_elected_head_finds_a_room_of_his_own_kind(browser, world):
    with inside(world, world.gorontalo.yusuf) as session:
        session.get(Person, (session.tenant.id, world.gorontalo.yusuf.id)).kind = "pejabat_negara"
    head = browser(world.gorontalo.yusuf)
    room, home = head.get("/kinerja"), head.get("/beranda")
    assert "Kinerja pegawai" in room.words and "Kinerja saya" not in room.words
    assert "Kartu bukti Anda" not in room.words and "Rahman Mooduto" in room.words
    assert "Yang perlu Anda kerjakan muncul di sini" in home.words
    assert "/gorontalo/hasil" in home.page.links
    with inside(world, world.gorontalo.yusuf) as session:
        session.get(Person, (session.tenant.id, world.gorontalo.yusuf.id)).kind = "pns"


def test_an_elected_head_without_anybody_is_told_whom_to_ask(browser, world):
    with inside(world, world.pontianak.vera) as session:
        session.get(Person, (session.tenant.id, world.pontianak.vera.id)).kind = "pejabat_negara"
    words = browser(world.pontianak.vera).get("/kinerja").words
    assert "Belum ada pegawai yang tercatat sebagai bawahan langsung Anda." in words
    with inside(world, world.pontianak.vera) as session:
        session.get(Person, (session.tenant.id, world.pontianak.vera.id)).kind = "pns"


def test_a_person_finds_every_skp_she_has(browser, world):
    old = make_skp(world, world.pontianak.hana, year=today().year - 3, state="disepakati")
    room = browser(world.pontianak.hana).get("/kinerja")
    assert f"SKP tahun {today().year - 3} Disepakati" in room.words
    assert f"/pontianak/kinerja/skp/{old.id}" in room.page.links
    assert f"SKP tahun {today().year + 1} Belum disusun" in room.words


def test_links_of_the_same_name_tell_each_other_apart(browser, world):
    for own in (True, False):
        make_card(world, world.pontianak.sari, own=own, days_ago=10)
    room = browser(world.pontianak.budi).get("/kinerja")
    assert "Sari Wulandari , kartu bukti untuk: Kepuasan warga atas pelayanan loket" in room.words


def test_the_way_back_from_the_skp_of_another_leads_to_those_she_appraises(browser, world):
    skp = make_skp(world, world.pontianak.sari, state="diajukan")
    assert "/pontianak/kinerja#tim" in browser(world.pontianak.budi).get(f"/kinerja/skp/{skp.id}").page.links
    assert "/pontianak/kinerja" in browser(world.pontianak.sari).get(f"/kinerja/skp/{skp.id}").page.links


def test_one_who_reports_to_nobody_any_more_is_no_longer_listed(browser, world):
    with inside(world, world.pontianak.oki) as session:
        row = session.exec(select(Superior).where(Superior.person_id == world.pontianak.oki.id)).one()
        row.valid_to = row.valid_from
    assert "Oki Saputra" not in browser(world.pontianak.tuti).get("/kinerja").words


@pytest.mark.parametrize("cards", [1, 5])
def test_the_room_of_a_superior_makes_at_most_twelve_queries(browser, world, cards):
    for _ in range(cards):
        make_card(world, world.pontianak.dewi, days_ago=40)
        make_skp(world, world.pontianak.sari, state="diajukan")
    budi = browser(world.pontianak.budi)
    with counted_queries(world) as queries:
        assert budi.get("/kinerja").status == 200
    assert len(queries) <= 12, "\n".join(queries)


@pytest.mark.parametrize("who", ["sari", "budi"])
def test_an_agreed_skp_with_evidence_makes_at_most_twelve_queries(browser, world, who):
    made = make_card(world, world.pontianak.sari, days_ago=40)
    reader = browser(getattr(world.pontianak, who))
    with counted_queries(world) as queries:
        assert "3,42 dari 4" in reader.get(f"/kinerja/skp/{made.skp_id}").words
    assert len(queries) <= 12, "\n".join(queries)


def test_changing_a_bound_indicator_makes_at_most_twelve_queries(browser, world):
    bound = NewIndicator("Kepuasan warga", "3,20", opd_id=world.pontianak.dinas)
    skp, sari = make_skp(world, world.pontianak.sari, one_rhk(bound)), browser(world.pontianak.sari)
    with counted_queries(world) as queries:
        assert sari.get(f"/kinerja/skp/{skp.id}?ubah={skp.indicator_ids[0]}").status == 200
    assert len(queries) <= 12, "\n".join(queries)
