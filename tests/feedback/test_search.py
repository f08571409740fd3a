"""Services and citizens' messages are found by any form of their words, by whoever may read them and by nobody else."""

from datetime import timedelta

import pytest

from tests.feedback.offering import publish, whole
from tests.feedback.reviewing import appoint
from tests.feedback.searching import compare, leave
from webapp.feedback import masking
from webapp.feedback.review import comments
from webapp.feedback.search.routes import PAGE
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

MESSAGES = "/cari/pesan-warga?q="
SERVICES = "/cari/layanan?q="
NEW = {"nama": "Izin reklame", "uraian": "Untuk papan toko.", "persyaratan": "Fotokopi KTP\nGambar papan"}
TABLES = ("search_word", "search_text", "masked_comment", "rating_comment", "rating")


@pytest.fixture
def empty(sql, no_ratings):
    """Begins with nothing that was said or indexed."""
    for table in TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


def test_a_message_is_found_by_any_form_of_its_words_and_marked(browser, world, empty):
    leave(world, world.pontianak, "Petugasnya melayani dengan sabar", "Parkir sempit")
    page = browser(world.pontianak.sari).get(MESSAGES + "pelayanan petugas")
    assert "<mark>Petugasnya</mark> <mark>melayani</mark> dengan sabar" in page.text and "Parkir" not in page.words
    assert "dibuka dalam pekan" in page.words and "Dinas Kependudukan" in page.words


def test_all_words_must_be_there_and_the_last_may_be_unfinished(browser, world, empty):
    leave(world, world.pontianak, "Antrean loket lama")
    reader = browser(world.pontianak.sari)
    assert "Antrean" in reader.get(MESSAGES + "antre+lok").words
    assert "Tidak ada yang cocok" in reader.get(MESSAGES + "antre+parkir").words
    assert "Tidak ada yang cocok" in reader.get(MESSAGES + "lok+antre").words


def test_the_one_search_shows_messages_and_leads_to_all_of_them(browser, world, empty):
    leave(world, world.pontianak, *(f"Antrean lama sekali nomor {n}" for n in range(8)))
    page = browser(world.pontianak.sari).get("/cari?q=mengantre")
    assert "Pesan warga" in page.words and page.text.count("<mark>Antrean</mark>") == 6
    assert "/pontianak/cari/pesan-warga?q=mengantre" in page.page.links
    assert "Semua hasil: Pesan warga" in page.words


def test_what_an_office_was_not_given_is_found_by_nobody(browser, world, empty):
    leave(world, world.pontianak, "Antrean lama", given=False)
    compare(world, world.pontianak)
    for who in ("sari", "budi", "hana", "oki", "vera"):
        assert "Antrean lama" not in browser(getattr(world.pontianak, who)).get(MESSAGES + "antrean").words


def test_only_masked_words_are_indexed(browser, world, empty, sql):
    leave(world, world.pontianak, "Bu [nama petugas] ramah", original="Bu Kenarisari ramah")
    assert "Tidak ada yang cocok" in browser(world.pontianak.oki).get(MESSAGES + "kenarisari").words
    assert sql("select count(*) from search_word where word like 'kenari%%'") == [(0,)]


def test_words_that_newer_rules_hide_are_forgotten_with_the_masking(world, empty, sql, monkeypatch):
    compare(world, world.pontianak)  # the services
    leave(world, world.pontianak, "Hubungi si Kumbang", original="Hubungi 0812-3456-7890")
    assert sql("select count(*) from search_word where word = 'kumbang'") == [(1,)]
    place = world.pontianak
    monkeypatch.setattr(masking, "VERSION", "uji-2")
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        comments._mask_anew(session, clock.today(place.tenant.timezone))
    assert sql("select count(*) from search_word where word = 'kumbang'") == [(0,)]
    assert compare(world, place) == 0


def test_messages_of_an_office_are_found_by_who_may_read_its_results(browser, world, empty):
    leave(world, world.pontianak, "Antrean di kantor induk")
    leave(world, world.pontianak, "Antrean di kantor selatan", opd=world.pontianak.upt)
    found = browser(world.pontianak.oki).get(MESSAGES + "antrean").words
    assert "induk" in found and "selatan" in found
    narrowed = browser(world.pontianak.oki).get(f"{MESSAGES}antrean&opd={world.pontianak.upt}").words
    assert "selatan" in narrowed and "induk" not in narrowed


