"""Results as citizens and staff see them: what they say, to whom, in how many queries, at what weight."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.client import Browser
from tests.feedback.steps import count, rate_many, turn
from webapp.platform import clock

MOST_QUERIES = 12


@pytest.fixture(scope="module", autouse=True)
def rated(app, world):
    """Twenty ratings for the counter, six for the kiosk of the UPT."""

    def visitor(tenant=None):
        return Browser(app, tenant or world.pontianak.tenant)

    rate_many(visitor, world.pontianak.counter, [4, 3, 2, 4] * 5)
    rate_many(visitor, world.pontianak.kiosk, [2] * 6, first=30)
    count(app, world.pontianak)
    turn(app, world.pontianak)


def test_the_list_is_by_name_and_no_ranking(browser):
    page = browser().get("/transparansi")
    assert page.words.index("Dinas Kependudukan") < page.words.index("UPT Dukcapil")
    assert "peringkat" not in page.words.lower() and "terbaik" not in page.words.lower()


QUERIES = {"/": 5, "/transparansi": 3, "/transparansi/disdukcapil": 3, "/layanan/ktp-el": 6}


@pytest.mark.parametrize("address, most", QUERIES.items(), ids=QUERIES)
def test_a_public_page_makes_this_many_queries(browser, count_queries, address, most):
    browser().get(address)
    with count_queries() as statements:
        assert browser().get(address).status == 200
    assert 0 < len(statements) <= most <= MOST_QUERIES, statements


STAFF_QUERIES = {"/hasil": 9, "/hasil/disdukcapil": 12, "/hasil/upt-selatan": 12}


@pytest.mark.parametrize("address, most", STAFF_QUERIES.items(), ids=STAFF_QUERIES)
def test_a_page_of_the_staff_makes_this_many_queries(browser, world, count_queries, address, most):
    sari = browser(world.pontianak.sari)
    with count_queries() as statements:
        assert sari.get(address).status == 200
    assert 0 < len(statements) <= most <= MOST_QUERIES, "\n".join(statements)


def test_the_portal_weighs_at_most_forty_kilobytes_in_four_requests(browser):
    visitor = browser()
    page = visitor.client.get("/pontianak/", headers={"Accept-Encoding": "gzip"})
    addresses = [link for link in visitor.get("/").page.resources if not link.startswith("data:")]
    files = [visitor.client.get(address, headers={"Accept-Encoding": "gzip"}) for address in addresses]
    assert {file.status_code for file in files} == {200}
    assert 1 + len(files) <= 4
    assert len(page.data) + sum(len(file.data) for file in files) <= 40 * 1024


@pytest.mark.parametrize("address", ["/", "/transparansi", "/transparansi/disdukcapil", "/layanan/ktp-el"])
def test_a_public_page_may_be_kept_a_moment_and_sets_no_cookie(browser, address):
    answer = browser().get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=30" and answer.cookies == []


def test_staff_see_their_own_unit_and_what_is_under_it(browser, world):
    sari = browser(world.pontianak.sari)
    assert sari.get("/hasil/disdukcapil").status == 200 and sari.get("/hasil/upt-selatan").status == 200


def test_staff_of_one_unit_do_not_see_another(browser, world, sql):
    sql(
        "insert into opd (tenant_id, id, slug, name, short_name, kind) "
        "values (%s, gen_random_uuid(), 'dishub', 'Dinas Perhubungan', 'Dishub', 'dinas')",
        world.pontianak.tenant.id,
    )
    assert browser(world.pontianak.sari).get("/hasil/dishub").status == 404
    assert browser(world.pontianak.sari).get("/hasil/dishub").text == browser(world.pontianak.sari).get(
        "/hasil/tidakada"
    ).text.replace("tidakada", "dishub")
    assert browser(world.pontianak.hana).get("/hasil/dishub").status == 200


def test_the_received_number_is_alive_and_the_score_is_not(app, browser, world):
    sari = browser(world.pontianak.sari)
    before = sari.get("/hasil/disdukcapil").words
    assert "26 penilaian" in before
    rate_many(browser, world.pontianak.counter, [1], first=60)
    count(app, world.pontianak)
    after = sari.get("/hasil/disdukcapil").words
    assert "27 penilaian" in after and _score(after) == _score(before)


def _score(words: str) -> str:
    return words[words.index("Nilai kantor ini") :].split("Jawaban warga")[0]


def test_the_running_week_shows_no_mean_that_moves_with_each_answer(browser, world):
    page = browser(world.pontianak.sari).get("/hasil/disdukcapil")
    assert "Pekan ini belum selesai" in page.words


def test_a_week_that_is_over_shows_its_mean(browser, world, monkeypatch):
    then = clock.now() + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: then)
    page = browser(world.pontianak.hana).get("/hasil/upt-selatan")
    assert "Pekan ini belum selesai" not in page.words and "2,00" in page.words


def test_a_service_page_names_its_counters_and_the_offices_result(browser, world):
    page = browser().get("/layanan/ktp-el")
    assert f"/pontianak/n/{world.pontianak.counter}" in page.page.links
    assert "dari 4" in page.words


def test_a_service_that_is_closed_says_why_and_where_to_go(browser, world, sql):
    sql(
        "update service set closed_on = current_date, closed_note = 'Pindah ke kecamatan.', alternative_id = %s "
        "where id = %s",
        world.pontianak.service,
        world.pontianak.other_service,
    )
    page = browser().get("/layanan/akta")
    assert "Layanan ini sedang tutup" in page.words and "Pindah ke kecamatan." in page.words
    assert "/pontianak/layanan/ktp-el" in page.page.links


@pytest.mark.parametrize(
    "address", ["/layanan/x", "/layanan/%00", "/transparansi/x", "/transparansi/%00", "/layanan/" + "a" * 999]
)
def test_what_is_not_there_is_not_found(browser, address):
    assert browser().get(address).status == 404


@pytest.mark.parametrize("address", ["/hasil", "/hasil/disdukcapil"])
def test_a_visitor_is_asked_to_sign_in_and_brought_back(browser, address):
    answer = browser().get(address)
    assert answer.status == 302 and unquote(answer.location) == f"/pontianak/masuk?next={address}"


def test_in_english_the_numbers_are_written_the_english_way(browser):
    page = browser().get("/transparansi/disdukcapil?bahasa=en")
    assert page.page.language == "en" and re.search(r"\d\.\d\d out of 4|\d\.\d\d of 4", page.words), page.words[:900]
