"""The office's inbox: who sees which case, steps that are refused by name, two at once, what stays among staff."""

import pytest

from tests.feedback import complaining
from tests.world import START, add
from webapp.feedback.complaints import domain, queries
from webapp.feedback.complaints.files import CleanFile
from webapp.feedback.complaints.office.domain import has_consent
from webapp.feedback.complaints.rules import THE_CITIZEN, reference
from webapp.people.models import RoleGrant
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

INBOX = "/kelola/pengaduan"


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def vera(browser, world, office):
    return browser(world.pontianak.vera)


@pytest.fixture
def dewi(browser, world, office):
    return browser(world.pontianak.dewi)


@pytest.fixture
def tuti(browser, world, office):
    return browser(world.pontianak.tuti)


@pytest.fixture
def case(office):
    return office.report()


def of(case, part=""):
    return f"{INBOX}/{case}{part}"


def act(who, case, action, **given):
    version = who.get(of(case, f"/langkah?langkah={action}")).page.hidden["versi"]
    return who.post(of(case, "/langkah"), {"langkah": action, "versi": version} | given)


def forwarded(office, case):
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    return case


def test_the_coordinator_sees_all_and_a_unit_only_its_own(vera, dewi, office, case):
    other = forwarded(office, office.report(title="Kursi rusak sekali"))
    assert "Antrean lama" in vera.get(INBOX).words and "Kursi rusak" in vera.get(INBOX).words
    assert "Kursi rusak" in (words := dewi.get(INBOX).words) and "Antrean lama" not in words
    assert dewi.get(of(other)).status == 200 and dewi.get(of(case)).status == 404


def test_others_are_refused_and_the_other_pemda_finds_nothing(browser, world, office, case):
    for name in ("sari", "hana", "budi"):
        assert browser(world.pontianak.people[name]).get(INBOX).status == 403
    assert browser(world.gorontalo.rahman).get(of(case)).status == 403
    assert browser(tenant=world.pontianak.tenant).get(INBOX).status in (302, 303)


def test_a_handler_of_the_other_pemda_gets_404(browser, world, office, case, sql):
    nur = world.gorontalo.nur
    with serving(world.gorontalo.tenant), unit_of_work(world.resources.engine) as session:
        add(session, RoleGrant(person_id=nur.id, role="petugas", opd_id=None, valid_from=START))
    hers = browser(nur)
    assert hers.get(INBOX).status == 200 and "Antrean lama" not in hers.get(INBOX).words
    assert hers.get(of(case)).status == 404
    assert hers.post(of(case, "/catatan"), {"catatan": "halo"}).status == 404


def test_a_case_goes_from_the_coordinator_to_the_unit_and_is_answered(vera, dewi, office, case, sql):
    assert act(vera, case, "teruskan", unit=str(office.place.upt)).status == 303
    answer = act(dewi, case, "jawab", akhir="selesai", jawaban="Dua loket ditambah.", perubahan="Loket menjadi dua.")
    assert answer.status == 303
    page = dewi.follow(answer)
    assert "Jawaban terkirim kepada warga." in page.words and "Dua loket ditambah." in page.words
    assert "Loket menjadi dua." in page.words
    assert sql("select sentence from complaint_change") == [("Loket menjadi dua.",)]


def test_what_a_step_needs_is_asked_for_at_its_field(vera, dewi, office, case):
    answer = act(vera, case, "teruskan")
    assert answer.status == 422 and "Pilih unit yang menangani." in answer.words
    assert act(vera, case, "teruskan", unit="00000000-0000-4000-8000-000000000000").status == 422
    forwarded(office, case)
    answer = act(dewi, case, "jawab", akhir="bukan_kewenangan", jawaban="Teks jawaban saya")
    assert answer.status == 422 and "ke lembaga mana" in answer.words and "Teks jawaban saya" in answer.text


def test_an_illegal_step_is_409_by_name(vera, office, case):
    answer = act(vera, case, "jawab", akhir="selesai", jawaban="Teks")
    assert answer.status == 409 and "tidak dapat dilakukan pada keadaan laporan sekarang" in answer.words


