"""A device's second answer to the survey is thanked, sealed and held; the marks live apart and are forgotten."""

from datetime import timedelta

import pytest

from tests.feedback.survey_holds import answer, counted, held_ids, plant_held
from tests.feedback.surveying import fresh, open_period
from webapp.feedback.ratings.marks import mark as mark_of_ratings
from webapp.feedback.survey import counting
from webapp.feedback.survey.holding.marks import mark
from webapp.feedback.survey.jobs import forget_marks
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture(autouse=True)
def period(browser, world, place, sql):
    for table in ("survey_followup_step", "survey_followup", "survey_report_text", "survey_recount",
                  "survey_publication"):  # fmt: skip
        sql(f"delete from {table}")
    fresh(sql)
    assert open_period(browser(place.oki), world).status == 303
    yield sql("select id from survey_period")[0][0]
    fresh(sql)


@pytest.fixture
def phone(browser, place):
    return browser(tenant=place.tenant)


def total(sql) -> int:
    return sql("select coalesce(sum(n1 + n2 + n3 + n4), 0) from survey_sum where question = 0")[0][0]


def differences(world, place):
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        return counting.differences(session)


def later(monkeypatch, **how):
    then = clock.now() + timedelta(**how)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_a_second_answer_of_a_device_is_thanked_alike_sealed_and_held(app, world, place, phone, sql):
    first, second = answer(phone, place, "4"), answer(phone, place, "1")
    assert first.status == second.status == 303 and first.location == second.location
    assert counted(app, place) == 2
    assert total(sql) == 1 and len(held_ids(sql)) == 1
    assert sql("select count(*) from seal_waiting w join survey_response r on r.id = w.record_id") == [(2,)]
    assert sql("select sum(n) from survey_profile where trait = 'sex'") == [(1,)]
    assert differences(world, place) == []


def test_it_is_the_first_that_counts_whatever_was_answered(app, place, phone, sql):
    answer(phone, place, "1")
    counted(app, place)
    for value in "44":
        answer(phone, place, value)
        counted(app, place)
    assert sql("select n1, n4 from survey_sum where question = 0") == [(1, 0)]
    assert sql("select nth, same_day, reason from survey_hold order by nth") == [
        (2, True, "perangkat_sama"), (3, True, "perangkat_sama")]  # fmt: skip


def test_two_devices_both_count(app, browser, place, sql):
    for _ in range(2):
        answer(browser(tenant=place.tenant), place)
    counted(app, place)
    assert total(sql) == 2 and held_ids(sql) == []


def test_the_same_device_may_answer_about_another_service_and_in_another_week(app, place, phone, sql, monkeypatch):
    answer(phone, place)
    services = [row[0] for row in sql("select s.id from service s join service_point p on p.service_id = s.id "
                                      "where s.tenant_id = %s and p.opd_id = %s and s.id <> %s",
                                      place.tenant.id, place.dinas, place.service)]  # fmt: skip
    for each in services[:1]:
        answer(phone, place, layanan=str(each))
    later(monkeypatch, days=7)
    answer(phone, place)
    counted(app, place)
    assert total(sql) == 2 + len(services[:1]) and held_ids(sql) == []


def test_the_same_form_sent_twice_is_one_answer_and_holds_nothing(app, place, phone, sql):
    key = phone.get("/skm/disdukcapil?bentuk=semua").page.hidden["kunci"]
    for _ in range(2):
        assert answer(phone, place, kunci=key).status == 303
    counted(app, place)
    assert total(sql) == 1 and held_ids(sql) == []


def test_paper_bears_no_mark(app, world, place, sql):
    plant_held(world, place, 3, 0, (60, 40), count=False)
    sql("update survey_pending set device = null")
    counted(app, place)
    assert total(sql) == 4 and sql("select count(*) from survey_device") == [(0,)]


def test_staff_of_the_surveyed_office_are_held_from_the_first(app, browser, place, sql):
    budi = browser(place.budi)
    assert answer(budi, place).status == 303
    counted(app, place)
    assert total(sql) == 0 and sql("select reason, nth from survey_hold") == [("staf_unit", None)]


def test_a_counting_job_that_dies_leaves_no_trace_and_is_done_once_more(app, world, place, phone, sql):
    for value in "432":
        answer(phone, place, value)
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        assert counting.count_waiting(session) == 3
        session.rollback()
    assert sql("select count(*) from survey_device") == [(0,)] and held_ids(sql) == []
    assert counted(app, place) == 3 and counted(app, place) == 0
    assert total(sql) == 1 and len(held_ids(sql)) == 2
    assert sql("select n from survey_device") == [(3,)] and differences(world, place) == []


def test_a_mark_names_no_answer_and_goes_no_further_than_the_outbox(app, place, phone, sql):
    answer(phone, place)
    waiting = bytes(sql("select device from survey_pending")[0][0])
    counted(app, place)
    assert sql("select count(*) from survey_pending") == [(0,)]
    assert [bytes(row[0]) for row in sql("select device from survey_device")] == [waiting]
    columns = sql("select column_name from information_schema.columns where table_name = 'survey_device'")
    assert {row[0] for row in columns} == {"tenant_id", "device", "day", "n"}
    marked = sql("select table_name from information_schema.columns "
                 "where data_type = 'bytea' and table_name in ('survey_response', 'survey_hold', 'survey_sum')")
    assert marked == []


def test_a_device_has_another_mark_for_each_service_period_week_and_pemda_and_none_of_ratings(app, world, place):
    keys, day, other = app.config["RESOURCES"].keys, clock.today("Asia/Pontianak"), world.gorontalo
    usual = (place.tenant.id, place.dinas, place.service, day)
    marks = {mark(keys, *usual, "nama"), mark(keys, other.tenant.id, *usual[1:], "nama"),
             mark(keys, place.tenant.id, place.counter_id, place.service, day, "nama"),
             mark(keys, *usual[:2], place.counter_id, day, "nama"),
             mark(keys, *usual[:3], day + timedelta(days=7), "nama"), mark(keys, *usual, "nama lain"),
             mark_of_ratings(keys, "device", place.tenant.id, "nama", day.strftime("%Y-%m"))}  # fmt: skip
    assert len(marks) == 7 and {len(each) for each in marks} == {16}


def test_marks_are_forgotten_when_their_week_has_passed(app, place, phone, sql, monkeypatch):
    answer(phone, place)
    answer(phone, place)
    counted(app, place)
    assert forget_marks(app.config["RESOURCES"], place.tenant) == 0
    later(monkeypatch, days=14)
    assert forget_marks(app.config["RESOURCES"], place.tenant) == 1
    assert sql("select count(*) from survey_device") == [(0,)] and len(held_ids(sql)) == 1


def test_the_period_says_how_many_are_held(app, browser, place, phone, period, sql):
    oki = browser(place.oki)
    assert "Ditahan:" not in oki.get(f"/kelola/survei/{period}").words
    answer(phone, place)
    answer(phone, place)
    counted(app, place)
    page = oki.get(f"/kelola/survei/{period}")
    assert "Ditahan: 1." in page.words and "kecuali yang ditahan" in page.words
    assert "Tinjau jawaban yang ditahan" not in page.words  # the bureau does not decide