def test_who_reads_only_a_part_finds_only_its_messages(browser, world, empty, sql):
    outsider = appoint(world, world.pontianak, "wira", "Wira Utama", "verifikator")
    leave(world, world.pontianak, "Antrean di kantor induk")
    reader = browser(outsider)
    for address in (MESSAGES + "antrean", f"{MESSAGES}antrean&opd={world.pontianak.dinas}", "/cari?q=antrean"):
        assert "kantor induk" not in reader.get(address).words
    assert str(world.pontianak.dinas) not in reader.get(MESSAGES + "antrean").text


def test_the_other_pemda_finds_nothing_of_this_one(browser, world, empty, bureau):
    leave(world, world.pontianak, "Antrean lama sekali")
    bureau.post("/kelola/layanan", NEW | {"nama": "Izin keramaian", "opd": str(world.pontianak.dinas)})
    stranger = browser(world.gorontalo.nur)
    for address in (MESSAGES + "antrean", SERVICES + "keramaian", "/cari?q=antrean", "/cari?q=keramaian"):
        page = stranger.get(address)
        assert page.status == 200 and "Antrean lama" not in page.words and "Izin keramaian" not in page.words
    assert "Tidak ada" in stranger.get(f"{MESSAGES}antrean&opd={world.pontianak.dinas}").words


def test_only_who_has_signed_in_may_search(browser):
    assert browser().get(MESSAGES + "antrean").status == browser().get(SERVICES + "akta").status == 302


def test_messages_are_narrowed_to_the_weeks_in_which_they_were_given(browser, world, empty, monkeypatch):
    leave(world, world.pontianak, "Antrean lama")
    reader, later = browser(world.pontianak.sari), clock.now() + timedelta(weeks=6)
    assert "Antrean lama" in reader.get(MESSAGES + "antrean&masa=4").words
    monkeypatch.setattr(clock, "now", lambda: later)
    reader = browser(world.pontianak.sari)
    assert "Antrean lama" not in reader.get(MESSAGES + "antrean&masa=4").words
    assert "Antrean lama" in reader.get(MESSAGES + "antrean&masa=13").words


def test_long_lists_are_paged_without_losing_any(browser, world, empty):
    leave(world, world.pontianak, *(f"Antrean huruf{chr(97 + n)}" for n in range(PAGE + 3)))
    reader = browser(world.pontianak.sari)
    first, second = reader.get(MESSAGES + "antrean"), reader.get(MESSAGES + "antrean&halaman=2")
    shown = [page.text.count("<mark>Antrean</mark>") for page in (first, second)]
    assert shown == [PAGE, 3] and "Lihat berikutnya" in first.words and "Lihat sebelumnya" in second.words
    assert all(f"huruf{chr(97 + n)}" in first.text + second.text for n in range(PAGE + 3))


def test_a_new_service_is_found_at_once_by_its_text(bureau, world):
    bureau.post("/kelola/layanan", NEW | {"opd": str(world.pontianak.dinas)})
    page = bureau.get(SERVICES + "perizinan")
    assert "<mark>Izin</mark> reklame" in page.text
    assert "<mark>Gambar</mark>" in bureau.get(SERVICES + "bergambar").text
    assert "Izin reklame" in bureau.get("/cari?q=gambar papan").words


def test_a_changed_service_is_found_by_its_new_words_only(bureau, world, sql):
    where = bureau.post("/kelola/layanan", NEW | {"nama": "Izin trayek", "opd": str(world.pontianak.dinas)}).location
    edit = where.split("#")[0] + "/ubah"
    version = bureau.get(edit).page.hidden["versi"]
    changed = NEW | {"nama": "Izin angkutan", "uraian": "Untuk sopir.", "opd": str(world.pontianak.dinas)}
    changed["versi"] = version
    assert bureau.post(edit, changed).status == 303
    assert "Izin angkutan" in bureau.get(SERVICES + "sopirnya").words
    assert "Izin angkutan" not in bureau.get(SERVICES + "trayek").words


