"""The verifikator decides about held ratings: with a reason, once, never for his own office, and counts stay exact."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.feedback.reviewing import appoint, group_of, held_ids, same_device
from tests.feedback.steps import count, rate_many
from tests.world import today
from webapp.feedback.publication.recheck import differences
from webapp.feedback.publication.windows import last_day
from webapp.platform import paging
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
REASON = "Dua warga memakai gawai yang sama di loket."


def short_date(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture(autouse=True)
def afresh(no_ratings, sql):
    sql("delete from notice")
    sql("delete from audit_event where object_kind = 'review_decision'")


@pytest.fixture
def wira(world, place):
    return appoint(world, place, "wira", "Wira Utama", "verifikator")


@pytest.fixture
def held(app, browser, place, sql):
    same_device(app, browser, place, [4, 1, 3])
    return held_ids(sql)


def compared(app, place):
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return differences(session, today())


def decide(page, asked, ids, outcome="dilepas", reason=REASON):
    return page.post("/kelola/tinjauan", asked | {"pilih": [str(one) for one in ids], "putusan": outcome,
                                                  "alasan": reason})  # fmt: skip


def test_held_ratings_are_listed_by_point_day_and_reason_without_their_answers(browser, wira, held, place, sql):
    page = browser(wira).get("/kelola/tinjauan")
    assert "Loket 1" in page.words and "Perangkat yang sama sudah menilai" in page.words
    group = browser(wira).get("/kelola/tinjauan/kelompok", query_string=group_of(sql, place))
    assert "Penilaian 2" in group.words and "kurang dari 10 menit" in group.words
    for word in ("Tidak baik", "Sangat baik", "Kurang baik"):
        assert word not in group.words


def test_home_tells_the_verifikator_of_groups_to_review(browser, wira, held, place, sql):
    assert "kelompok penilaian yang ditahan menunggu tinjauan Anda. Yang paling lama dari" in (
        browser(wira).get("/beranda").words
    )
    assert "penilaian yang ditahan menunggu" not in browser(place.vera).get("/beranda").words


def test_what_expires_first_stands_first_and_the_list_can_be_narrowed(browser, wira, held, place, sql):
    sql("update rating set day = day - 14 where id = %s", held[0])
    ((first,), (second,)) = sql("select day from rating where id = any(%s) order by day", held)
    page = browser(wira)
    words = page.get("/kelola/tinjauan").words
    assert words.index(short_date(first)) < words.index(short_date(second)) and short_date(last_day(first)) in words
    same = page.get("/kelola/tinjauan", query_string={"titik": str(place.counter_id), "dugaan": "perangkat_sama"})
    assert short_date(first) in same.words and "Lepas semua pilihan" in same.words
    other = page.get("/kelola/tinjauan", query_string={"dugaan": "isian_mesin"})
    assert "Tidak ada yang cocok" in other.words and short_date(first) not in other.words
    assert page.get("/kelola/tinjauan", query_string={"titik": "bukan", "dugaan": "x"}).status == 200


def test_a_released_rating_counts_from_the_next_release_on(app, browser, wira, held, place, sql):
    answer = decide(browser(wira), group_of(sql, place), held)
    assert answer.status == 303
    assert sql("select count(*) from rating_waiting") == [(3,)] and held_ids(sql) == []
    assert sql("select n, d1 + d2 + d3 + d4, perangkat_sama, w1 + w2 + w3 + w4 from rating_bucket") == [(3, 0, 0, 3)]
    assert compared(app, place) == []
    rate_many(browser, place.counter, [4, 4, 4], first=40)
    count(app, place)
    assert sql("select n from unit_score where opd_id = %s", place.dinas) == [(6,)]
    assert compared(app, place) == []
    detail = sql("select action, detail->>'putusan' from audit_event where object_kind = 'review_decision'")
    assert detail == [("tinjauan:diputus", "dilepas")]


@pytest.mark.parametrize("outcome", ["dipertahankan", "dialihkan_ke_sistem"])
def test_an_upheld_rating_goes_on_weighing_nothing(app, browser, wira, held, place, sql, outcome):
    assert decide(browser(wira), group_of(sql, place), held, outcome).status == 303
    assert sql("select count(*) from rating_waiting") == [(1,)] and len(held_ids(sql)) == 2
    assert compared(app, place) == []
    assert "Tidak ada yang menunggu" in browser(wira).get("/kelola/tinjauan").words
    assert REASON in browser(wira).get("/kelola/tinjauan/putusan").words


def test_a_system_cause_reaches_the_organisation_bureau(browser, wira, held, place, sql):
    decide(browser(wira), group_of(sql, place), held, "dialihkan_ke_sistem")
    assert REASON in browser(place.oki).get("/kelola/tinjauan/sebab-sistem").words
    assert sql("select count(*) from notice where code = 'tinjauan:sistem' and person_id = %s", place.oki.id) == [(1,)]


def test_some_of_a_group_may_be_decided_and_the_rest_waits(app, browser, wira, held, place, sql):
    decide(browser(wira), group_of(sql, place), held[:1])
    assert held_ids(sql) == held[1:] and compared(app, place) == []
    assert "Menunggu" in browser(wira).get("/kelola/tinjauan/kelompok", query_string=group_of(sql, place)).words


def test_a_decision_needs_a_reason_a_choice_and_a_rating(browser, wira, held, place, sql):
    asked = group_of(sql, place)
    assert "Terlalu pendek" in decide(browser(wira), asked, held, reason="ya").words
    assert decide(browser(wira), asked, held, outcome="hapus").status == 422
    assert decide(browser(wira), asked, []).status == 422
    assert sql("select count(*) from review_decision") == [(0,)]


def test_a_verifikator_of_the_scored_office_sees_and_decides_nothing(browser, held, place, sql):
    vera = browser(place.vera)  # she belongs to the dinas whose counter it is
    assert "Tidak ada yang menunggu" in vera.get("/kelola/tinjauan").words
    assert vera.get("/kelola/tinjauan/kelompok", query_string=group_of(sql, place)).status == 404
    assert decide(vera, group_of(sql, place), held).status == 404


@pytest.mark.parametrize(("basis", "days_ago"), [("plt", None), ("plh", None), ("definitif", 20)])
def test_who_has_a_second_post_there_or_worked_there_lately_judges_nothing(
    world, browser, held, place, sql, basis, days_ago
):
    two_hats = appoint(world, place, "tono", "Tono Rangkap", "verifikator")
    until = days_ago and today() - timedelta(days=days_ago)
    sql("delete from placement where person_id = %s and jabatan_id in (select id from jabatan where opd_id = %s)",
        two_hats.id, place.dinas)  # fmt: skip
    if until:
        sql("update placement set valid_from = %s where person_id = %s", until + timedelta(days=1), two_hats.id)
    sql("insert into placement (tenant_id, id, person_id, jabatan_id, basis, valid_from, valid_to)"
        " select tenant_id, gen_random_uuid(), %s, id, %s, %s, %s from jabatan where opd_id = %s limit 1",
        two_hats.id, basis, today() - timedelta(days=60), until, place.dinas)  # fmt: skip
    tono = browser(two_hats)
    assert "Tidak ada yang menunggu" in tono.get("/kelola/tinjauan").words
    assert tono.get("/kelola/tinjauan/kelompok", query_string=group_of(sql, place)).status == 404
    assert decide(tono, group_of(sql, place), held).status == 404
    sql("delete from placement where person_id = %s and basis <> 'definitif' or valid_to = %s", two_hats.id, until)


def test_nobody_reviews_what_is_about_himself(browser, wira, held, place, sql):
    sql("update rating set officer_id = %s", wira.id)
    assert "Tidak ada yang menunggu" in browser(wira).get("/kelola/tinjauan").words
    assert decide(browser(wira), group_of(sql, place), held).status == 404


def test_only_the_verifikator_reviews(browser, held, place, sql):
    for someone in (place.oki, place.hana, place.sari):
        assert browser(someone).get("/kelola/tinjauan").status == 403
        assert decide(browser(someone), group_of(sql, place), held).status == 403


def test_the_stranger_of_another_pemda_finds_nothing(world, browser, wira, held, place, sql):
    stranger = browser(appoint(world, world.gorontalo, "wati", "Wati Asing", "verifikator"))
    assert stranger.get("/kelola/tinjauan/kelompok", query_string=group_of(sql, place)).status == 404
    assert decide(stranger, group_of(sql, place), held).status == 404
    decide(browser(wira), group_of(sql, place), held)
    decision = sql("select id from review_decision")[0][0]
    assert stranger.get(f"/kelola/tinjauan/putusan/{decision}").status == 404


def test_a_decision_is_turned_once_and_by_another_person(app, world, browser, wira, held, place, sql):
    wulan = appoint(world, place, "wulan", "Wulan Sejati", "verifikator")
    decide(browser(wira), group_of(sql, place), held, "dipertahankan")
    decision = sql("select id from review_decision")[0][0]
    where, turned = f"/kelola/tinjauan/putusan/{decision}/ubah", {"putusan": "dilepas", "alasan": REASON}
    assert "hanya dapat diubah oleh verifikator lain" in browser(wira).post(where, turned).words
    assert browser(wulan).post(where, turned).status == 303
    assert held_ids(sql) == [] and compared(app, place) == []
    again = browser(wira).post(where, turned)
    assert again.status == 409 and "sudah pernah diubah" in again.words
    assert sql("select count(*) from review_decision") == [(2,)]


def test_a_release_is_taken_back_only_while_it_waits(app, world, browser, wira, held, place, sql):
    wulan = appoint(world, place, "wulan", "Wulan Sejati", "verifikator")
    decide(browser(wira), group_of(sql, place), held[:1])
    decide(browser(wira), group_of(sql, place), held[1:])
    first, second = (row[0] for row in sql("select id from review_decision order by at"))
    back = {"putusan": "dipertahankan", "alasan": REASON}
    assert browser(wulan).post(f"/kelola/tinjauan/putusan/{first}/ubah", back).status == 303
    assert held_ids(sql) == held[:1] and compared(app, place) == []
    rate_many(browser, place.counter, [4] * 5, first=40)
    count(app, place)
    late = browser(wulan).post(f"/kelola/tinjauan/putusan/{second}/ubah", back)
    assert late.status == 409 and "sudah ikut dalam angka yang diumumkan" in late.words
    assert held_ids(sql) == held[:1] and compared(app, place) == []


def test_of_two_who_decide_at_once_one_is_told(app, world, browser, wira, held, place, sql):
    wulan = appoint(world, place, "wulan", "Wulan Sejati", "verifikator")
    pages, asked = [browser(wira), browser(wulan)], group_of(sql, place)
    for page in pages:
        page.get("/kelola/tinjauan")
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(lambda page: decide(page, asked, held).status, pages))
    assert statuses == [303, 409]
    assert sql("select count(*) from reviewed_rating") == [(2,)] and compared(app, place) == []


def decide_often(sql, wira, place, times):
    """So many decisions, each a minute newer than the one before, by their reasons' numbers."""
    sql(
        """insert into review_decision (tenant_id, id, point_id, day, doubt, outcome, reason, n, is_reversal,
                                        by_id, at)
           select p.tenant_id, gen_random_uuid(), p.id, current_date, 'perangkat_sama', 'dialihkan_ke_sistem',
                  'Alasan nomor ' || n || '.', 1, false, %s, now() - n * interval '1 minute'
           from service_point p, generate_series(1, %s) n where p.id = %s""", wira.id, times, place.counter_id,
    )  # fmt: skip


