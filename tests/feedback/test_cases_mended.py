"""Between a citizen and the office no word is lost: joining, writing, answering, telling, publishing."""

import re

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import FORM, SENT, answered, case_of, published, reported
from webapp.feedback.ratings.keys import grouped

INBOX = "/kelola/pengaduan"


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")
    sql("delete from notice")


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


@pytest.fixture
def vera(browser, world, office):
    return browser(world.pontianak.vera)


@pytest.fixture
def dewi(browser, world, office):
    return browser(world.pontianak.dewi)


def alike(citizen, office, sql):
    """The page that offers a report like hers, and that report's id."""
    reported(citizen)
    case = published(office, sql)
    return citizen.post(FORM, SENT | {"kunci": citizen.get(FORM).page.hidden["kunci"]}), case


def test_joining_a_report_that_was_closed_meanwhile_loses_no_word(citizen, office, sql):
    offered, case = alike(citizen, office, sql)
    assert "Ikut melapor" in offered.words
    sql("update complaint set state = 'ditutup', closing = 'didiamkan'")
    answer = citizen.post(FORM, offered.page.hidden | {"ikut": str(case)})
    assert answer.status == 409 and "baru saja berakhir" in answer.words and SENT["isi"] in answer.text
    assert citizen.post(FORM, answer.page.hidden | SENT | {"tetap": "ya"}).status == 303
    assert sql("select supporters from complaint where id = %s", case) == [(0,)]


def test_joining_counts_and_only_open_reports_are_offered(citizen, office, sql):
    offered, case = alike(citizen, office, sql)
    assert citizen.post(FORM, offered.page.hidden | {"ikut": str(case)}).status == 303
    assert sql("select count(*), max(supporters) from complaint") == [(1, 1)]
    sql("update complaint set state = 'ditutup', closing = 'didiamkan'")
    key = citizen.get(FORM).page.hidden["kunci"]
    assert citizen.post(FORM, SENT | {"kunci": key}).status == 303


def test_all_that_is_wrong_with_a_report_is_told_at_once(citizen, sql):
    key = citizen.get(FORM).page.hidden["kunci"]
    answer = citizen.post(FORM, SENT | {"kunci": key, "judul": "", "kapan": "2190-01-01", "jenis": "pidana"})
    assert "Isian ini wajib diisi" in answer.words and "belum tiba" in answer.words and "KPK" in answer.words


def test_withdrawing_without_the_tick_says_so_at_the_open_panel(citizen):
    code = reported(citizen)
    answer = citizen.post(f"/pengaduan/{code}/tarik", {"pesan": "Belum saya kirim"})
    assert answer.status == 422 and "<details open>" in answer.text and "Centang dahulu" in answer.words
    assert "Belum saya kirim" in answer.text


def test_the_answer_stands_above_its_question_and_what_she_began_is_kept(citizen, office, sql):
    code = reported(citizen)
    answered(office, sql)
    page = citizen.get(f"/pengaduan/{code}")
    assert page.words.index("Kursi sudah ditambah.") < page.words.index("Sudah beres?")
    answer = citizen.post(f"/pengaduan/{code}/pesan", {"pesan": "Terima kasih", "alasan": "Masih kurang"})
    assert answer.status == 200 and "Masih kurang" in answer.text and "belum dikirim" in answer.words
    assert sql("select text from complaint_message where author = 'warga'") == [("Terima kasih",)]


def test_the_handling_is_rated_in_the_order_of_the_counter(citizen, office, sql):
    code = reported(citizen)
    case = answered(office, sql)
    office.move(case, "konfirmasi", complaining.moving.rules.THE_CITIZEN)
    words = citizen.get(f"/pengaduan/{code}").words
    assert words.index("Tidak baik") < words.index("Kurang baik") < words.index("Sangat baik")


@pytest.mark.parametrize("length", [20, 25, 26, 27])
def test_a_code_is_written_in_groups_that_differ_by_one_at_most(length):
    groups = grouped("a" * length).split("-")
    sizes = {len(group) for group in groups}
    assert sum(map(len, groups)) == length and max(sizes) <= 5 and max(sizes) - min(sizes) <= 1


def test_the_receipt_writes_the_code_as_other_receipts_do(citizen):
    code = reported(citizen)
    page = citizen.get(f"/pengaduan/{code}/bukti")
    assert grouped(code) in page.words and 'data-copy="kode"' in page.text
    assert citizen.get(f"/pengaduan/lacak?kode={grouped(code)}").status == 303


def publish(vera, case, **more):
    place = f"{INBOX}/{case}/golongkan"
    sent = {"versi": vera.get(place).page.hidden["versi"], "jenis": "pengaduan", "tampil": "anonim", "umum": "ya"}
    return vera.post(place, sent | more)


