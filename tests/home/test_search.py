"""One search for pages, people, services and offices; each finds what he may open."""

import pytest

from webapp.home import navigation
from webapp.home.sought import INSIDE, WORDS, pages
from webapp.people.published import person_card
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


def load_card(app, someone):
    with serving(someone.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return person_card(session, someone.id, clock.today(someone.tenant.timezone))


@pytest.mark.parametrize(
    "words, found",
    [
        ("sari", "Sari Wulandari"),
        ("wulan sar", "Sari Wulandari"),
        ("ktp", "Perekaman KTP-el"),
        ("upt sel", "UPT Dukcapil Selatan"),
        ("disduk", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("kinerja", "Kinerja saya"),
    ],
)
def test_beginnings_of_words_find_people_services_offices_and_pages(browser, world, words, found):
    assert found in browser(world.pontianak.budi).get(f"/cari?q={words}").words


def test_the_pages_inside_the_settings_are_found_by_those_who_keep_them(browser, world):
    assert "Kalender" in browser(world.pontianak.hana).get("/cari?q=libur").words
    assert "Tidak ada yang cocok" in browser(world.pontianak.budi).get("/cari?q=libur").words


@pytest.mark.parametrize(
    "words, found",
    [
        ("kuesioner", "Kuesioner survei"),
        ("tablet", "Perangkat"),
        ("standar", "Layanan dan loket"),
        ("undangan", "Undangan menilai"),
        ("pengaduan", "Angka laporan"),
        ("sandi", "Ganti kata sandi"),
    ],
)
def test_rooms_are_found_by_other_words_too(browser, world, words, found):
    assert found in browser(world.pontianak.oki).get(f"/cari?q={words}").words


def test_the_words_of_rooms_lead_only_where_the_reader_may_go(app, browser, world):
    assert "Perangkat" not in browser(world.pontianak.sari).get("/cari?q=tablet").words
    for name in ("sari", "oki", "hana", "vera", "budi"):
        reader = getattr(world.pontianak, name)
        card = load_card(app, reader)
        with app.test_request_context("/pontianak/"), serving(world.pontianak.tenant):
            found = pages(card)
        assert len({each["url"] for each in found}) == len(found) > 6
        visitor = browser(reader)
        opened = {each["url"]: visitor.get(each["url"]).status for each in found}
        assert {url: status for url, status in opened.items() if status != 200} == {}


def test_every_room_of_the_menu_has_other_words(app):
    rooms = {each.endpoint for each in (*navigation.PLACES, *navigation.MANAGED)}
    assert rooms - set(WORDS) == {"home.show"} and set(WORDS) - rooms <= set(INSIDE)


def test_the_middle_of_a_word_finds_nothing(browser, world):
    assert "Tidak ada yang cocok" in browser(world.pontianak.budi).get("/cari?q=rekaman").words


def test_what_belongs_to_another_pemda_is_not_found(browser, world):
    answer = browser(world.gorontalo.rahman).get("/cari?q=sari")
    assert "Sari Wulandari" not in answer.words and "Tidak ada yang cocok" in answer.words


def test_each_thing_found_can_be_opened(browser, world):
    reader = browser(world.pontianak.budi)
    links = []
    for words in ("sari", "perekaman", "dinas", "hasil"):
        found = reader.get(f"/cari?q={words}", headers={"HX-Request": "true"})
        assert "<html" not in found.text
        links += found.page.links
    assert len(links) >= 4
    assert [link for link in links if reader.get(link).status != 200] == []


@pytest.mark.parametrize("words", ["", "a", "%", "\\", "x" * 500, "' or 1=1", "<script>"])
def test_odd_words_find_nothing_and_harm_nothing(browser, world, words):
    answer = browser(world.pontianak.budi).get("/cari", query_string={"q": words})
    assert answer.status == 200 and "Sari" not in answer.words


def test_only_who_has_signed_in_may_search(browser, world):
    assert browser().get("/cari?q=sari").status == 302
