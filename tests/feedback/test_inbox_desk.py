"""The office's desk: several at once, templates, figures without small cells, export, what the board learns."""

from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from tests.feedback import complaining
from tests.world import START, add
from webapp.feedback.complaints import desk
from webapp.feedback.complaints.office import domain, told
from webapp.feedback.complaints.office.reading import reader_of
from webapp.feedback.complaints.rules import THE_CITIZEN, reference
from webapp.feedback.transparency.board import board
from webapp.people.models import RoleGrant
from webapp.platform import clock

INBOX = "/kelola/pengaduan"
TEMPLATES = f"{INBOX}/templat"
NEW = {"nama": "Antrean panjang", "unit": "", "isi": "Laporan {nomor} tentang {layanan} kami terima."}


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, office):
    for table in ("complaint_template", *complaining.TABLES):
        sql(f"delete from {table}")


@pytest.fixture
def vera(browser, world, office):
    return browser(world.pontianak.vera)


@pytest.fixture
def dewi(browser, world, office):
    return browser(world.pontianak.dewi)


def answered(office, change="", who="dewi", **changes):
    case = office.report(**changes)
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    with office.session() as session:
        reader = reader_of(session, office.place.people[who].id, {"petugas"}, clock.today("Asia/Pontianak"))
        domain.step(session, case, "jawab", reader, at=clock.now(), version=None, change=change, ending="selesai",
                    text="Sudah ditambah dua loket.")  # fmt: skip
    return case


def picked(office, *cases):
    return [f"{case}.{office.case(case).version}" for case in cases]


def test_several_are_routed_and_each_result_is_told(vera, office, sql):
    first, second = office.report(), office.report()
    stale = f"{office.report()}.0"
    sent = {"pilih": [*picked(office, first, second), stale], "sekaligus": "teruskan", "ke_unit": str(office.place.upt)}
    page = vera.follow(vera.post(f"{INBOX}/sekaligus", sent))
    assert "2 dari 3 laporan berhasil" in page.words and "baru saja berubah" in page.words
    assert sorted(sql("select state, count(*) from complaint group by 1")) == [("diterima", 1), ("diteruskan", 2)]


def test_bulk_archiving_needs_a_reason_and_keeps_what_was_picked(vera, office, sql):
    pick = picked(office, office.report())
    answer = vera.post(f"{INBOX}/sekaligus", {"pilih": pick, "sekaligus": "arsipkan", "sebab": "tidak_jelas"})
    assert answer.status == 422 and "Tulis alasannya" in answer.words and "checked" in answer.text
    sent = {"pilih": pick, "sekaligus": "arsipkan", "sebab": "tidak_jelas", "alasan": "Tidak ada tempatnya."}
    assert "1 dari 1" in vera.follow(vera.post(f"{INBOX}/sekaligus", sent)).words
    assert sql("select state, archiving from complaint") == [("diarsipkan", "tidak_jelas")]


@pytest.mark.parametrize("bad", [
    {}, {"pilih": "x"}, {"pilih": "-" * 36 + ".1"}, {"pilih": [f"{UUID(int=0)}.1"] * 51}, {"sekaligus": "hapus"},
])  # fmt: skip
def test_bad_picks_are_refused(vera, office, bad):
    assert vera.post(f"{INBOX}/sekaligus", {"sekaligus": "serahkan"} | bad).status == 422


def test_a_unit_cannot_touch_what_it_does_not_see_even_in_bulk(dewi, world, office, sql):
    pick = picked(office, office.report())
    sent = {"pilih": pick, "sekaligus": "serahkan", "petugas": str(world.pontianak.dewi.id)}
    page = dewi.follow(dewi.post(f"{INBOX}/sekaligus", sent))
    assert "0 dari 1" in page.words and "Antrean lama" not in page.words
    assert sql("select holder_id from complaint") == [(None,)]


