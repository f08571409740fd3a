"""The citizens' pages of complaints: a report, its code, the conversation, files, the verdict, the public list."""

import re

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import FORM, SENT, answered, case_of, published, reported, send
from tests.feedback.steps import rate
from webapp.feedback.ratings.tries import Tries

INVENTED = "7k3qxhy2777k3qxhy2777k3qxa"


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def test_a_report_without_account_gets_a_code_in_groups_and_a_qr(citizen, sql):
    answer = send(citizen)
    page = citizen.follow(answer)
    code = answer.location.split("/")[-2]
    assert re.search(r"([0-9A-Z]{5}-){2}([0-9A-Z]{4}-){3}[0-9A-Z]{4}", page.words) and len(code) == 26
    assert code.upper()[:5] in page.words and "no-store" in page.headers["Cache-Control"]
    picture_ = citizen.get(f"/pengaduan/{code}/qr")
    assert picture_.response.mimetype == "image/svg+xml"
    stored = sql("select complaint::text from complaint")[0][0]
    assert code not in stored and citizen.get(f"/pengaduan/{code}").status == 200


def test_the_same_form_sent_twice_is_one_report(citizen, sql):
    key = citizen.get(FORM).page.hidden["kunci"]
    first, second = send(citizen, kunci=key), send(citizen, kunci=key, judul="Judul yang lain")
    assert first.location == second.location and sql("select count(*) from complaint") == [(1,)]


def test_nothing_typed_is_lost_on_an_error(citizen, sql):
    answer = send(citizen, surel="bukan surel", judul="abc", nama="Ibu Ani")
    assert answer.status == 422 and "Tulis alamat surel yang lengkap" in answer.words
    assert SENT["isi"] in answer.text and "Ibu Ani" in answer.text and "Terlalu pendek" in answer.words
    assert sql("select count(*) from complaint") == [(0,)]


BAD = {
    "too long": {"isi": "a" * 4001}, "too short": {"isi": "pendek"}, "no kind": {"jenis": "lain"},
    "no such service": {"layanan": "00000000-0000-4000-8000-000000000000"}, "not an id": {"layanan": "x"},
    "NUL": {"isi": SENT["isi"] + "\0"}, "turned around": {"judul": "Antrean \u202elama sekali"},
    "twice": {"judul": ["Judul satu", "Judul dua"]}, "unknown field": {"admin": "ya"}, "no day": {"kapan": "32-13-26"},
    "not yet": {"kapan": "2199-01-01"}, "phone": {"telepon": "abc"}, "no visibility": {"tampil": ""},
}  # fmt: skip


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD)
def test_bad_input_is_refused_at_the_field_and_nothing_is_kept(citizen, sql, wrong):
    answer = send(citizen, **wrong)
    assert answer.status == 422 and 'role="alert"' in answer.text
    assert sql("select count(*) from complaint") == [(0,)]


@pytest.mark.parametrize("key", ["", "abc", "A" * 48, "é" * 10])
def test_an_invented_or_old_key_keeps_the_text_and_asks_once_more(citizen, sql, key):
    citizen.get(FORM)
    answer = citizen.post(FORM, SENT | {"kunci": key})
    assert answer.status == 422 and "terlalu lama terbuka" in answer.words and SENT["isi"] in answer.text
    assert citizen.post(FORM, SENT | {"kunci": answer.page.hidden["kunci"]}).status == 303


def test_emoji_scripts_and_other_letters_are_kept_as_text(citizen, sql):
    words = {"judul": "Antrean <script>alert(1)</script> 😀", "isi": "مرحبا ini percobaan yang cukup panjang"}
    code = reported(citizen, **words)
    page = citizen.get(f"/pengaduan/{code}")
    assert "<script>alert" not in page.text and "&lt;script&gt;" in page.text and "😀" in page.words


@pytest.mark.parametrize(("kind", "where"), [("pengadilan", "pengadilan yang memeriksanya"), ("pidana", "KPK")])
def test_what_is_handled_elsewhere_is_told_where_to_go(citizen, sql, kind, where):
    answer = send(citizen, jenis=kind)
    assert answer.status == 422 and where in answer.words and SENT["isi"] in answer.text


def test_a_machine_gets_a_receipt_and_waits_to_be_looked_at(citizen, sql):
    reported(citizen, situs="http://spam.example")
    assert sql("select hold from complaint") == [("mesin",)] and sql(
        "select count(*) from notice where code like 'pengaduan:%'"
    ) == [(0,)]


def test_many_from_one_network_are_kept_and_looked_at_first(app, citizen, sql, monkeypatch):
    monkeypatch.setitem(app.extensions, "complaint_reports", Tries(most=0))
    monkeypatch.setattr("webapp.feedback.complaints.here.SOONEST", 0.0)
    reported(citizen)
    assert sql("select hold from complaint") == [("banyak",)]