def test_what_is_shown_is_what_becomes_public_and_more_can_be_covered(vera, citizen, office, sql):
    case = office.report(title="Antrean di rumah Parman", text="Rumah PARMAN gang Melati selalu dilewati petugas.")
    shown = publish(vera, case)
    assert shown.status == 200 and "Belum ada yang diumumkan" in shown.words
    assert sql("select is_public from complaint") == [(False,)]
    place = f"{INBOX}/{case}/golongkan"
    wrong = vera.post(place, shown.page.hidden | {"kata": "Tidak ada", "lanjut": "tutup"})
    assert wrong.status == 422 and "tidak ada dalam judul" in wrong.words
    shown = vera.post(place, shown.page.hidden | {"kata": "parman", "lanjut": "tutup"})
    shown = vera.post(place, shown.page.hidden | {"tutup": ["parman", "gang melati"], "lanjut": "tutup"})
    sent = shown.page.hidden | {"tutup": ["parman", "gang melati"], "lanjut": "umumkan"}
    assert vera.post(place, sent | {"cap": "0" * 32}).status == 409
    assert sql("select is_public from complaint") == [(False,)]
    assert vera.post(place, sent).status == 303
    words = citizen.get(f"/pengaduan/umum/{case}").words
    assert "Antrean di rumah [ditutup]" in words and "Rumah [ditutup] [ditutup] selalu" in words
    assert "PARMAN gang Melati" in vera.post(f"{INBOX}/{case}/naskah").text


def test_originals_are_offered_only_where_something_is_masked(vera, office):
    plain, masked = office.report(), office.report(text="Nama saya Budi Santoso, loketnya tutup terus setiap siang.")
    assert "Buka naskah asli" not in vera.get(f"{INBOX}/{plain}").words
    page = vera.get(f"{INBOX}/{masked}")
    assert "Buka naskah asli" in page.words and "Budi" not in page.words


def test_a_note_does_not_lose_the_message_begun_beside_it(vera, office, sql):
    case = office.report()
    version = vera.get(f"{INBOX}/{case}").page.hidden["versi"]
    sent = {"versi": version, "catatan": "Sudah ditelepon", "pesan": "Mohon tunggu"}
    answer = vera.post(f"{INBOX}/{case}/catatan", sent)
    assert answer.status == 200 and "Mohon tunggu" in answer.text and "Catatan tersimpan" in answer.words
    assert sql("select kind, text from complaint_message") == [("catatan", "Sudah ditelepon")]


def test_all_an_answer_lacks_is_told_at_once(dewi, office):
    case = office.report()
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    version = dewi.get(f"{INBOX}/{case}/langkah?langkah=jawab").page.hidden["versi"]
    answer = dewi.post(f"{INBOX}/{case}/langkah", {"langkah": "jawab", "versi": version})
    assert answer.status == 422
    assert "Pilih bagaimana laporan ini berakhir." in answer.words and "Tulis jawaban untuk warga." in answer.words


def test_an_answer_is_signed_by_the_office_of_whoever_wrote_it(citizen, office, sql):
    code, vera = reported(citizen), office.actor("vera")
    case = case_of(sql)
    office.move(case, "teruskan", vera, unit=office.place.upt)
    office.move(case, "jawab", vera, ending="selesai", text="Kursi sudah ditambah.")
    words = citizen.get(f"/pengaduan/{code}").words
    assert re.search(r"disampaikan oleh .+ atas nama UPT Dukcapil Selatan", words)


def test_whoever_did_it_is_not_told_and_opening_the_case_reads_what_was_told(vera, dewi, office, sql):
    case = office.report()
    vera.get(f"{INBOX}/{case}")
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    unread = "select person_id from notice where read_at is null"
    told = {office.place.people[name].id for name in ("dewi", "tuti")}
    assert {person for (person,) in sql(unread)} == told
    dewi.get(f"{INBOX}/{case}")
    assert sql(unread) == [(office.place.people["tuti"].id,)]
    office.move(case, "kembalikan", office.actor("dewi"), reason="Bukan bagian kami")
    office.move(case, "teruskan", office.actor("vera"), unit=office.inspectorate)
    assert (office.place.people["vera"].id,) not in sql(f"{unread} and code = 'pengaduan:untuk-unit'")


def test_the_counter_is_seen_and_its_unit_preselected(vera, office, world):
    case = office.report(point_id=world.pontianak.counter_id)
    assert "Titik layanan" in vera.get(f"{INBOX}/{case}").words
    assert " selected" in vera.get(f"{INBOX}/{case}/langkah?langkah=teruskan").text