def test_a_template_is_filled_in_without_losing_what_was_typed(vera, dewi, office, sql):
    assert vera.post(TEMPLATES, NEW).status == 303
    template = sql("select id from complaint_template")[0][0]
    case = office.report()
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    place = f"{INBOX}/{case}/langkah"
    sent = {"langkah": "jawab", "versi": dewi.get(f"{place}?langkah=jawab").page.hidden["versi"], "pakai": "ya",
            "jawaban": "Yang terhormat,", "templat": str(template)}  # fmt: skip
    page = dewi.post(place, sent)
    assert page.status == 200 and "Yang terhormat," in page.text
    assert f"Laporan {reference(case)} tentang Perekaman KTP-el kami terima." in page.text
    assert dewi.post(place, sent | {"templat": ""}).status == 422
    assert sql("select count(*) from complaint_message") == [(0,)]


def test_templates_know_their_placeholders_and_their_owners(vera, dewi, browser, world, office, sql):
    wrong = vera.post(TEMPLATES, NEW | {"isi": "Halo {nama}, terima kasih."})
    assert wrong.status == 422 and "{nama}" in wrong.words
    assert dewi.post(TEMPLATES, NEW).status == 422
    assert dewi.post(TEMPLATES, NEW | {"unit": str(office.place.upt)}).status == 303
    assert vera.post(TEMPLATES, NEW | {"nama": "Umum"}).status == 303
    common = sql("select id from complaint_template where unit_id is null")[0][0]
    assert dewi.get(f"{TEMPLATES}/{common}").status == 404
    assert dewi.post(f"{TEMPLATES}/{common}/hapus").status == 404
    oki = browser(world.pontianak.oki)
    assert oki.post(f"{TEMPLATES}/{common}", NEW | {"nama": "Umum sekali"}).status == 303
    assert oki.post(f"{TEMPLATES}/{common}/hapus").status == 303
    assert "Umum sekali" not in vera.get(TEMPLATES).words
    assert browser(world.pontianak.sari).get(TEMPLATES).status == 403


@pytest.mark.parametrize("bad", [{"nama": "a" * 81}, {"isi": "a" * 3001}, {"nama": ["Satu dua", "Tiga"]},
                                 {"isi": "Terima kasih\0 banyak"}, {"nama": "Nama \u202eterbalik"}])  # fmt: skip
def test_bad_templates_are_refused(vera, office, bad, sql):
    assert vera.post(TEMPLATES, NEW | bad).status == 422 and sql("select count(*) from complaint_template") == [(0,)]


def test_figures_tell_the_bureau_nothing_of_fewer_than_five(vera, browser, world, office, sql):
    hana = world.pontianak.hana
    with office.session() as session:
        add(session, RoleGrant(person_id=hana.id, role="organisasi", opd_id=None, valid_from=START))
    bureau = browser(hana)
    for _n in range(4):
        answered(office)
    page = bureau.get(f"{INBOX}/angka")
    assert page.status == 200 and "UPT Dukcapil Selatan tidak ditampilkan" in page.words
    answered(office)
    words = bureau.get(f"{INBOX}/angka").words
    assert "UPT Dukcapil Selatan 5 0 tidak ditampilkan" in words and "100%" in words
    office.report()
    words = bureau.get(f"{INBOX}/angka").words
    assert "UPT Dukcapil Selatan tidak ditampilkan" in words and "Belum diteruskan tidak ditampilkan" in words
    assert browser(world.pontianak.oki).get(f"{INBOX}/angka").status == 200
    assert browser(world.pontianak.sari).get(f"{INBOX}/angka").status == 403


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.response.data)).get_sheet_by_index(0).to_python()


