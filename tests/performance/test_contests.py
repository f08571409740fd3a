"""The verifikator decides contests: neutral, in ten working days, one step at a time; the old card stays to be read."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.feedback.reviewing import appoint
from tests.performance.making import inside, make_card, take_card
from webapp.performance.evidence import contests, jobs, queries, rules
from webapp.platform import clock
from webapp.tenants.published import working_days_after

TEXT = "Pada tanggal itu saya cuti; lihat surat cuti nomor 12."
REASON = "Surat cuti sesuai dengan daftar hadir kantor."


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def wira(world, place):
    return appoint(world, place, "wira", "Wira Utama", "verifikator")


@pytest.fixture(autouse=True)
def afresh(sql):
    for table in ("notice", "evidence_contest_step", "evidence_contest", "evidence_answer"):
        sql(f"delete from {table}")
    sql("delete from audit_event where object_kind = 'evidence_contest'")


@pytest.fixture
def made(world, place, browser):
    card = make_card(world, place.sari, own=True)
    answer = browser(place.sari).post(
        f"/kinerja/bukti/{card.id}/sanggahan", {"dasar": "bukan_transaksi_saya", "uraian": TEXT}
    )
    assert answer.status == 303
    return card


@pytest.fixture
def where(sql, made):
    return f"/kelola/sanggahan/{sql('select id from evidence_contest')[0][0]}"


def step(page, where, name, version, reason=REASON):
    return page.post(f"{where}/langkah", {"langkah": name, "alasan": reason, "versi": str(version)})


def states(sql):
    return [row[0] for row in sql("select status from evidence_contest_step order by sequence")]


def test_a_contest_reaches_the_verifikator_with_its_last_day_and_without_the_score(world, browser, place, wira, where):
    page = browser(wira).get("/kelola/sanggahan")
    assert "Sari Wulandari" in page.words and "Bukan pelayanan yang saya berikan" in page.words
    case = browser(wira).get(where)
    with inside(world, place.sari) as session:
        due = working_days_after(session, clock.today(place.tenant.timezone), 10)
    assert TEXT in case.words and str(due.day) in case.words
    assert "3,42" not in case.words


@pytest.mark.parametrize(
    ("name", "state", "replaces"),
    [("kecualikan", "dikecualikan", 1), ("pertahankan", "dipertahankan", 0), ("alihkan", "dialihkan_ke_sistem", 1)],
)
def test_it_is_examined_and_decided_and_she_learns_why(browser, place, wira, made, where, sql, name, state, replaces):
    judge = browser(wira)
    assert step(judge, where, "periksa", 1, "").status == 303
    assert step(judge, where, name, 2).status == 303
    assert states(sql) == ["diajukan", "diperiksa", state]
    assert sql("select count(*) from evidence_card where replaces_id = %s and value is null", made.id) == [(replaces,)]
    card = browser(place.sari).get(f"/kinerja/bukti/{made.id}")
    assert REASON in card.words and "putusan itu final" in card.words and "3,42" in card.words
    codes = {row[0] for row in sql("select code from notice where person_id = %s", place.sari.id)}
    assert codes >= {"sanggahan:diperiksa", f"sanggahan:{state}"}
    deeds = {row[0] for row in sql("select action from audit_event where object_kind = 'evidence_contest'")}
    assert deeds == {"sanggahan:diperiksa", f"sanggahan:{state}"}


def test_what_is_excluded_is_replaced_by_a_card_without_a_number_and_both_stay(browser, place, wira, made, where, sql):
    judge = browser(wira)
    step(judge, where, "periksa", 1)
    step(judge, where, "kecualikan", 2)
    new = sql("select id from evidence_card where replaces_id = %s", made.id)[0][0]
    sari = browser(place.sari)
    page = sari.get(f"/kinerja/bukti/{new}")
    assert "menggantikan kartu yang disanggah" in page.words and "Tanpa nilai" in page.words
    assert str(made.id) in page.text and "Kirim sanggahan" not in page.words
    refused = sari.post(f"/kinerja/bukti/{new}/sanggahan", {"dasar": "kekeliruan_nyata", "uraian": TEXT})
    assert refused.status == 409 and "tidak ditanggapi atau disanggah lagi" in refused.words


def test_a_card_taken_since_stays_the_newest(world, browser, place, wira, made, where, sql):
    sql("update evidence_card set shown_on = shown_on - 60, superior_from = superior_from - 60 where id = %s", made.id)
    newer = take_card(world, place.sari, made.indicator_id, at=clock.now())
    judge = browser(wira)
    step(judge, where, "periksa", 1)
    step(judge, where, "kecualikan", 2)
    with inside(world, place.sari) as session:
        cards = {file.card.id for file in queries.newest_cards(session, place.sari.id)}
        bound = queries.bound_indicator(session, made.indicator_id)
    assert newer in cards and bound.last_sequence == 3


def test_a_step_out_of_order_says_what_the_contest_is_in(browser, wira, where, sql):
    judge = browser(wira)
    early = step(judge, where, "kecualikan", 1)
    assert early.status == 409 and "belum mulai diperiksa" in early.words
    step(judge, where, "periksa", 1)
    short = step(judge, where, "pertahankan", 2, "ya")
    assert short.status == 422 and "Tulis alasan putusan" in short.words
    step(judge, where, "pertahankan", 2)
    late = step(judge, where, "kecualikan", 3)
    assert late.status == 409 and "sudah diputus: dipertahankan" in late.words
    assert states(sql) == ["diajukan", "diperiksa", "dipertahankan"]


def test_of_two_who_decide_at_once_one_is_told(world, browser, place, wira, where, sql):
    wulan = appoint(world, place, "wulan", "Wulan Sejati", "verifikator")
    pages = [browser(wira), browser(wulan)]
    step(pages[0], where, "periksa", 1)
    pages[1].get(where)
    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(lambda page: step(page, where, "kecualikan", 2).status, pages))
    assert found == [303, 409]
    assert sql("select count(*) from evidence_card where replaces_id is not null")[0][0] >= 1
    assert states(sql) == ["diajukan", "diperiksa", "dikecualikan"]


def test_somebody_of_her_own_office_finds_nothing_to_judge(browser, place, where, sql):
    vera = browser(place.vera)  # a verifikator, but of the same dinas
    assert "Belum ada sanggahan" in vera.get("/kelola/sanggahan").words
    assert vera.get(where).status == 404 and step(vera, where, "periksa", 1).status == 404
    assert states(sql) == ["diajukan"]


def test_her_superior_does_not_judge_even_as_verifikator(world, browser, place, wira, where, sql):
    sql("update superior set superior_id = %s where person_id = %s", wira.id, place.sari.id)
    try:
        assert browser(wira).get(where).status == 404
    finally:
        sql("update superior set superior_id = %s where person_id = %s", place.budi.id, place.sari.id)


def test_only_the_verifikator_judges_and_the_stranger_finds_nothing(world, browser, place, where):
    for someone in (place.sari, place.budi, place.hana, place.oki):
        assert browser(someone).get(where).status == 403 and step(browser(someone), where, "periksa", 1).status == 403
    stranger = browser(appoint(world, world.gorontalo, "wati", "Wati Asing", "verifikator"))
    assert stranger.get(where).status == 404 and step(stranger, where, "periksa", 1).status == 404


def test_a_late_contest_is_marked_and_the_verifikator_is_told_once(app, world, browser, place, wira, where, sql):
    sql("update evidence_contest set at = at - interval '30 days'")
    assert "Terlambat" in browser(wira).get("/kelola/sanggahan").words
    for _ in range(2):
        assert jobs.remind_contests(app.config["RESOURCES"], place.tenant) == 1
    told = sql("select count(*) from notice where code = 'sanggahan:terlambat' and person_id = %s", wira.id)
    assert told == [(1,)]


def test_home_tells_the_verifikator_what_waits_and_what_is_late_stands_first(
    browser, place, wira, where, sql, count_queries
):
    judge = browser(wira)
    with count_queries() as statements:
        waits = judge.get("/beranda").words
    assert len(statements) <= 27, len(statements)
    assert "1 sanggahan pegawai menunggu putusan Anda. Batas waktu paling awal" in waits
    assert "sanggahan pegawai" not in browser(place.vera).get("/beranda").words  # of the same dinas
    sql("update evidence_contest set at = at - interval '30 days'")
    late = browser(wira).get("/beranda").words
    assert late.index("1 sanggahan pegawai terlambat diputus.") < late.index("Anda belum menyusun sasaran kinerja")
    for someone in (place.sari, place.oki):
        assert "terlambat diputus" not in browser(someone).get("/beranda").words


def test_a_contest_in_time_is_not_reminded_of(world, place, made):
    with inside(world, place.sari) as session:
        assert contests.remind(session, clock.now() + timedelta(days=3)) == 0


def test_a_system_cause_is_listed_for_the_bureau_without_a_name(browser, place, wira, where):
    judge = browser(wira)
    step(judge, where, "periksa", 1)
    step(judge, where, "alihkan", 2)
    page = browser(place.oki).get("/kelola/sanggahan/sebab-sistem")
    assert REASON in page.words and "Sari" not in page.words


def test_the_ten_days_are_working_days():
    assert rules.DECIDE_DAYS == 10 and set(rules.DECIDED) == {"dikecualikan", "dipertahankan", "dialihkan_ke_sistem"}