def test_the_point_she_stands_at_is_known_already(citizen, world, sql):
    page = citizen.get(f"{FORM}?titik={world.pontianak.counter}")
    assert f'value="{world.pontianak.counter}" checked' in page.text and "selected" in page.text
    answer = citizen.post(FORM, SENT | {"kunci": page.page.hidden["kunci"], "titik": world.pontianak.counter})
    assert answer.status == 303
    assert sql("select point_id, service_id from complaint") == [(world.pontianak.counter_id, world.pontianak.service)]


def test_a_rating_becomes_a_complaint_with_one_tap_and_no_tie(citizen, world, sql):
    receipt = rate(citizen, world.pontianak.counter, 1).location.split("?")[0].rsplit("/", 1)[-1]
    citizen.post(f"/tanda-terima/{receipt}/alasan", {"alasan": "waktu"})
    citizen.post(f"/tanda-terima/{receipt}/komentar", {"komentar": "Menunggu lima jam tanpa kabar"})
    offered = citizen.get(f"/tanda-terima/{receipt}").page.links
    assert f"/pontianak{FORM}?bukti={receipt}" in offered
    page = citizen.get(f"{FORM}?bukti={receipt}")
    assert "Menunggu lima jam tanpa kabar" in page.text and "Kecepatan pelayanan" in page.text
    assert f'value="{world.pontianak.counter}" checked' in page.text and receipt not in page.page.hidden.values()


def test_a_rating_without_words_brings_its_counter_along_too(citizen, world):
    receipt = rate(citizen, world.pontianak.counter, 4).location.split("?")[0].rsplit("/", 1)[-1]
    for _time in range(2):  # the second one is cut from the page of the first
        page = citizen.get(f"/tanda-terima/{receipt}?langkah=selesai")
        assert f"/pontianak{FORM}?bukti={receipt}" in page.page.links
    form = citizen.get(f"{FORM}?bukti={receipt}")
    assert f'value="{world.pontianak.counter}" checked' in form.text and "Tentang: Loket 1" in form.words


def test_similar_reports_come_first_and_hers_is_not_lost(citizen, office, sql):
    reported(citizen)
    case = published(office, sql)
    answer = send(citizen, judul="Antrean pencetakan sangat lama", isi="Menunggu lima jam di loket satu, kursi kurang.")
    assert answer.status == 200 and "Apakah sama dengan salah satu laporan ini?" in answer.words
    assert "Menunggu lima jam di loket satu" in answer.text
    assert citizen.post(f"/pengaduan/umum/{case}/ikut", {"kunci": citizen.get(FORM).page.hidden["kunci"]}).status == 303
    assert sql("select supporters from complaint where id = %s", case) == [(1,)]
    assert citizen.post(FORM, answer.page.hidden | {"tetap": "ya"}).status == 303
    assert sql("select count(*) from complaint") == [(2,)]


def test_support_counts_once_for_each_form_and_holds_no_identity(citizen, office, sql):
    reported(citizen)
    case = published(office, sql)
    key = citizen.get(f"/pengaduan/umum/{case}").page.hidden["kunci"]
    for _time in range(2):
        assert citizen.post(f"/pengaduan/umum/{case}/ikut", {"kunci": key}).status == 303
    assert sql("select supporters from complaint") == [(1,)]
    names = "select column_name from information_schema.columns where table_name = 'complaint_support' order by 1"
    assert [name for (name,) in sql(names)] == ["complaint_id", "day", "id", "tenant_id"]


def test_one_network_cannot_make_a_crowd(citizen, office, sql):
    reported(citizen)
    case = published(office, sql)
    for _time in range(14):
        key = citizen.get(f"/pengaduan/umum/{case}").page.hidden["kunci"]
        answer = citizen.follow(citizen.post(f"/pengaduan/umum/{case}/ikut", {"kunci": key}))
    assert "sudah banyak yang ikut melapor" in answer.words
    assert sql("select supporters from complaint") == [(10,)]
    assert sql("select count(*) from complaint_support") == [(10,)]


def test_she_confirms_and_rates_the_handling(citizen, office, sql):
    code = reported(citizen)
    answered(office, sql)
    page = citizen.get(f"/pengaduan/{code}")
    assert "Sudah beres?" in page.words and "Kursi sudah ditambah." in page.words and "Dewi" not in page.words
    sent = {"versi": page.page.hidden["versi"], "beres": "ya"}
    assert citizen.post(f"/pengaduan/{code}/tanggapan", sent).status == 303
    assert "Bagaimana laporan Anda ditangani?" in citizen.get(f"/pengaduan/{code}").words
    assert citizen.post(f"/pengaduan/{code}/nilai", {"nilai": "5"}).status == 422
    assert citizen.post(f"/pengaduan/{code}/nilai", {"nilai": "3"}).status == 303
    assert citizen.post(f"/pengaduan/{code}/nilai", {"nilai": "1"}).status == 409
    assert sql("select closing, handling_score from complaint") == [("dikonfirmasi", 3)]