def test_the_export_names_only_who_agreed_and_leaves_a_trace(vera, dewi, office, sql):
    contact = {"nama": "Ibu Ani", "surel": "ani@contoh.id"}
    open_ = office.report(visibility="terbuka", contact=contact)
    office.report(visibility="terbuka", contact=contact | {"nama": "Belum setuju"})
    office.report(visibility="anonim", contact=contact | {"nama": "Anonim Sekali"})
    office.report(visibility="rahasia", contact=contact | {"nama": "Rahasia Sekali"})
    vera.post(f"{INBOX}/{open_}/izin", {"versi": "1", "setuju": "ya"})
    rows = rows_of(vera.get(f"{INBOX}/ekspor"))
    assert len(rows) == 5 and {row[21] for row in rows[1:]} == {"Ibu Ani", ""}
    text = vera.get(f"{INBOX}/ekspor?bentuk=csv").response.data.decode()
    assert "Belum setuju" not in text and "Anonim Sekali" not in text and "Rahasia Sekali" not in text
    assert sql("select count(*) from audit_event where action = 'pengaduan:ekspor'")[0][0] >= 2
    assert "Ibu Ani" not in dewi.get(f"{INBOX}/ekspor?bentuk=csv").response.data.decode()


def test_who_agreed_and_then_became_secret_is_not_named(vera, office):
    case = office.report(visibility="terbuka", contact={"nama": "Ibu Ani"})
    vera.post(f"{INBOX}/{case}/izin", {"versi": "1", "setuju": "ya"})
    with office.session() as session:
        desk.classify(session, case, office.actor("vera"), at=clock.now(), version=2, kind="pengaduan", is_grave=False,
                      visibility="rahasia", is_public=False)  # fmt: skip
    assert "Ibu Ani" not in vera.get(f"{INBOX}/ekspor?bentuk=csv").response.data.decode()


def test_whoever_is_complained_about_finds_it_in_no_export_and_no_figure(vera, dewi, world, office):
    case = office.report(title="Petugas meminta uang")
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    with office.session() as session:
        desk.name_subject(session, case, office.actor("vera"), world.pontianak.dewi.id, at=clock.now(), version=2)
    assert "meminta uang" in vera.get(f"{INBOX}/ekspor?bentuk=csv").response.data.decode()
    assert "meminta uang" not in dewi.get(f"{INBOX}/ekspor?bentuk=csv").response.data.decode()
    assert "Belum ada laporan" in dewi.get(f"{INBOX}/angka").words


@pytest.mark.parametrize("bad", ["?bentuk=pdf", "?bentuk=csv&bentuk=xlsx", "?cari=" + "a" * 101])
def test_an_export_nobody_understands_is_refused(vera, office, bad):
    assert vera.get(f"{INBOX}/ekspor{bad}").status == 400


def deeds(office):
    with office.session() as session:
        return board(session, clock.today("Asia/Pontianak"))


def test_the_board_tells_what_changed_and_of_what_only_where_it_is_public(office, sql):
    answered(office, change="Loket di UPT Selatan menjadi dua.", title="Judul yang tertutup")
    with office.session() as session:
        found, share = told.of_complaints(session, clock.today("Asia/Pontianak"), {})
    assert [deed.said for deed in found] == ["Pengaduan tentang Perekaman KTP-el"] and share.whole == 0
    sql("update complaint set is_public = true")
    assert [(deed.said, deed.did) for deed in deeds(office)["deeds"]] == [
        ("Judul yang tertutup", "Loket di UPT Selatan menjadi dua.")
    ]


def test_a_disputed_answer_leaves_the_board_and_the_share_counts_all_answered(office, sql):
    for _n in range(4):
        answered(office)
    case = answered(office, change="Loket menjadi dua, hubungi 0812-3456-7890.")
    shown = deeds(office)
    assert [(each.done, each.whole) for each in shown["shares"]] == [(1, 5)]
    assert "0812" not in shown["deeds"][0].did
    office.move(case, "sanggah", THE_CITIZEN, reason="Belum.")
    assert deeds(office)["deeds"] == []


def test_the_page_of_results_shows_nothing_of_cases_one_does_not_see(dewi, office):
    case = office.report()
    page = dewi.get(f"{INBOX}/hasil?" + urlencode({"h": f"{case}.ok"}))
    assert page.status == 200 and "Antrean lama" not in page.words
    assert dewi.get(f"{INBOX}/hasil?h=aneh").status == 200
    assert dewi.get(f"{INBOX}/hasil?h={'a' * 36}.ok").status == 200