def test_two_who_answer_at_once_are_told_and_only_one_is_kept(tuti, dewi, office, case, sql):
    forwarded(office, case)
    place = of(case, "/langkah?langkah=jawab")
    first, second = dewi.get(place).page.hidden["versi"], tuti.get(place).page.hidden["versi"]
    sent = {"langkah": "jawab", "akhir": "selesai"}
    assert dewi.post(of(case, "/langkah"), sent | {"versi": first, "jawaban": "Jawaban Dewi"}).status == 303
    late = tuti.post(of(case, "/langkah"), sent | {"versi": second, "jawaban": "Jawaban Tuti"})
    assert late.status == 409 and "baru saja berubah" in late.words and "Jawaban Tuti" in late.text
    again = tuti.post(of(case, "/langkah"), sent | {"versi": late.page.hidden["versi"], "jawaban": "Jawaban Tuti"})
    assert again.status == 409
    assert sql("select text from complaint_message where kind = 'jawaban'") == [("Jawaban Dewi",)]


def test_whoever_holds_it_is_named_and_nobody_acts_over_her_head(tuti, dewi, office, case, sql):
    forwarded(office, case)
    tuti_version = tuti.get(of(case, "/langkah?langkah=jawab")).page.hidden["versi"]
    version = dewi.get(of(case)).page.hidden["versi"]
    assert dewi.post(of(case, "/pegang"), {"pegang": "ambil", "versi": version}).status == 303
    assert "Sedang dikerjakan oleh Dewi Lestari" in tuti.get(of(case)).words
    sent = {"langkah": "jawab", "akhir": "selesai", "jawaban": "Teks Tuti", "versi": tuti_version}
    late = tuti.post(of(case, "/langkah"), sent)
    assert late.status == 409 and "Teks Tuti" in late.text and "Dewi Lestari" in late.words
    late = tuti.post(of(case, "/langkah"), sent | {"versi": late.page.hidden["versi"]})
    assert late.status == 409 and "sedang dikerjakan petugas lain" in late.words
    version = tuti.get(of(case)).page.hidden["versi"]
    assert tuti.post(of(case, "/pesan"), {"pesan": "Halo", "versi": version}).status == 409
    assert tuti.post(of(case, "/pegang"), {"pegang": "ambil", "versi": version}).status == 303
    assert act(tuti, case, "jawab", akhir="selesai", jawaban="Teks Tuti").status == 303


def test_a_case_is_handed_to_somebody_who_may_handle_it_only(dewi, office, case, world, sql):
    forwarded(office, case)
    version = dewi.get(of(case)).page.hidden["versi"]
    wrong = {"pegang": "serahkan", "versi": version, "petugas": str(world.pontianak.sari.id)}
    assert dewi.post(of(case, "/pegang"), wrong).status == 422
    assert dewi.post(of(case, "/pegang"), wrong | {"petugas": ""}).status == 422
    assert dewi.post(of(case, "/pegang"), wrong | {"petugas": str(world.pontianak.vera.id)}).status == 303
    assert sql("select holder_id from complaint") == [(world.pontianak.vera.id,)]


def test_notes_stay_among_staff(vera, browser, world, office, sql):
    citizen = browser(tenant=world.pontianak.tenant)
    code = complaining.reported(citizen)
    case = complaining.case_of(sql)
    assert vera.post(of(case, "/catatan"), {"catatan": "Rahasia dapur kami"}).status == 303
    assert "Rahasia dapur kami" in vera.get(of(case)).words
    assert "Rahasia dapur" not in citizen.get(f"/pengaduan/{code}").text
    complaining.published(office, sql)
    assert "Rahasia dapur" not in citizen.get(f"/pengaduan/umum/{case}").text


def test_a_question_stops_the_clock_only_with_a_reason(dewi, office, case, sql):
    forwarded(office, case)
    sent = {"pesan": "Loket yang mana?", "tunda": "ya", "versi": dewi.get(of(case)).page.hidden["versi"]}
    answer = dewi.post(of(case, "/pesan"), sent)
    assert answer.status == 422 and "Tulis mengapa" in answer.words and "Loket yang mana?" in answer.text
    assert dewi.post(of(case, "/pesan"), sent | {"alasan": "Menunggu nomor loket dari warga."}).status == 303
    assert sql("select state, resume from complaint") == [("ditunda", "diteruskan")]
    assert "waktu berhenti sejak" in dewi.get(of(case)).words


