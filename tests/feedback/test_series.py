"""Weeks, reasons, hours, periods, files and digests of results: what they tell, to whom, and what they keep silent."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.feedback.steps import count, give, make_digest, rate_many, turn
from webapp.feedback import published
from webapp.feedback.publication import digests
from webapp.feedback.publication.jobs import write_digests
from webapp.feedback.ratings.rules import week_of
from webapp.platform import clock
from webapp.platform.pdf import NoPaper

pytestmark = pytest.mark.usefixtures("no_ratings")
UNIT = "/hasil/disdukcapil"


@pytest.fixture
def weeks(app, browser, world, monkeypatch):
    """`weeks([[4] * 12, [1] * 12])`: ratings of one week after the other, turned into the week after the last."""
    begun = clock.now() - timedelta(days=clock.today("Asia/Pontianak").weekday())

    def live(*scores, **more):
        for number, each in enumerate((*scores, [])):
            monkeypatch.setattr(clock, "now", lambda number=number: begun + timedelta(weeks=number))
            rate_many(browser, world.pontianak.counter, each, first=20 * number, **more)
            count(app, world.pontianak)
            turn(app, world.pontianak)

    return live


def today(world):
    return clock.today(world.pontianak.tenant.timezone)


def test_a_week_is_told_when_it_is_over_and_moves_no_more(app, browser, world, sql, weeks):
    weeks([4] * 12, [1] * 12)
    told = sql("select since, n, n1, n4 from period_score where opd_id = %s order by since", world.pontianak.dinas)
    monday = week_of(today(world))
    assert told == [(monday - timedelta(weeks=2), 12, 0, 12), (monday - timedelta(weeks=1), 12, 12, 0)]
    give(app, browser, world, [2] * 5, first=90)
    turn(app, world.pontianak)
    again = sql("select since, n, n1, n4 from period_score where opd_id = %s order by since", world.pontianak.dinas)
    assert again == told


def test_the_course_of_weeks_is_drawn_with_its_table(browser, world, weeks):
    weeks([4] * 12, [1] * 12)
    words = browser(world.pontianak.sari).get(UNIT).words
    assert "Apakah penilaian warga membaik?" in words
    assert "Pekan terakhir lebih rendah daripada pekan pertama" in words and "Deret ini dimulai" in words


def test_an_answer_of_last_week_is_told_in_the_week_it_was_let_out(app, browser, world, sql, weeks):
    weeks([4] * 3, [1] * 9)
    assert sql("select n, n1, n4 from period_score where opd_id = %s", world.pontianak.dinas) == [(12, 9, 3)]


def test_reasons_are_told_when_their_week_is_over_and_never_by_fewer_than_five(browser, world, sql, weeks):
    weeks([1] * 6 + [4] * 4)
    sql("delete from released_reason")
    sql("insert into rating_reason (tenant_id, id, rating_id, unsur) "
        "select tenant_id, gen_random_uuid(), id, 'waktu' from rating where score = 1")  # fmt: skip
    sql("insert into rating_reason (tenant_id, id, rating_id, unsur) "
        "select tenant_id, gen_random_uuid(), id, 'sarana' from rating where score = 4")  # fmt: skip
    weeks([])
    words = browser(world.pontianak.sari).get(UNIT).words
    assert "Kecepatan pelayanan 6 orang" in words and "Tempat dan fasilitas" not in words
    late = "update rating_reason set unsur = 'biaya' where unsur = 'waktu'"
    sql(late)
    weeks([])
    assert "Kecepatan pelayanan 6 orang" in browser(world.pontianak.sari).get(UNIT).words


def test_hours_are_told_over_four_whole_weeks_in_cells_of_five(browser, world, sql, weeks):
    weeks([4] * 3, [4] * 3, [4] * 3)
    assert sql("select count(*) from received_hour") == [(0,)]
    assert "Jam ramai muncul setelah empat pekan utuh." in browser(world.pontianak.sari).get(UNIT).words


def test_a_cell_of_hours_below_five_is_not_kept(browser, world, sql, weeks):
    weeks([4] * 3, [4] * 3, [4] * 3, [4] * 3)
    assert sql("select distinct n from received_hour") == [(12,)]
    assert "Paling ramai" in browser(world.pontianak.sari).get(UNIT).words


def test_a_period_that_is_not_told_is_not_found(browser, world, weeks):
    weeks([4] * 12)
    sari = browser(world.pontianak.sari)
    for code in ("2020", "2026-t9", "x", "2026-w1", "'--"):
        assert sari.get(f"{UNIT}?masa={code}").status == 404


def test_a_whole_quarter_can_be_chosen(browser, world, sql, weeks):
    weeks([4] * 12)
    sql("update period_score set kind = 'triwulan'")
    page = browser(world.pontianak.sari).get(UNIT)
    code = page.text.split('<option value="20')[1].split('"')[0]
    told = browser(world.pontianak.sari).get(f"{UNIT}?masa=20{code}")
    assert "Masa: Triwulan" in told.words and "12 penilaian" in told.words and "Diterima" not in told.words


def test_files_tell_what_the_page_tells(browser, world, weeks):
    weeks([4] * 12, [1] * 12)
    sari = browser(world.pontianak.sari)
    text = sari.get(f"{UNIT}/hasil.csv").text
    assert text.startswith("\ufeffBagian,") and "Ringkasan,Penilaian,24" in text and "Sebaran,Sangat baik,12" in text
    answer = sari.client.get("/pontianak" + UNIT + "/hasil.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    assert book.sheet_names == ["Ringkasan", "Tren", "Sebaran", "Alasan", "Ditahan"]
    assert len(book.get_sheet_by_name("Tren").to_python()) == 3
    assert 'filename="hasil-disdukcapil-enam-bulan.xlsx"' in answer.headers["Content-Disposition"]


def test_a_report_is_a_tagged_document(browser, world, weeks):
    weeks([4] * 12, [1] * 12)
    answer = browser(world.pontianak.sari).client.get("/pontianak" + UNIT + "/hasil.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF") and len(answer.data) > 5000


def test_without_the_libraries_for_paper_the_page_says_how_to_print(browser, world, weeks, monkeypatch):
    weeks([4] * 12)

    def refuse(*_, **__):
        raise NoPaper("no pango")

    monkeypatch.setattr("webapp.feedback.publication.routes.as_pdf", refuse)
    page = browser(world.pontianak.sari).get(f"{UNIT}/hasil.pdf")
    assert "PDF belum dapat dibuat di sini" in page.words and "menu cetak" in page.words


@pytest.mark.parametrize("ending", ["", "/hasil.csv", "/hasil.xlsx", "/hasil.pdf"])
def test_results_of_an_office_are_for_those_who_may_see_it(browser, world, weeks, sql, ending):
    weeks([4] * 6)
    sql(
        "insert into opd (tenant_id, id, slug, name, short_name, kind) "
        "values (%s, gen_random_uuid(), 'lain', 'Dinas Lain', 'Lain', 'dinas') on conflict do nothing",
        world.pontianak.tenant.id,
    )
    assert browser(world.pontianak.sari).get(f"/hasil/lain{ending}").status == 404
    assert browser(world.pontianak.hana).client.get(f"/pontianak/hasil/lain{ending}").status_code == 200


def test_a_counter_tells_no_number_of_the_day(app, browser, world):
    """Told by the second, it would say whether the visitor who just left has rated."""
    give(app, browser, world, [4] * 12)
    sari, page = browser(world.pontianak.sari), f"/hasil/titik/{world.pontianak.counter}"
    assert "Kurang dari lima penilaian" in sari.get(page).words
    before = sari.get(page).words
    give(app, browser, world, [4], first=50)
    assert sari.get(page).words == before


def test_a_service_waits_for_its_quarter_and_a_counter_has_no_score_of_its_own(app, browser, world, weeks):
    weeks([4] * 12)
    give(app, browser, world, [1] * 3, first=30, code=world.pontianak.kiosk)
    sari = browser(world.pontianak.sari)
    service, point = sari.get("/hasil/layanan/ktp-el").words, sari.get(f"/hasil/titik/{world.pontianak.counter}").words
    assert "Belum ada triwulan yang dapat diberi nilai" in service and "Mesin pintu keluar" in service
    assert "kurang dari lima" in service and "12" in point and "Loket tidak memiliki nilai sendiri" in point
    assert sari.get("/hasil/layanan/tidakada").status == 404 and sari.get("/hasil/titik/tidakada").status == 404


def test_the_list_can_be_searched_and_says_when_nothing_bears_the_name(app, browser, world):
    give(app, browser, world, [4] * 12)
    hana = browser(world.pontianak.hana)
    assert "Dinas Kependudukan" in hana.get("/hasil?cari=kependudukan").words
    assert "Tidak ada kantor dengan nama itu" in hana.get("/hasil?cari=zzz").words


def test_a_digest_is_wished_for_written_once_read_and_ended(app, browser, world, sql, weeks):
    weeks([4] * 12)
    sari = browser(world.pontianak.sari)
    assert sari.post(f"{UNIT}/langganan", {}).status == 303 and sari.post(f"{UNIT}/langganan", {}).status == 303
    assert sql("select count(*) from digest_subscription where ended_at is null") == [(1,)]
    sql("update digest_subscription set started_at = started_at - interval '60 days'")
    resources = app.config["RESOURCES"]
    assert [write_digests(resources, world.pontianak.tenant) for _ in range(2)] == [1, 0]
    assert "Ringkasan bulanan Anda" in sari.get("/hasil").words and "Baru" in sari.get("/hasil").words
    digest = sql("select id from digest")[0][0]
    assert "4,00" in sari.get(f"/hasil/ringkasan/{digest}").words
    assert browser(world.pontianak.dewi).post(f"/hasil/ringkasan/{digest}/dibaca", {}).status == 404
    assert sari.post(f"/hasil/ringkasan/{digest}/dibaca", {}).status == 303
    assert "Sudah dibaca" in sari.get("/hasil").words
    assert browser(world.pontianak.dewi).get(f"/hasil/ringkasan/{digest}").status == 404
    assert browser(world.gorontalo.rahman).get(f"/hasil/ringkasan/{digest}").status == 404
    assert sari.post(f"{UNIT}/langganan/akhiri", {}).status == 303
    assert sql("select count(*) from digest_subscription where ended_at is null") == [(0,)]
    assert {row[0] for row in sql("select action from audit_event where action like 'ringkasan:%%'")} == {
        "ringkasan:dimulai", "ringkasan:dihentikan"}  # fmt: skip
    sql("delete from digest")
    sql("delete from digest_subscription")


def test_a_digest_of_an_office_that_may_no_longer_be_seen_is_not_shown(world, browser, sql):
    digest = make_digest(world, world.pontianak.sari, world.pontianak.dinas)
    sari = browser(world.pontianak.sari)
    assert sari.get(f"/hasil/ringkasan/{digest}").status == 200
    sql("insert into opd (tenant_id, id, slug, name, short_name, kind) "
        "values (%s, gen_random_uuid(), 'jauh', 'Dinas Jauh', 'Jauh', 'dinas')", world.pontianak.tenant.id)  # fmt: skip
    sql("update digest set opd_id = (select id from opd where slug = 'jauh')")
    assert sari.get(f"/hasil/ringkasan/{digest}").status == 404
    sql("delete from digest")
    sql("delete from digest_subscription")


def test_unread_digests_are_counted_for_the_one_they_are_for(world, inside):
    digest = make_digest(world, world.pontianak.sari, world.pontianak.dinas)
    with inside(world.pontianak) as session:
        assert published.unread_digests(session, world.pontianak.sari.id) == 1
        assert published.unread_digests(session, world.pontianak.dewi.id) == 0
        assert digests.digest_of(session, digest, world.pontianak.dewi.id) is None


def test_ones_own_score_is_at_an_address_that_names_nobody(app, browser, world):
    give(app, browser, world, [4] * 12)
    words = browser(world.pontianak.sari).get("/kinerja/penilaian-saya").words
    assert "Hanya Anda yang dapat membuka halaman ini." in words and "Belum cukup data" in words
    assert browser().get("/kinerja/penilaian-saya").status == 302


def test_no_page_of_results_names_an_officer(app, browser, world, weeks):
    weeks([4] * 12, [1] * 12)
    hana = browser(world.pontianak.hana)
    for address in ("/hasil", UNIT, "/hasil/layanan/ktp-el", f"/hasil/titik/{world.pontianak.counter}"):
        assert "Sari Wulandari" not in hana.get(address).words
