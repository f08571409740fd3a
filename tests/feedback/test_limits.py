"""A pemda may ask for more answers than the platform before it shows what they say, never for fewer."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest

from tests.feedback.steps import count, give, turn
from webapp.feedback.publication import limits, queries
from webapp.feedback.publication.cards import distribution, shown
from webapp.feedback.publication.models import PeriodScore
from webapp.feedback.publication.officers import _hide_below
from webapp.feedback.publication.rules import HIGHEST, PLATFORM, Limits, Looser, is_batch, may_leave, stricter_limits
from webapp.platform import clock

PAGE = "/kelola/pengaturan/ambang"
FIELDS = {"sekaligus": "5", "kantor": "10", "pegawai": "10", "kunjungan": "5"}


@pytest.fixture(autouse=True)
def afresh(sql, world):
    yield
    sql("delete from publication_limit")


@pytest.fixture
def oki(browser, world):
    return browser(world.pontianak.oki)


def test_the_platforms_limits_are_those_the_formula_and_the_batches_use():
    assert Limits(5, 10, 10, 5) == PLATFORM and PLATFORM.for_units().minimum_ratings == 10


@pytest.mark.parametrize("name", vars(PLATFORM))
def test_a_limit_may_only_become_stricter(name):
    least, most = getattr(PLATFORM, name), getattr(HIGHEST, name)
    assert getattr(stricter_limits(PLATFORM, **{name: most}), name) == most
    for wrong in (least - 1, 0, -1, most + 1):
        with pytest.raises(Looser, match=name):
            stricter_limits(PLATFORM, **{name: wrong})


@pytest.mark.parametrize("field, name", list(zip(FIELDS, vars(PLATFORM), strict=True)))
def test_the_form_refuses_what_is_looser_with_the_bounds(oki, sql, field, name):
    for wrong in (getattr(PLATFORM, name) - 1, getattr(HIGHEST, name) + 1, "banyak", ""):
        answer = oki.post(PAGE, FIELDS | {field: str(wrong)})
        assert answer.status == 422 and f'id="{field}-error"' in answer.text
    assert "hanya boleh diperketat" in oki.post(PAGE, FIELDS | {field: "1"}).words
    assert sql("select count(*) from publication_limit") == [(0,)]


@pytest.mark.parametrize("column", vars(PLATFORM))
def test_the_database_refuses_what_is_looser(sql, world, column):
    values = vars(PLATFORM) | {column: getattr(PLATFORM, column) - 1}
    with pytest.raises(psycopg.errors.CheckViolation):
        sql(
            "insert into publication_limit (tenant_id, id, batch, unit_answers, officer_answers, officer_verified, "
            "by_id, at) values (%s, gen_random_uuid(), %s, %s, %s, %s, %s, now())",
            world.pontianak.tenant.id, *values.values(), world.pontianak.oki.id,
        )  # fmt: skip


def test_a_choice_is_a_new_row_with_who_and_when_and_a_record(oki, sql, world, browser):
    assert "Batas jawaban tersimpan" in oki.follow(oki.post(PAGE, FIELDS | {"kantor": "30"})).words
    shown = oki.follow(oki.post(PAGE, FIELDS | {"kantor": "20"}))
    assert "Oki Saputra" in shown.words and sql("select count(*) from publication_limit") == [(2,)]
    detail = sql("select detail from audit_event where action = 'pengaturan:ambang' order by id desc limit 1")[0][0]
    assert (detail["sebelum"]["unit_answers"], detail["sesudah"]["unit_answers"]) == (30, 20)
    assert "Tidak ada yang berubah" in oki.follow(oki.post(PAGE, FIELDS | {"kantor": "20"})).words
    assert "20" not in browser(world.gorontalo.nur).get(PAGE).words.partition("Riwayat")[2]


def test_rules_take_the_batch_they_are_given():
    assert is_batch([1] * 8, 8) and not is_batch([1] * 7, 8)
    assert may_leave(8, clock.now() - clock.now(), 8) and not may_leave(7, clock.now() - clock.now(), 8)


def test_an_offices_score_waits_for_the_pemdas_own_number(app, browser, world, inside, oki):
    oki.post(PAGE, FIELDS | {"kantor": "40"})
    give(app, browser, world, [4, 3, 4, 2] * 5)
    with inside(world.pontianak) as session:
        row = queries.unit_score(session, world.pontianak.dinas)
        assert row.n == 20 and row.score is None and row.status == "insufficient"
    assert "paling sedikit 40 jawaban" in browser().get("/transparansi").words
    oki.post(PAGE, FIELDS)
    turn(app, world.pontianak)
    with inside(world.pontianak) as session:
        assert queries.unit_score(session, world.pontianak.dinas).score is not None


def test_what_people_answered_waits_with_the_score(app, browser, world, oki):
    pages = dict.fromkeys(("/transparansi/disdukcapil", "/hasil/disdukcapil"), "memberi tiap jawaban")
    pages["/hasil/disdukcapil/hasil.csv"] = "Sebaran,Sangat baik"
    give(app, browser, world, [4, 3, 4, 2] * 5, first=100)
    for page, answers in pages.items():
        assert answers in oki.get(page).text, page
    oki.post(PAGE, FIELDS | {"kantor": "100"})
    for page, answers in pages.items():
        told = oki.get(page).text
        assert "Belum cukup data" in told and answers not in told, page
    assert "setelah paling sedikit 100 penilaian" in oki.get("/hasil/disdukcapil").words


def test_a_period_that_was_told_is_hidden_by_a_limit_that_comes_later():
    row = PeriodScore(tenant_id=uuid4(), opd_id=uuid4(), kind="tahun", since=date(2026, 1, 5),
                      until=date(2026, 12, 27), n=20, score=Decimal("3.4"),
                      low=Decimal(3), high=Decimal(4), status="usable",
                      n1=0, n2=0, n3=12, n4=8)  # fmt: skip
    hidden = shown(row, 40)
    assert (hidden.score, hidden.low, hidden.high, hidden.status, hidden.n) == (None, None, None, "insufficient", 20)
    assert shown(row, 20) is row and row.score == Decimal("3.4")
    assert distribution(row, 40) == [] and len(distribution(row, 20)) == 4


def test_a_larger_batch_keeps_more_answers_together(app, browser, world, inside, oki):
    with inside(world.pontianak) as session:
        before = queries.unit_score(session, world.pontianak.dinas)
        n = before.n if before else 0
    oki.post(PAGE, FIELDS | {"sekaligus": "12"})
    give(app, browser, world, [4] * 8, first=300)
    with inside(world.pontianak) as session:
        row = queries.unit_score(session, world.pontianak.dinas)
        assert (row.n if row else 0) == n
    give(app, browser, world, [4] * 4, first=320)
    count(app, world.pontianak)
    with inside(world.pontianak) as session:
        assert queries.unit_score(session, world.pontianak.dinas).n == n + 12


@pytest.mark.parametrize("n, share, shown", [(40, "0.5", True), (29, "0.9", False), (40, "0.2", False)])
def test_an_officers_score_is_held_back_and_never_changed(n, share, shown):
    own = stricter_limits(PLATFORM, officer_answers=30, officer_verified=15)
    numbers = {"score": Decimal("3.4"), "low": Decimal(3), "high": Decimal(4)}
    row = SimpleNamespace(n=n, verified_share=Decimal(share), status="early", **numbers)
    _hide_below(row, own)
    assert (row.score == Decimal("3.4"), row.status == "early") == (shown, shown)


def test_in_a_transaction_the_limits_are_asked_once(world, inside, count_queries):
    with inside(world.pontianak) as session, count_queries() as statements:
        assert limits.in_force(session) == limits.in_force(session) == PLATFORM
    assert len([each for each in statements if "publication_limit" in each]) == 1


def test_others_are_refused(browser, world):
    assert browser(world.pontianak.hana).post(PAGE, FIELDS).status == 403
    assert browser(world.pontianak.sari).get(PAGE).status == 403