def test_a_standard_is_found_when_it_is_in_force_and_not_before(bureau, world):
    place = world.pontianak
    publish(world, place, parts=whole("Menyerahkan pasfoto"))
    assert "Perekaman KTP-el" in bureau.get(SERVICES + "penyerahan+pasfoto").words
    publish(world, place, parts=whole("Membawa saksi"), since=clock.today("Asia/Pontianak") + timedelta(days=3))
    assert "Perekaman KTP-el" not in bureau.get(SERVICES + "saksi").words


def test_a_name_comes_before_a_text(bureau, world):
    place = world.pontianak
    publish(world, place, service=place.other_service, parts=whole("Membawa rekaman"))
    page = bureau.get(SERVICES + "merekam").words
    assert page.index("Perekaman KTP-el") < page.index("Akta kelahiran")


def test_comparing_finds_what_is_missing_wrong_or_too_much_and_mends_it(world, empty, sql):
    leave(world, world.pontianak, "Antrean lama", "Parkir sempit", "Toilet bersih")
    compare(world, world.pontianak)
    assert compare(world, world.pontianak) == 0
    one, two, three = (row[0] for row in sql("select object_id from search_text where kind = 'pesan'"))
    sql("delete from search_word where object_id = %s", one)
    sql("delete from search_text where object_id = %s", one)
    sql("update search_text set fingerprint = sha256('x') where object_id = %s", two)
    sql("update masked_comment set block = null where id = %s", three)
    assert compare(world, world.pontianak) == 3 and compare(world, world.pontianak) == 0
    assert {row[0] for row in sql("select object_id from search_text where kind = 'pesan'")} == {one, two}


@pytest.mark.parametrize(
    "asked, said",
    [
        ("", "Tulis satu kata"),
        ("a", "Tulis paling sedikit dua huruf."),
        ("🙂🙂", "Tulis paling sedikit dua huruf."),
        ("x" * 201, "Terlalu panjang: paling banyak 200 huruf."),
        ("an\x01tre", "Ada tanda tersembunyi"),
        ("\u202eertna", "Ada tanda tersembunyi"),
        ("yang dan", "Kata itu terlalu umum"),
        (" ".join(f"kata{n}" for n in range(13)), "Terlalu banyak kata: paling banyak 12."),
        ("مرحبا بكم", "Tidak ada yang cocok"),
        ("<script>alert(1)</script>", "Tidak ada yang cocok"),
        ("%' or 1=1", "Tidak ada yang cocok"),
    ],
)
def test_odd_questions_get_a_plain_answer(browser, world, asked, said):
    page = browser(world.pontianak.oki).get("/cari/pesan-warga", query_string={"q": asked})
    assert page.status == 200 and said in page.words and "<script>alert" not in page.text
    if asked:
        assert browser(world.pontianak.oki).get("/cari", query_string={"q": asked}).status == 200


ODD_WISHES = ["opd=x", "masa=7", "halaman=0", "halaman=9999999", "halaman=x", "opd=" + "0" * 36, "q=a&q=b"]


@pytest.mark.parametrize("wish", ODD_WISHES)
def test_odd_wishes_are_as_if_they_had_not_been_said(browser, world, wish):
    assert browser(world.pontianak.oki).get(f"/cari/pesan-warga?q=antrean&{wish}").status == 200
    assert browser(world.pontianak.oki).get(f"/cari/layanan?q=akta&{wish}").status == 200


@pytest.mark.parametrize("address, most", [("/cari?q=antrean", 16), (MESSAGES + "antrean", 9), (SERVICES + "akta", 10)])
def test_a_search_asks_the_database_little_however_much_is_found(browser, world, empty, count_queries, address, most):
    leave(world, world.pontianak, *(f"Antrean {n} lama" for n in range(30)))
    reader = browser(world.pontianak.oki)
    with count_queries() as statements:
        assert reader.get(address).status == 200
    assert len(statements) <= most, statements


def test_markup_in_a_message_stays_text(browser, world, empty):
    leave(world, world.pontianak, "<b>Antrean</b> <img src=x> & lama")
    page = browser(world.pontianak.sari).get(MESSAGES + "antrean").text
    assert "&lt;b&gt;<mark>Antrean</mark>&lt;/b&gt; &lt;img src=x&gt; &amp; lama" in page


def test_an_address_with_a_nul_is_none_here_as_everywhere(browser, world):
    assert browser(world.pontianak.oki).get("/cari/pesan-warga", query_string={"q": "an\x00tre"}).status == 404
