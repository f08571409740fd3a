"""Whoever is signed in stays among the staff's pages when something is not there; a citizen stays a citizen."""

import pytest
import sqlalchemy as sa

from tests.people.test_sign_in import attempt
from webapp.people.rules import FREE_TRIES
from webapp.platform import clock
from webapp.platform.access import STAFF

SIDE = 'class="side"'


@pytest.fixture(autouse=True)
def no_failures_yet(sql):
    sql("delete from sign_in_failure")


@pytest.mark.parametrize(
    "path", ["/kinerja/tiada", "/hasil/tiada", "/kinerja/skp/00000000-0000-0000-0000-000000000000", "/apa-saja"]
)
def test_what_is_not_there_is_told_in_the_staffs_frame_with_a_way_back(browser, world, path):
    answer = browser(world.pontianak.sari).get(path)
    assert answer.status == 404 and SIDE in answer.text and "Sari Wulandari" in answer.words
    assert "Kembali ke beranda" in answer.words and "/pontianak/beranda" in answer.page.links
    assert "stiker loket" not in answer.words


@pytest.mark.parametrize("method, path, status", [("get", "/keluar", 405), ("post", "/kinerja/skp", 422)])
def test_so_is_what_she_may_not_or_did_wrongly(browser, world, method, path, status):
    answer = getattr(browser(world.pontianak.sari), method)(path)
    assert answer.status == status and SIDE in answer.text and "Kembali ke beranda" in answer.words


@pytest.mark.parametrize(
    "path, page",
    [
        ("/tanda-terima/0000000000/komentar", "/pontianak/tanda-terima/0000000000"),
        ("/kinerja/skp", "/pontianak/kinerja"),
        ("/kelola/pegawai/unduhan", "/pontianak/kelola/pegawai"),
        ("//evil.example/kinerja/skp", None),
        ("/kinerja/skp?lanjut=https://evil.example", "/pontianak/kinerja"),
    ],
)
def test_an_address_that_only_takes_forms_leads_to_the_page_above_it(browser, world, path, page):
    for visitor in (browser(world.pontianak.sari), browser()):
        answer = visitor.client.get(f"/pontianak{path}", base_url="http://localhost")
        assert (answer.status_code, answer.headers.get("Location")) == ((303, page) if page else (404, None))


def test_so_is_what_her_role_does_not_open(app, browser, world):
    view = app.view_functions["publication.list_results"]
    before, view.open_to = view.open_to, frozenset({"kepala"})
    answer = browser(world.pontianak.sari).get("/hasil")
    view.open_to = before
    assert answer.status == 403 and SIDE in answer.text
    assert "Lanjutkan dari beranda." in answer.words and "/pontianak/beranda" in answer.page.links


def test_the_two_kinds_of_not_there_are_the_same_page(browser, world):
    sari, theirs = browser(world.pontianak.sari), browser(world.pontianak.budi)
    skp = theirs.post("/kinerja/skp", {"tahun": clock.today("Asia/Pontianak").year}).location
    unknown = "/kinerja/skp/00000000-0000-0000-0000-000000000000"
    bare = [sari.get(path).text.replace(path.partition("#")[0], "?") for path in (skp, f"/pontianak{unknown}")]
    assert bare[0] == bare[1]


@pytest.mark.parametrize("path", ["/n/tidakada", "/layanan/tiada", "/transparansi/tiada"])
def test_a_public_page_that_is_not_there_stays_public_for_everybody(browser, world, path):
    for visitor in (browser(), browser(world.pontianak.sari)):
        answer = visitor.get(path)
        assert answer.status == 404 and SIDE not in answer.text and "Buka halaman depan" in answer.words


def test_a_visitor_sees_nothing_of_the_staffs_frame(browser):
    assert SIDE not in browser().get("/apa-saja").text


def test_a_failure_of_ours_is_told_in_the_frame_that_asks_the_database_nothing(app, browser, world, monkeypatch):
    def away():
        raise sa.exc.OperationalError("select 1", {}, Exception("away"))

    away.open_to = frozenset({STAFF})
    sari = browser(world.pontianak.sari)
    monkeypatch.setitem(app.view_functions, "publication.list_results", away)
    answer = sari.get("/hasil")
    assert answer.status == 503 and SIDE not in answer.text


def test_a_wrong_password_says_what_to_do_and_promises_no_entries(browser, world):
    answer = attempt(browser(), world.pontianak.sari.account)
    assert answer.status == 422
    assert "Anda belum masuk" in answer.words and "tulis lagi kata sandi" in answer.words
    assert "tidak hilang" not in answer.words and "tersimpan" not in answer.words


def test_an_empty_form_names_and_links_its_fields(browser):
    answer = browser().post("/masuk", {})
    assert '<a href="#nama">Nama pengguna: Isian ini wajib diisi.</a>' in answer.text
    assert '<a href="#sandi">Kata sandi: Isian ini wajib diisi.</a>' in answer.text
    assert "tidak hilang" not in answer.words


def test_too_many_tries_say_how_long_and_that_the_right_password_may_wait_too(browser, world):
    for _ in range(FREE_TRIES):
        attempt(browser(), world.pontianak.sari.account)
    answer = attempt(browser(), world.pontianak.sari.account)
    assert answer.status == 429
    assert "Tunggu 15 menit, lalu coba lagi." in answer.words and "terkunci" not in answer.words
    assert "kata sandi yang benar pun mungkin belum diterima dari tempat ini" in answer.words
    assert "Ada yang perlu diperbaiki" not in answer.words and "tidak hilang" not in answer.words
