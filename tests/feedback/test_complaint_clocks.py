"""The pages' weight, limits that speak before they pass, and silence that ends a case."""

from datetime import timedelta

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import FORM, answered, case_of, reported
from webapp.feedback.complaints.jobs import run
from webapp.platform import clock


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def citizen(browser, world):
    return browser(tenant=world.pontianak.tenant)


def test_the_pages_are_light(citizen, office, sql):
    code = reported(citizen)
    answered(office, sql)
    for path, most in ((FORM, 40), (f"/pengaduan/{code}", 15)):
        resources = [link for link in citizen.get(path).page.resources if link.startswith("/")]
        weight = sum(packed(citizen, link) for link in (f"/pontianak{path}", *resources))
        assert 5 * 1024 < weight <= most * 1024, (path, weight)


def packed(citizen, link) -> int:
    """The bytes of an answer on the wire."""
    answer = citizen.client.get(link, base_url="http://localhost", headers={"Accept-Encoding": "gzip"})
    return len(answer.get_data())


def test_limits_speak_before_they_pass_and_only_once(app, citizen, office, world, sql, monkeypatch):
    monkeypatch.setattr("webapp.feedback.complaints.here.SOONEST", 0.0)
    reported(citizen)
    office.move(case_of(sql), "teruskan", office.actor("vera"), unit=office.place.upt)
    now, told = clock.now(), []
    for days in (0, 12):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        for _time in range(2):
            run(app.config["RESOURCES"], world.pontianak.tenant)
        told.append(sql("select stage from complaint_alarm"))
    assert told[0] == [] and told[1] == [("lewat",)]
    people = {person for (person,) in sql("select person_id from notice where code = 'pengaduan:lewat'")}
    assert {office.place.people[name].id for name in ("dewi", "tuti", "oki")} <= people


def test_silence_closes_after_two_reminders_and_ten_working_days(app, citizen, office, world, sql, monkeypatch):
    code = reported(citizen)
    answered(office, sql)
    now, seen = clock.now(), []
    for days in (1, 7, 13, 14, 25, 26):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        run(app.config["RESOURCES"], world.pontianak.tenant)
        seen.append(sql("select reminders, state from complaint")[0])
    assert seen[0] == (0, "dijawab") and (2, "dijawab") in seen and seen[-1] == (2, "ditutup")
    assert "tidak ada tanggapan" in citizen.get(f"/pengaduan/{code}").words
