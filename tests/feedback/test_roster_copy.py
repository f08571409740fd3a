"""A week is copied ahead: what will be added is shown first, holidays and what is there are left alone."""

from datetime import timedelta

import pytest

from tests.feedback.rosters import at, clear, day_from_now, on_duty, roster
from tests.world import add
from webapp.tenants.models import Holiday

WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def empty_roster(sql):
    clear(sql)
    sql("delete from holiday")


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def monday():
    """The Monday of next week."""
    return day_from_now(7 - day_from_now(0).weekday())


@pytest.fixture
def planned(inside, place, monday):
    """Next week Sari serves on Monday and at night on Sunday, Dewi on Tuesday."""
    days = [monday + timedelta(days=step) for step in range(7)]
    on_duty(inside, place, place.counter_id, place.sari, at(days[0], 8), at(days[0], 16))
    on_duty(inside, place, place.counter_id, place.dewi, at(days[1], 8), at(days[1], 12), "pagi")
    on_duty(inside, place, place.counter_id, place.sari, at(days[6], 20), at(days[6], 30), "malam")


def form(monday, *targets):
    return {"opd": "disdukcapil", "minggu": monday.isoformat(), "ke": [each.isoformat() for each in targets]}


def address(monday, *targets):
    return f"/kelola/jadwal/salin?opd=disdukcapil&minggu={monday}" + "".join(f"&ke={each}" for each in targets)


def test_it_shows_what_will_be_added_and_adds_nothing_by_showing(browser, place, planned, monday, sql):
    before = roster(sql, place.counter_id)
    words = browser(place.oki).get(address(monday, monday + WEEK)).words
    assert "Salin 3 giliran" in words and roster(sql, place.counter_id) == before


def test_a_week_comes_again_at_the_same_hours_and_a_second_press_adds_nothing(browser, place, planned, monday, sql):
    oki, before = browser(place.oki), roster(sql, place.counter_id)
    for _ in range(2):
        assert oki.post("/kelola/jadwal/salin", form(monday, monday + WEEK)).status == 303
    later = [(person, starts + WEEK, ends + WEEK) for person, starts, ends in before]
    assert roster(sql, place.counter_id) == [*before, *later]
    assert "Tidak ada yang perlu ditambahkan" in oki.get(address(monday, monday + WEEK)).words
    assert sql("select count(*) from audit_event where action = 'jadwal:disalin'") == [(3,)]


def test_holidays_and_points_that_are_taken_are_passed_over(browser, place, planned, monday, sql, inside):
    target = monday + WEEK
    with inside(place) as session:
        add(session, Holiday(day=target, name="Hari Raya"))
    tuesday = target + timedelta(days=1)
    on_duty(inside, place, place.counter_id, place.vera, at(tuesday, 9), at(tuesday, 10))
    oki = browser(place.oki)
    words = oki.get(address(monday, target)).words
    assert "Salin 1 giliran" in words and "Hari libur" in words and "Sudah ada petugas di titik itu" in words
    oki.post("/kelola/jadwal/salin", form(monday, target))
    later = [row[0] for row in roster(sql, place.counter_id) if row[1] >= at(target, 0)]
    assert later == [place.vera.id, place.sari.id]


def test_who_serves_elsewhere_or_has_left_is_passed_over(browser, place, planned, monday, sql, inside):
    target = monday + WEEK
    kiosk = sql("select id from service_point where code = %s and tenant_id = %s", place.kiosk, place.tenant.id)[0][0]
    on_duty(inside, place, kiosk, place.sari, at(target, 9), at(target, 10))
    sql("update person set left_on = %s where id = %s", monday, place.dewi.id)
    words = browser(place.oki).get(address(monday, target)).words
    sql("update person set left_on = null where id = %s", place.dewi.id)
    assert "Petugasnya sudah bertugas di tempat lain" in words and "petugasnya tidak lagi di kantor ini" in words
    assert "Salin 1 giliran" in words


def test_up_to_eight_weeks_at_once(browser, place, planned, monday, sql):
    weeks = [monday + WEEK * step for step in range(1, 9)]
    oki = browser(place.oki)
    assert oki.post("/kelola/jadwal/salin", form(monday, *weeks, monday + WEEK * 9)).status == 422
    assert oki.post("/kelola/jadwal/salin", form(monday, *weeks)).status == 303
    assert len(roster(sql, place.counter_id)) == 27


def test_others_may_not_copy(browser, world, monday):
    form_of_week = form(monday, monday + WEEK)
    assert browser(world.pontianak.sari).post("/kelola/jadwal/salin", form_of_week).status == 403
    assert browser(world.pontianak.oki).get("/kelola/jadwal/salin?opd=tidak-ada").status == 404