def test_not_settled_needs_a_reason_and_goes_up(citizen, office, sql):
    code = reported(citizen)
    answered(office, sql)
    version = citizen.get(f"/pengaduan/{code}").page.hidden["versi"]
    answer = citizen.post(f"/pengaduan/{code}/tanggapan", {"versi": version, "beres": "tidak"})
    assert answer.status == 422 and "Tulis apa yang belum beres" in answer.words
    sent = {"versi": version, "beres": "tidak", "alasan": "Masih sama, telepon 081234567890."}
    assert citizen.post(f"/pengaduan/{code}/tanggapan", sent).status == 303
    assert sql("select level, state from complaint") == [(1, "disanggah")]
    assert "0812" not in sql("select reason from complaint_step where action = 'sanggah'")[0][0]
    again = citizen.post(f"/pengaduan/{code}/tanggapan", sent)
    assert again.status == 409 and "baru saja berubah" in again.words


def test_she_writes_more_and_withdraws_with_a_tick(citizen, office, sql):
    code = reported(citizen)
    assert citizen.post(f"/pengaduan/{code}/pesan", {"pesan": ""}).status == 422
    assert citizen.post(f"/pengaduan/{code}/pesan", {"pesan": "Kejadiannya hari Senin."}).status == 303
    assert "Kejadiannya hari Senin." in citizen.get(f"/pengaduan/{code}").words
    assert citizen.post(f"/pengaduan/{code}/tarik", {}).status == 422
    assert citizen.post(f"/pengaduan/{code}/tarik", {"yakin": "ya"}).status == 303
    assert citizen.post(f"/pengaduan/{code}/pesan", {"pesan": "Lagi"}).status == 409


def test_a_typed_code_leads_to_the_case_however_it_is_written(citizen):
    code = reported(citizen)
    for written in (code, code.upper(), " ".join(code), "-".join((code[:9], code[9:]))):
        answer = citizen.get("/pengaduan/lacak", query_string={"kode": written})
        assert answer.location == f"/pontianak/pengaduan/{code}"


def test_unknown_and_foreign_codes_look_the_same(citizen, browser, world):
    code, stranger = reported(citizen), browser(tenant=world.gorontalo.tenant)
    unknown, foreign = stranger.get(f"/pengaduan/{INVENTED}"), stranger.get(f"/pengaduan/{code}")
    assert unknown.status == foreign.status == 404
    assert unknown.text.replace(INVENTED, "X") == foreign.text.replace(code, "X")
    typed = [stranger.get("/pengaduan/lacak", query_string={"kode": each}) for each in (code, INVENTED)]
    assert [each.status for each in typed] == [404, 404]
    assert typed[0].text.replace(code, "X") == typed[1].text.replace(INVENTED, "X")


def test_guessing_codes_is_limited(app, citizen, monkeypatch):
    monkeypatch.setitem(app.extensions, "complaint_tries", Tries(most=2))
    answers = [citizen.get("/pengaduan/lacak", query_string={"kode": INVENTED}) for _time in range(3)]
    assert [each.status for each in answers] == [404, 404, 429] and answers[2].headers["Retry-After"]
    code = reported(citizen)
    assert citizen.get(f"/pengaduan/{code}").status == 200  # whoever has a case open is never asked to wait


def test_the_public_list_holds_only_what_was_found_fit_and_tells_how_it_ended(citizen, office, sql):
    code = reported(citizen, nama="Ibu Ani", surel="ani@contoh.id")
    assert SENT["judul"] not in citizen.get("/pengaduan").words
    case = published(office, sql)
    answered(office, sql)
    page = citizen.get("/pengaduan")
    assert SENT["judul"] in page.words and "Selesai" in page.words and "Ani" not in page.words
    shown = citizen.get(f"/pengaduan/umum/{case}")
    assert "Kursi sudah ditambah." in shown.words and code not in shown.text and "ani@" not in shown.text
    assert citizen.get("/pengaduan?keadaan=ditutup").words.count(SENT["judul"]) == 0


def test_a_secret_report_is_found_nowhere(citizen, office, sql):
    reported(citizen, tampil="rahasia")
    case = case_of(sql)
    assert citizen.get(f"/pengaduan/umum/{case}").status == 404
    assert citizen.post(f"/pengaduan/umum/{case}/ikut", {"kunci": "x"}).status == 404
    assert SENT["judul"] not in citizen.get("/pengaduan").words
