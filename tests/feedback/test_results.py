"""Results as citizens and staff see them: what they say, to whom, in how many queries, at what weight."""

import json
import re
from urllib.parse import unquote

import pytest

from tests.client import Browser
from tests.feedback.steps import count, rate_many, turn
from webapp.feedback.publication import routes
from webapp.feedback.publication.cards import held_reasons
from webapp.feedback.services.models import ServicePoint

MOST_QUERIES = 21


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


def test_the_parts_of_an_office_stand_below_it_and_say_so(browser):
    page = browser().get("/transparansi")
    assert re.search(r'class="level-0"><a href="/pontianak/transparansi/disdukcapil"', page.text)
    assert re.search(r'class="level-1"><a href="/pontianak/transparansi/upt-selatan"', page.text)
    assert "UPT Dukcapil Selatan bagian dari Dinas Kependudukan dan Pencatatan Sipil" in page.words


def test_an_office_names_the_one_above_it_and_lists_its_parts(browser):
    dinas, upt = browser().get("/transparansi/disdukcapil"), browser().get("/transparansi/upt-selatan")
    assert "Kantor di bawahnya" in dinas.words and "/pontianak/transparansi/upt-selatan" in dinas.page.links
    assert "Bagian dari Dinas Kependudukan" in upt.words and "Kantor di bawahnya" not in upt.words
    assert "/pontianak/transparansi/disdukcapil" in upt.page.links


@pytest.mark.parametrize("address", ["/", "/transparansi", "/transparansi/disdukcapil"])
def test_a_period_that_all_share_is_said_once(browser, address):
    page = browser().get(address)
    assert len(re.findall(r"\d+ \w+ \d{4} sampai \d+ \w+ \d{4}", page.words)) == 1


def test_the_plain_average_stands_beside_the_weighted_score(browser):
    words = browser().get("/transparansi/disdukcapil").words
    assert "Rata-rata biasa 2,96 dari 4" in words and re.search(r"setara \d+ penilaian penuh", words)


def test_the_range_says_how_likely_it_is_in_plain_words(browser):
    words = browser().get("/transparansi/disdukcapil").words
    assert re.search(r"rentang \d,\d\d–\d,\d\d. Apa arti rentang ini\?", words)
    assert words.count("tepat 8 dari 10 kali") == 1


def test_what_is_left_out_and_what_weighs_less_are_told_apart_in_plain_words(browser, sql):
    held = '{"perangkat_sama": 3, "same_network": 7, "day_burst": 2}'
    before = sql("select opd_id, held from unit_score")
    sql("update unit_score set held = %s::jsonb", held)
    words = browser().get("/transparansi/disdukcapil").words
    for opd_id, was in before:
        sql("update unit_score set held = %s::jsonb where opd_id = %s", json.dumps(was), opd_id)
    left_out, lighter = words.split("Tidak ikut dihitung")[1].split("Dihitung lebih ringan")
    assert "Ponsel atau perangkat yang sama menilai lebih dari satu kali 3 penilaian" in left_out
    assert "Banyak penilaian dari satu jaringan internet berkurang setara 7 penilaian" in lighter
    assert "Terlalu banyak penilaian pada satu hari berkurang setara 2 penilaian" in lighter


def test_reasons_that_read_the_same_are_one_line(app):
    with app.test_request_context("/"):
        told = held_reasons([("perangkat_sama", 2), ("same_device", 3), ("staf_unit", 1)])
    assert [one["count"] for one in told] == [5, 1]


QUERIES = {"/": 6, "/transparansi": 13, "/transparansi/disdukcapil": 14, "/layanan/ktp-el": 9, "/layanan/akta": 10}


@pytest.mark.parametrize("address, most", QUERIES.items(), ids=QUERIES)
def test_a_public_page_makes_this_many_queries(browser, count_queries, address, most):
    browser().get(address)
    with count_queries() as statements:
        assert browser().get(address).status == 200
    assert 0 < len(statements) <= most <= MOST_QUERIES, statements


