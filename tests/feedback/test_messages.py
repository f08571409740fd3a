"""Citizens' messages: kept, masked, given to the office in blocks; criticism of somebody by name to a verifikator."""

from datetime import timedelta

import pytest

from tests.feedback.reviewing import appoint
from tests.feedback.steps import count, rate, turn
from webapp.feedback import masking
from webapp.platform import clock

pytestmark = pytest.mark.usefixtures("no_ratings")
KEPT = "Pesan disimpan, tetapi belum dibaca petugas atau kantor"
SECRET = "Antre lama, tolong tambah petugas"


@pytest.fixture
def told(app, browser, world, monkeypatch):
    """`told(n)`: n citizens of last week leave a message; it is the Wednesday after."""
    monday = clock.now() - timedelta(days=clock.today("Asia/Pontianak").weekday())

    def leave(n, text=SECRET):
        monkeypatch.setattr(clock, "now", lambda: monday)
        for number in range(n):
            visitor = browser()
            answer = rate(visitor, world.pontianak.counter, 2, environ_overrides={"REMOTE_ADDR": f"10.9.{number}.7"})
            code = answer.location.partition("/tanda-terima/")[2].partition("?")[0]
            assert visitor.post(f"/tanda-terima/{code}/komentar", {"komentar": text}).status == 303
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


def test_an_office_reads_the_messages_of_a_week_that_is_over(browser, world, told):
    told(6)
    words = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    assert "6 pesan disimpan dari warga yang dilayani" in words and words.count(SECRET) == 6


def test_what_is_personal_is_hidden_from_the_office(browser, world, told):
    told(5, "Terima kasih, hubungi saya 0812-3456-7890. Biayanya Rp50.000.")
    page = browser(world.pontianak.sari).get("/hasil/disdukcapil")
    assert "0812-3456" not in page.text and "Rp50.000" in page.words and "[nomor telepon]" in page.words


def test_criticism_of_a_named_officer_goes_to_a_neutral_verifikator_who_leaves_a_trace(browser, world, told, sql):
    wira = appoint(world, world.pontianak, "wira", "Wira Utama", "verifikator")
    told(6, "Bu Dewi Lestari membentak ibu saya.")
    assert "membentak" not in browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    reader = browser(wira)
    listed = reader.get("/kelola/tinjauan/pesan")
    assert "Bu [nama petugas] membentak" in listed.words and "Dewi" not in listed.words
    message = sql("select id from masked_comment order by id")[0][0]
    where = f"/kelola/tinjauan/pesan/{message}"
    for _ in range(2):
        assert "Bu Dewi Lestari membentak ibu saya." in reader.get(where).words
    read = sql("select count(*) from audit_event where action = 'pesan:asli-dibaca' and object_id = %s", message)
    assert read == [(2,)]
    assert browser(world.pontianak.vera).get(where).status == 404  # of the office that is meant
    assert browser(world.pontianak.oki).get(where).status == 403
    stranger = appoint(world, world.gorontalo, "wati", "Wati Asing", "verifikator")
    assert browser(stranger).get(where).status == 404


def test_what_a_verifikator_passes_on_reaches_the_office_masked_and_in_company(app, browser, world, told, sql):
    wira = appoint(world, world.pontianak, "wira", "Wira Utama", "verifikator")
    told(6, "Bu Dewi Lestari membentak ibu saya.")
    reader = browser(wira)
    messages = [row[0] for row in sql("select id from masked_comment where route = 'verifikator' order by id")]
    for number, message in enumerate(messages, start=1):
        where = f"/kelola/tinjauan/pesan/{message}/teruskan"
        assert browser(world.pontianak.vera).post(where).status == 404
        assert reader.post(where).status == 303 and reader.post(where).status == 404
        turn(app, world.pontianak)
        seen = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
        assert ("Bu [nama petugas] membentak ibu saya." in seen) == (number >= 5)
        assert "Dewi Lestari membentak" not in seen
    assert sql("select count(*) from audit_event where action = 'pesan:diteruskan'") == [(len(messages),)]


def test_a_message_that_comes_after_its_week_is_not_told(app, browser, world, told, sql):
    told(5)
    sql("delete from masked_comment where comment_id = (select min(id::text)::uuid from rating_comment)")
    turn(app, world.pontianak)  # the one without a masked text stands for one that was written later
    assert sql("select count(*) from masked_comment") == [(4,)]


def test_newer_rules_mask_the_original_anew(app, world, told, sql, monkeypatch):
    told(5)
    monkeypatch.setattr(masking, "VERSION", "2026-2")
    turn(app, world.pontianak)
    assert sql("select distinct version, text from masked_comment") == [("2026-2", SECRET)]


def test_fewer_than_five_are_not_counted_out(browser, world, told):
    told(4)
    words = browser(world.pontianak.sari).get("/hasil/disdukcapil").words
    assert "Kurang dari lima pesan disimpan" in words and "4 pesan" not in words


def test_a_week_that_is_not_over_is_not_told(browser, world, told, monkeypatch):
    told(6)
    week_before = clock.now() - timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: week_before)
    assert "Kurang dari lima pesan disimpan" in browser(world.pontianak.sari).get("/hasil/disdukcapil").words


def test_fewer_than_five_are_read_by_nobody(browser, world, told):
    told(4)
    for name in ("sari", "budi", "hana", "oki", "vera"):
        reader = browser(getattr(world.pontianak, name))
        for address in ("/beranda", "/hasil", "/hasil/disdukcapil", "/kinerja"):
            assert SECRET not in reader.get(address).words
