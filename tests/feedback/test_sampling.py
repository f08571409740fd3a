"""The inspector's draw: two in a hundred of a month, by a seed nobody chooses, the same whoever draws again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feedback.reviewing import appoint
from tests.feedback.steps import give
from webapp.feedback.review import drawing, rules
from webapp.feedback.review.jobs import draw_month
from webapp.feedback.review.words import WEEKDAYS
from webapp.platform import clock, paging

NOTE = "Tanda perangkat dan waktunya cocok dengan perlakuannya."


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def indra(world, place):
    return appoint(world, place, "indra", "Indra Jaya", "inspektorat")


@pytest.fixture
def drawn(app, browser, world, place, sql, no_ratings, monkeypatch, indra):
    """Sixty ratings of a month, and its draw six weeks later."""
    sql("delete from notice")
    give(app, browser, world, [1, 2, 3, 4] * 15)
    first = clock.today(place.tenant.timezone).replace(day=1)
    later = clock.now() + timedelta(days=45)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert drawing.month_due(clock.today(place.tenant.timezone)).since == first
    assert draw_month(app.config["RESOURCES"], place.tenant) is True
    return sql("select id from audit_draw")[0][0]


def test_a_month_is_drawn_once_with_its_seed_and_the_inspector_is_told(app, place, drawn, indra, sql):
    assert draw_month(app.config["RESOURCES"], place.tenant) is False
    assert sql("select ratings, decisions, seed from audit_draw")[0][:2] == (60, 0)
    assert sql("select count(*) from audit_item") == [(2,)]  # two in a hundred of sixty, rounded up
    assert sql("select count(*) from notice where code = 'uji-petik:baru' and person_id = %s", indra.id) == [(1,)]


def test_two_who_draw_at_once_make_one_draw(app, place, drawn, sql):
    for table in ("audit_item", "audit_draw"):
        sql(f"delete from {table}")
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: draw_month(app.config["RESOURCES"], place.tenant), range(2)))
    assert sorted(made) == [False, True] and sql("select count(*) from audit_item") == [(2,)]


def test_the_page_says_how_to_draw_again_and_does_it(browser, indra, drawn, sql):
    page = browser(indra).get(f"/kelola/uji-petik/{drawn}")
    assert sql("select seed from audit_draw")[0][0] in page.words and "2 persen" in page.words
    for word in ("Tidak baik", "Sangat baik"):
        assert word not in page.words
    again = browser(indra).get(f"/kelola/uji-petik/{drawn}?hitung=ulang")
    assert "Undian ini dapat diulang" in again.words


def test_counters_of_the_same_name_are_told_apart_by_their_office(browser, indra, drawn, sql):
    assert "Dinas Kependudukan dan Pencatatan Sipil" in browser(indra).get(f"/kelola/uji-petik/{drawn}").words
    item = sql("select id from audit_item order by rank")[0][0]
    assert "Dinas Kependudukan dan Pencatatan Sipil" in browser(indra).get(f"/kelola/uji-petik/temuan/{item}").words


def test_a_rating_taken_away_since_shows(browser, indra, drawn, sql):
    sql("update audit_item set rank = 'x' where id = (select min(id::text)::uuid from audit_item)")
    assert "Undian ulang berbeda" in browser(indra).get(f"/kelola/uji-petik/{drawn}?hitung=ulang").words


def test_a_finding_is_recorded_once_with_a_note(browser, indra, drawn, sql):
    item = sql("select id from audit_item order by rank")[0][0]
    page, where = browser(indra), f"/kelola/uji-petik/temuan/{item}"
    assert "Terlalu pendek" in page.post(where, {"temuan": "sesuai", "catatan": "ok"}).words
    assert page.post(where, {"temuan": "perlu_ditinjau", "catatan": NOTE}).status == 303
    again = page.post(where, {"temuan": "sesuai", "catatan": NOTE})
    assert again.status == 409 and "sudah dicatat" in again.words
    assert NOTE in page.get(where).words
    assert sql("select outcome from audit_finding") == [("perlu_ditinjau",)]


def test_home_tells_the_inspector_what_was_drawn_until_it_is_looked_at(
    browser, world, place, indra, drawn, sql, count_queries
):
    visitor = browser(indra)
    with count_queries() as statements:
        words = visitor.get("/beranda").words
    assert "2 butir uji petik belum Anda periksa. Yang paling lama dari undian" in words
    assert len(statements) <= 27, len(statements)
    assert "uji petik" not in browser(place.oki).get("/beranda").words
    item = sql("select id from audit_item order by rank")[0][0]
    browser(indra).post(f"/kelola/uji-petik/temuan/{item}", {"temuan": "sesuai", "catatan": NOTE})
    assert "1 butir uji petik belum Anda periksa." in browser(indra).get("/beranda").words
    sql("update service_point set opd_id = (select id from opd where slug = 'inspektorat') where id = %s",
        place.counter_id)  # fmt: skip
    try:
        assert "butir uji petik" not in browser(indra).get("/beranda").words
    finally:
        sql("update service_point set opd_id = %s where id = %s", place.dinas, place.counter_id)


def test_the_inspector_sees_what_the_rules_saw_and_nobodys_identity(browser, indra, drawn, sql):
    item, day, device = sql("""
        select i.id, r.day, encode(t.device, 'hex') from audit_item i join rating r on r.id = i.rating_id
        left join rating_trace t on t.rating_id = r.id order by i.rank limit 1""")[0]
    page = browser(indra).get(f"/kelola/uji-petik/temuan/{item}")
    for said in ("Apa yang dilihat aturan", "Perangkat yang sama sudah menilai", "Tidak menahan", "pada pekan itu",
                 "dari jaringan yang sama di titik ini", "Tidak ada undangan",
                 "Semua penilaian di titik ini pada hari itu", WEEKDAYS[day.weekday()]):  # fmt: skip
        assert said in page.words, said
    assert device is None or device not in page.text
    for word in ("Tidak baik", "Sangat baik"):
        assert word not in page.words


def test_a_held_rating_says_which_rule_held_it_and_with_which_weight(browser, indra, drawn, sql):
    item, rating = sql("select id, rating_id from audit_item order by rank")[0]
    sql("""insert into rating_doubt (tenant_id, id, rating_id, reason)
           select tenant_id, gen_random_uuid(), id, 'isian_mesin' from rating where id = %s""", rating)  # fmt: skip
    page = browser(indra).get(f"/kelola/uji-petik/temuan/{item}").words
    assert "Terlihat Ditahan: bobot 0" in page
    sql("update rating_doubt set lifted = true")
    assert "Ditahan, lalu dilepas verifikator" in browser(indra).get(f"/kelola/uji-petik/temuan/{item}").words


def test_when_the_marks_are_erased_the_page_says_so(browser, indra, drawn, sql):
    item = sql("select id from audit_item order by rank")[0][0]
    sql("delete from rating_trace")
    page = browser(indra).get(f"/kelola/uji-petik/temuan/{item}").words
    assert "Sudah dihapus karena masa penilaiannya berakhir" in page and "Perangkatnya tidak dikenal" in page


def test_of_a_decision_he_sees_what_was_decided_together(browser, place, indra, drawn, sql):
    ((tenant, item, rating),) = sql("select tenant_id, id, rating_id from audit_item order by rank limit 1")
    decision, by = uuid4(), place.budi.id
    sql("""insert into review_decision (tenant_id, id, point_id, day, doubt, outcome, reason, n, is_reversal, by_id, at)
           select tenant_id, %s, point_id, day, 'perangkat_sama', 'dipertahankan', 'Perangkat pameran yang sama', 1,
           false, %s, now() from rating where id = %s""", decision, by, rating)  # fmt: skip
    sql("insert into reviewed_rating values (%s, %s, 1, %s)", tenant, rating, decision)
    sql("update audit_item set rating_id = null, decision_id = %s where id = %s", decision, item)
    page = browser(indra).get(f"/kelola/uji-petik/temuan/{item}").words
    assert "Penilaian yang diputus bersama 1" in page and "1 perangkat, 1 jaringan" in page
    assert "Perangkat pameran yang sama" in page and "Semua penilaian di titik ini" in page


def test_what_is_of_the_inspector_s_own_office_is_not_for_him(world, browser, place, drawn, sql):
    own = browser(appoint(world, place, "dinar", "Dinar Muda", "inspektorat", opd="disdukcapil"))
    page = own.get(f"/kelola/uji-petik/{drawn}")
    assert "Dari kantor Anda sendiri dan tidak ditampilkan: 2" in page.words
    item = sql("select id from audit_item")[0][0]
    assert own.get(f"/kelola/uji-petik/temuan/{item}").status == 404


def test_only_the_inspector_of_this_pemda_opens_it(world, browser, place, drawn, sql):
    item = sql("select id from audit_item")[0][0]
    where = (f"/kelola/uji-petik/{drawn}", f"/kelola/uji-petik/temuan/{item}")
    stranger = browser(appoint(world, world.gorontalo, "ina", "Ina Asing", "inspektorat"))
    for address in where:
        assert browser(place.oki).get(address).status == 403 and stranger.get(address).status == 404


def test_a_month_is_due_a_week_after_it_is_over():
    assert drawing.month_due(date(2026, 11, 7)).since == date(2026, 9, 1)
    assert drawing.month_due(date(2026, 11, 8)).since == date(2026, 10, 1)
    assert drawing.month_due(date(2026, 1, 9)) == drawing.Month(date(2025, 12, 1), date(2026, 1, 1))


@given(st.integers(0, 400))
def test_two_in_a_hundred_are_drawn_and_the_order_of_the_list_changes_nothing(n):
    things = [uuid4() for _ in range(n)]
    seed = rules.seed_of("angka yang diumumkan")
    found = rules.drawn(seed, things)
    assert len(found) == -(-n * 2 // 100) and found == rules.drawn(seed, reversed(things))
    assert not {rank for rank, _ in rules.drawn(rules.seed_of("lain"), things)} & {rank for rank, _ in found}


def test_what_was_drawn_and_the_draws_are_shown_by_pages(browser, indra, drawn, sql, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 1)
    items = [str(row[0]) for row in sql("select id from audit_item order by rank")]
    for number, item in enumerate(items, start=1):
        links = browser(indra).get(f"/kelola/uji-petik/{drawn}?halaman={number}").page.links
        assert [each for each in items if any(link.endswith(each) for link in links)] == [item]
    assert "Lihat berikutnya" not in browser(indra).get("/kelola/uji-petik").words
