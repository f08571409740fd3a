"""An officer's own score: once a day, of what is let out, and never moved by less than a batch of his own."""

from datetime import timedelta

import pytest

from tests.feedback.steps import count, give, rate, rate_many, turn
from tests.world import add
from webapp.feedback.published import score_of_officer
from webapp.feedback.services.models import ServicePoint
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@pytest.fixture(autouse=True)
def always_on_duty(sql, no_ratings):
    sql("update duty set ends_at = %s", clock.now() + timedelta(days=400))


@pytest.fixture
def score(app, world):
    """What is published of Sari."""

    def find():
        with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
            today = clock.today(world.pontianak.tenant.timezone)
            return score_of_officer(session, world.pontianak.sari.id, today)

    return find


@pytest.fixture
def days_later(app, world, monkeypatch):
    """Goes on to a later day and lets the clock turn it."""
    begun = clock.now()

    def go(days):
        then = begun + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: then)
        turn(app, world.pontianak)

    return go


def test_before_anything_is_computed_too_little_is_known(score):
    assert (score().n, score().status, score().value) == (0, "insufficient", None)


def test_a_batch_is_scored_when_the_day_turns_and_not_before(app, browser, world, score, days_later):
    give(app, browser, world, [4, 4, 3, 3, 2])
    assert score().n == 0
    days_later(1)
    assert (score().n, score().status) == (5, "insufficient")


def test_what_waits_for_its_batch_is_in_no_officers_score(app, browser, world, score, days_later):
    give(app, browser, world, [4] * 4)
    days_later(1)
    assert score().n == 0


@pytest.mark.parametrize("more", [1, 4])
def test_less_than_a_batch_of_his_own_changes_nothing(app, browser, world, score, days_later, sql, inside, more):
    """The office lets out a batch, but only some of it is his."""
    with inside(world.pontianak) as session:
        service, opd, code = world.pontianak.service, world.pontianak.dinas, f"sendiri{more}"
        add(session, ServicePoint(service_id=service, opd_id=opd, code=code, name=code))
    give(app, browser, world, [4] * 5)
    days_later(1)
    before = score()
    give(app, browser, world, [1] * more, first=10)
    rate_many(browser, code, [1] * 5, first=20)
    count(app, world.pontianak)
    days_later(2)
    assert sql("select n from unit_score where opd_id = %s", world.pontianak.dinas) == [(10 + more,)]
    assert score() == before


def test_a_batch_of_his_own_moves_it(app, browser, world, score, days_later):
    give(app, browser, world, [4] * 5)
    days_later(1)
    give(app, browser, world, [1] * 5, first=10)
    days_later(2)
    assert score().n == 10 and score().until == clock.today(world.pontianak.tenant.timezone)


def test_with_nothing_new_the_day_moves_the_period(app, browser, world, score, days_later):
    give(app, browser, world, [4] * 5)
    days_later(1)
    before = score()
    days_later(3)
    assert score().n == 5 and score().until > before.until and score().input_hash == before.input_hash


def test_what_is_in_doubt_is_counted_apart(app, browser, world, score, days_later):
    visitor = browser()
    for _ in range(3):
        rate(visitor, world.pontianak.counter, 1)
    give(app, browser, world, [4] * 5)
    days_later(1)
    assert score().n == 6 and dict(score().held)["perangkat_sama"] == 2


def test_what_lies_before_the_window_leaves_his_score(app, browser, world, score, days_later):
    give(app, browser, world, [4] * 5)
    days_later(1)
    days_later(7 * 27)
    assert (score().n, score().status, score().value) == (0, "insufficient", None)