@pytest.mark.parametrize("list_of", ["putusan", "sebab-sistem"])
def test_decisions_are_shown_by_pages(browser, wira, place, sql, list_of):
    decide_often(sql, wira, place, 30)
    page, where = browser(wira), f"/kelola/tinjauan/{list_of}"
    first, second = page.get(where), page.get(f"{where}?halaman=2")
    assert "Alasan nomor 25." in first.words and "Alasan nomor 26." not in first.words and "1 sampai 25" in first.words
    assert "Alasan nomor 25." not in second.words and "Alasan nomor 30." in second.words
    assert any(link.endswith("halaman=2") for link in first.page.links)
    assert any(link.endswith("halaman=1") for link in second.page.links)
    assert "Lihat berikutnya" not in second.words
    assert "Tidak ada lagi" in page.get(f"{where}?halaman=9").words
    for odd in ("0", "-1", "satu", "99999999", "²"):
        assert page.get(f"{where}?halaman={odd}").status == 200


def test_held_groups_are_shown_by_pages(browser, wira, held, place, sql, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 1)
    sql("update rating_doubt set reason = 'isian_mesin' where rating_id = %s", held[0])
    pages = [browser(wira).get(f"/kelola/tinjauan?halaman={number}") for number in (1, 2)]
    told = [page.text.count("/kelola/tinjauan/kelompok?") for page in pages]
    assert told == [1, 1] and ["Lihat berikutnya" in page.words for page in pages] == [True, False]