def test_nothing_becomes_public_by_forgetting(vera, office, sql):
    case = office.report(visibility="terbuka")
    place = of(case, "/golongkan")
    sent = {"versi": vera.get(place).page.hidden["versi"], "jenis": "pengaduan", "tampil": "anonim"}
    assert vera.post(place, sent).status == 303
    assert sql("select visibility, is_public from complaint") == [("anonim", False)]
    version = vera.get(place).page.hidden["versi"]
    looser = vera.post(place, sent | {"versi": version, "tampil": "terbuka", "umum": "ya"})
    assert looser.status == 422 and "tidak lebih longgar" in looser.words
    secret = vera.post(place, sent | {"versi": version, "tampil": "rahasia", "umum": "ya"})
    assert secret.status == 422 and sql("select is_public from complaint") == [(False,)]


def test_who_is_complained_about_sees_it_nowhere(dewi, vera, office, world, sql):
    case = forwarded(office, office.report(title="Petugas meminta uang"))
    assert "Petugas meminta uang" in dewi.get(INBOX).words
    place = of(case, "/terlapor")
    sent = {"versi": vera.get(place).page.hidden["versi"], "pegawai": "Dewi Lestari"}
    assert vera.post(place, sent).status == 303
    for address in (INBOX, f"{INBOX}?keadaan=semua", f"{INBOX}?cari={reference(case)}", f"{INBOX}?cari=uang"):
        answer = dewi.get(address)
        assert answer.status == 200 and "Petugas meminta" not in answer.words and "0 laporan" in answer.words
    for part in ("", "/langkah?langkah=jawab", "/berkas/00000000-0000-4000-8000-000000000000"):
        assert dewi.get(of(case, part)).status == 404
    assert dewi.post(of(case, "/catatan"), {"catatan": "x"}).status == 404
    assert dewi.post(of(case, "/langkah"), {"langkah": "mulai", "versi": "9"}).status == 404


def test_the_original_is_read_by_the_coordinator_alone_and_recorded(vera, dewi, office, sql):
    case = forwarded(office, office.report(text="Telepon saya 0812-3456-7890, loketnya tutup terus setiap siang."))
    assert "0812-3456-7890" not in vera.get(of(case)).text
    assert dewi.get(of(case, "/naskah")).status == dewi.post(of(case, "/naskah")).status == 403
    before = sql("select count(*) from audit_event where action = 'pengaduan:naskah-dibaca'")[0][0]
    assert "0812-3456-7890" not in vera.get(of(case, "/naskah")).text
    assert sql("select count(*) from audit_event where action = 'pengaduan:naskah-dibaca'")[0][0] == before
    assert "0812-3456-7890" in vera.post(of(case, "/naskah")).text
    assert sql("select count(*) from audit_event where action = 'pengaduan:naskah-dibaca'")[0][0] == before + 1


def test_the_inspectorate_reads_without_a_say(browser, world, office, case):
    oki = browser(world.pontianak.oki)
    page = oki.get(of(case))
    assert page.status == 200 and "Tulis kepada warga" not in page.words
    assert oki.post(of(case, "/catatan"), {"catatan": "Saya"}).status == 403
    assert oki.get(of(case, "/identitas")).status == 403


BAD = ("a" * 4001, "halo\0dunia", "halo \u202edunia")


@pytest.mark.parametrize("text", BAD)
def test_bad_words_are_refused_with_what_was_typed(vera, case, text, sql):
    answer = vera.post(of(case, "/catatan"), {"catatan": text})
    assert answer.status == 422 and sql("select count(*) from complaint_message") == [(0,)]


@pytest.mark.parametrize("address", ["?keadaan=lain", "?unit=x", "?halaman=0", "?cari=a&cari=b", "?lain=1"])
def test_a_wish_nobody_understands_says_so(vera, case, address):
    assert vera.get(INBOX + address).status == 422