STAFF_QUERIES = {"/hasil": 10, "/hasil/disdukcapil": 21, "/hasil/upt-selatan": 21}


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


def test_a_week_tells_how_many_were_received_and_nothing_of_what_they_said(browser, world):
    words = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    table = words[words.index("Jumlah penilaian tiap pekan") :].split("Cara menghitung")[0]
    assert "Pekan mulai" in table and "27" in table and "," not in table


def test_a_service_page_names_its_counters_and_the_offices_result(browser, world):
    page = browser().get("/layanan/ktp-el")
    assert f"/pontianak/n/{world.pontianak.counter}" in page.page.links
    assert "dari 4" in page.words


def test_counters_of_the_same_name_are_told_apart_by_office_and_address(browser, inside, world):
    with inside(world.pontianak) as session:
        same = {"service_id": world.pontianak.service, "name": "Loket 1", "address": "Jalan Selatan 7"}
        session.add(ServicePoint(code="selatan1", opd_id=world.pontianak.upt, **same))
    words = browser().get("/layanan/ktp-el").words
    assert "Nilai Loket 1 Dinas Kependudukan dan Pencatatan Sipil Jalan Letjen Sutoyo · kode loket1" in words
    assert "Nilai Loket 1 UPT Dukcapil Selatan Jalan Selatan 7 · kode selatan1" in words


def test_a_service_page_names_the_office_whose_score_it_shows(browser):
    words = browser().get("/layanan/ktp-el").words
    assert "Bagaimana warga menilai Dinas Kependudukan dan Pencatatan Sipil?" in words


def test_a_closed_counter_says_why_and_leads_to_the_open_one(browser, world):
    page = browser().get("/layanan/akta")
    assert "Loket 9 Tutup" in page.words and "Loket 9 pindah ke lantai dasar." in page.words
    assert f"/pontianak/n/{world.pontianak.counter}" in page.page.links
    assert f"/pontianak/n/{world.pontianak.closed}" not in page.page.links
    assert "Dilayani di Loket 1? Nilai Loket 1" in page.words and "Pindah ke" not in page.words


def test_the_way_out_of_a_closed_counter_says_that_it_rates_the_other_one(browser, world):
    page = browser().get(f"/n/{world.pontianak.closed}")
    assert "Sudah dilayani di Loket 1?" in page.words and "bukan penilaian untuk Loket 9" in page.words
    assert "Nilai Loket 1" in page.words and "Buka Loket 1" not in page.words


def test_who_can_compute_a_number_again_is_told_without_promising_data_that_is_not_there(browser):
    words = browser().get("/transparansi/disdukcapil").words
    assert "Siapa pun" not in words
    assert "Data harian tidak diumumkan" in words and "pemegang data, misalnya inspektorat" in words


def test_staff_of_one_office_are_led_to_the_public_results_of_all(browser, world):
    sari, hana = browser(world.pontianak.sari), browser(world.pontianak.hana)
    assert "/pontianak/transparansi" in sari.get("/hasil").page.links
    assert "Hasil kantor Anda" in sari.get("/hasil/disdukcapil").words
    assert "Semua kantor" not in sari.get("/hasil/disdukcapil").words
    assert "Semua kantor" in hana.get("/hasil/disdukcapil").words
    assert "terbuka untuk umum" not in hana.get("/hasil").words


def test_a_list_of_one_office_does_not_speak_of_an_order(browser, world, monkeypatch):
    sari = browser(world.pontianak.sari)
    assert "Menurut abjad" in sari.get("/hasil").words
    monkeypatch.setattr(routes, "visible_opds", lambda _tree: {world.pontianak.upt})
    words = sari.get("/hasil").words
    assert "Menurut abjad" not in words and "Pilih nama kantor untuk melihat rinciannya." in words


def test_the_front_page_tells_how_to_reach_the_pemda(browser):
    page = browser().get("/")
    assert "Telepon 0561-000000" in page.words and "tel:0561-000000" in page.page.links


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
