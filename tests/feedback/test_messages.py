"""Citizens' messages: kept, not read by anybody here yet, and both sides are told so."""

from datetime import timedelta

import pytest

from tests.feedback.steps import count, rate, turn
from webapp.platform import clock

pytestmark = pytest.mark.usefixtures("no_ratings")
KEPT = "Pesan disimpan, tetapi belum dibaca petugas atau kantor"
SECRET = "Antre lama, tolong tambah petugas"


@pytest.fixture
def told(app, browser, world, monkeypatch):
    """`told(n)`: n citizens of last week leave a message; it is the Wednesday after."""
    monday = clock.now() - timedelta(days=clock.today("Asia/Pontianak").weekday())

    def leave(n):
        monkeypatch.setattr(clock, "now", lambda: monday)
        for number in range(n):
            visitor = browser()
            answer = rate(visitor, world.pontianak.counter, 2, environ_overrides={"REMOTE_ADDR": f"10.9.{number}.7"})
            code = answer.location.partition("/tanda-terima/")[2].partition("?")[0]
            assert visitor.post(f"/tanda-terima/{code}/komentar", {"komentar": SECRET}).status == 303
        count(app, world.pontianak)
        monkeypatch.setattr(clock, "now", lambda: monday + timedelta(days=9))
        turn(app, world.pontianak)

    return leave


@pytest.fixture
def receipt(browser, world):
    visitor = browser()
    code = rate(visitor, world.pontianak.counter).location.partition("/tanda-terima/")[2].partition("?")[0]
    return visitor, f"/tanda-terima/{code}"


def test_the_form_says_that_nobody_reads_it_yet(receipt):
    visitor, address = receipt
    assert KEPT in visitor.get(address + "?langkah=komentar").words


def test_the_receipt_of_a_message_says_so_too_and_one_without_does_not(receipt):
    visitor, address = receipt
    assert KEPT not in visitor.get(address + "?langkah=selesai").words
    visitor.post(address + "/komentar", {"komentar": SECRET})
    words = visitor.get(address + "?langkah=selesai").words
    assert KEPT in words and SECRET in words


def test_an_office_learns_how_many_messages_were_kept_and_why_it_cannot_read_them(browser, world, told):
    told(6)
    words = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    assert "6 pesan disimpan dari warga yang dilayani" in words and "Belum dapat dibaca" in words
    assert SECRET not in words


def test_fewer_than_five_are_not_counted_out(browser, world, told):
    told(4)
    words = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    assert "Kurang dari lima pesan disimpan" in words and "4 pesan" not in words


def test_a_week_that_is_not_over_is_not_told(browser, world, told, monkeypatch):
    told(6)
    week_before = clock.now() - timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: week_before)
    assert "Kurang dari lima pesan disimpan" in browser(world.pontianak.sari).get("/hasil/disdukcapil").words


def test_no_page_of_the_staff_shows_a_message(browser, world, told):
    told(6)
    for name in ("sari", "budi", "hana", "oki", "vera"):
        reader = browser(getattr(world.pontianak, name))
        for address in ("/beranda", "/hasil", "/hasil/disdukcapil", "/kinerja"):
            assert SECRET not in reader.get(address).words