def test_search_and_filters_find_by_short_name_words_and_time(vera, office, case, sql):
    forwarded(office, office.report(title="Kursi rusak sekali"))
    assert "1 laporan" in vera.get(f"{INBOX}?cari={reference(case)}").words
    assert "1 laporan" in vera.get(f"{INBOX}?cari=KURSI+rusak").words
    assert "0 laporan" in vera.get(f"{INBOX}?cari=100%25").words
    assert "1 laporan" in vera.get(f"{INBOX}?keadaan=diterima").words
    sql("update complaint set verify_due = received_on - 7 where title = 'Antrean lama'")
    late = vera.get(f"{INBOX}?waktu=lewat")
    assert "1 laporan" in late.words and "terlambat" in late.words
    assert "2 laporan" in vera.get(f"{INBOX}?pegang=kosong").words


def test_the_first_due_stands_first(vera, office, case, sql):
    office.report(title="Sudah sangat lewat")
    sql("update complaint set verify_due = received_on - 9 where title = 'Sudah sangat lewat'")
    words = vera.get(INBOX).words
    assert words.index("Sudah sangat lewat") < words.index("Antrean lama")


def test_a_dispute_goes_up_to_the_office_above_and_then_to_the_inspectorate(browser, world, dewi, tuti, office, case):
    forwarded(office, case)
    office.move(case, "jawab", office.actor("dewi"), ending="selesai", text="Sudah.")
    office.move(case, "sanggah", THE_CITIZEN, reason="Belum ada yang berubah.")
    assert "naik ke tingkat 1" in tuti.get(INBOX).words and dewi.get(of(case)).status == 404
    assert act(tuti, case, "jawab", akhir="selesai", jawaban="Kursi dipesan.").status == 303
    office.move(case, "sanggah", THE_CITIZEN, reason="Kursinya belum datang.")
    oki = browser(world.pontianak.oki)
    assert "naik ke tingkat 2" in oki.get(INBOX).words
    assert act(oki, case, "jawab", akhir="tidak_dapat", jawaban="Gedungnya milik provinsi.").status == 303
    assert "Tidak dapat dipenuhi" in oki.get(of(case)).words


def test_files_are_downloaded_by_who_sees_the_case(vera, dewi, office, case):
    with office.session() as session:
        domain.attach(session, case, CleanFile("application/pdf", "pdf", b"%PDF-", b"x" * 32), clock.now())
        file_id = queries.files(session, case)[0].id
    answer = vera.get(of(case, f"/berkas/{file_id}"))
    assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
    assert dewi.get(of(case, f"/berkas/{file_id}")).status == 404


def test_consent_is_for_open_cases_with_a_contact(vera, office, sql):
    case = office.report(visibility="anonim", contact={"nama": "Ani"})
    sent = {"versi": "1", "setuju": "ya"}
    assert vera.post(of(case, "/izin"), sent).status == 422
    open_ = office.report(visibility="terbuka", contact={"nama": "Ani"})
    assert vera.post(of(open_, "/izin"), sent).status == 303
    with office.session() as session:
        assert has_consent(session, queries.complaint(session, open_))


def test_who_is_warned_of_a_limit_sees_where_the_case_lies_and_no_word_of_it(browser, world, office, case):
    with office.session() as session:
        add(session, RoleGrant(person_id=world.pontianak.sari.id, role="organisasi", opd_id=None, valid_from=START))
    page = browser(world.pontianak.sari).get(of(case))
    assert page.status == 200 and reference(case) in page.words and "Belum diverifikasi" in page.words
    assert "Antrean lama" not in page.words and "lima jam" not in page.words
    assert browser(world.gorontalo.yusuf).get(of(case)).status == 404


def test_a_number_leads_to_the_case_for_whoever_may_read_it_only(browser, world, office, vera, case):
    asked = f"/cari?q={reference(case).lower()}"
    assert of(case) in vera.get(asked).text and "Laporan warga" in vera.get(asked).words
    assert of(case) in vera.get(asked.replace("-", "")).text
    for someone in (world.pontianak.sari, world.pontianak.hana, world.gorontalo.nur):
        found = browser(someone).get(asked)
        assert of(case) not in found.text and "Tidak ada yang cocok" in found.words
