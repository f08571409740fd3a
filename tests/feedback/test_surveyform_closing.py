"""A survey that ends while somebody answers: what was begun is kept, who comes later is told at the door."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.feedback.surveying import FORM, answers, extend, fresh, open_period, whole
from webapp.feedback.survey.index import UNSUR
from webapp.platform import clock

EVENING = timedelta(hours=23, minutes=30)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    fresh(sql)


@pytest.fixture
def at(monkeypatch, world):
    """Sets the clock to so long after midnight of today, in the pemda's zone."""
    zone = ZoneInfo(world.pontianak.tenant.timezone)
    midnight = datetime.combine(clock.today(zone.key), datetime.min.time(), zone)

    def turn(since_midnight: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: (midnight + since_midnight).astimezone(ZoneInfo("UTC")))

    return turn


@pytest.fixture
def oki(at, browser, world):
    """Signed in on the evening."""
    at(EVENING)
    return browser(world.pontianak.oki)


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def open_form(citizen):
    return citizen.get(f"{FORM}?bentuk=semua").page.hidden["kunci"]


def test_who_began_on_the_last_evening_is_kept_until_the_key_grows_old(at, oki, citizen, world, sql):
    open_period(oki, world, days=(0, 0))
    given, key = answers(oki, citizen), open_form(citizen)
    at(EVENING + timedelta(hours=11, minutes=59))
    assert whole(citizen, world, given, kunci=key).status == 303
    assert sql("select day = (select until from survey_period) from survey_response") == [(True,)]


def test_who_took_longer_sends_once_more_and_is_kept(at, oki, citizen, world, sql):
    open_period(oki, world, days=(0, 0))
    given, key = answers(oki, citizen), open_form(citizen)
    at(timedelta(days=1, hours=23, minutes=59))
    again = whole(citizen, world, given, kunci=key)
    assert again.status == 422 and "Jawaban Anda masih ada" in again.words
    assert whole(citizen, world, given, kunci=again.page.hidden["kunci"]).status == 303
    assert sql("select count(*) from survey_response") == [(1,)]


def test_steps_may_be_walked_to_the_end_after_midnight(at, oki, citizen, world, sql):
    open_period(oki, world, days=(0, 0))
    page = citizen.get(FORM)
    for slug in UNSUR:
        page = citizen.post(FORM, page.page.hidden | {slug: "3"})
        at(EVENING + timedelta(hours=1))
    sent = {"layanan": str(world.pontianak.service), "kelamin": "P", "usia": "30_39", "pendidikan": "SMA",
            "pekerjaan": "swasta", "arah": "kirim"}  # fmt: skip
    assert citizen.post(FORM, page.page.hidden | sent).status == 303
    assert sql("select count(*) from survey_response") == [(1,)]


def test_who_comes_after_the_last_day_is_told_before_she_starts(at, oki, citizen, world):
    open_period(oki, world, days=(0, 0))
    at(timedelta(days=1, minutes=1))
    page = citizen.get(FORM)
    assert page.status == 200 and "sedang tidak berlangsung" in page.words and "Pertanyaan 1" not in page.words


def test_the_first_page_says_until_when(at, oki, citizen, world):
    open_period(oki, world, days=(0, 0))
    assert "Survei ini berlangsung sampai" in citizen.get(FORM).words


def test_a_form_of_days_ago_is_told_the_truth(at, oki, citizen, world, sql):
    open_period(oki, world, days=(0, 0))
    given, key = answers(oki, citizen), open_form(citizen)
    at(timedelta(days=2, minutes=1))
    answer = whole(citizen, world, given, kunci=key)
    assert answer.status == 410 and "tidak tersimpan" in answer.words
    assert sql("select count(*) from survey_response") == [(0,)]


def test_what_was_begun_in_a_period_counts_there_though_the_next_has_begun(at, oki, citizen, world, sql):
    open_period(oki, world, days=(0, 0))
    given, key = answers(oki, citizen), open_form(citizen)
    extend(oki)  # the next period asks sixteen questions
    assert open_period(oki, world, days=(1, 20), nama="Masa berikutnya").status == 303
    at(EVENING + timedelta(hours=2))
    assert len(answers(oki, citizen)) == 16
    assert whole(citizen, world, given, kunci=key).status == 303
    assert sql("select p.name, cardinality(r.answers) from survey_response r "
               "join survey_period p on p.id = r.period_id") == [("Semester 2 tahun 2026", 9)]  # fmt: skip


FIELDS = ("layanan", "kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas", "persyaratan")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["x" * 5000, "😀", "\u202eya", "ya\x00", ["1", "2"], "<script>"])
def test_what_is_no_answer_is_refused_with_the_rest_kept(oki, citizen, world, sql, field, value):
    open_period(oki, world)
    answer = whole(citizen, world, answers(oki, citizen), **{field: value})
    assert answer.status == 422 and "Isian Anda yang lain tidak hilang" in answer.words
    assert answer.text.count("checked") >= 8 and "<script>" not in answer.text
    assert sql("select count(*) from survey_response") == [(0,)]
