"""Without Redis ratings are counted all the same; one pemda's trouble is not another's."""

import pytest

from tests.feedback.steps import count, rate
from webapp.features import SCHEDULE, import_jobs
from webapp.platform import clock
from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.jobs import REGISTRY
from workers import clock as clock_process
from workers import sweep
from workers.sweep import BEAT_EVERY, Sweeper

import_jobs()


@pytest.fixture
def sweeper(app):
    settings = app.config["SETTINGS"]
    engine = make_engine(settings.database_ops_url, ContextSigner(settings.context_key), pool_size=1)
    yield Sweeper(app.config["RESOURCES"], engine)
    engine.dispose()


@pytest.fixture(autouse=True)
def nothing_waits(app, world):
    for place in (world.pontianak, world.gorontalo):
        count(app, place)


def test_what_no_bell_announced_is_counted_for_every_pemda(browser, world, sweeper, sql):
    rate(browser(), world.pontianak.counter)
    rate(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    assert sweeper.sweep() == 2
    assert sql("select count(*) from rating_event") == [(0,)]


def test_a_round_with_nothing_to_do_does_nothing(sweeper):
    assert sweeper.sweep() == 0


def test_trouble_with_one_pemda_does_not_stop_the_others(browser, world, sweeper, monkeypatch, caplog):
    genuine = sweep.count_and_release

    def fail_for_pontianak(resources, tenant):
        if tenant.slug == "pontianak":
            raise ArithmeticError("on purpose")
        return genuine(resources, tenant)

    rate(browser(), world.pontianak.counter)
    rate(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    monkeypatch.setattr(sweep, "count_and_release", fail_for_pontianak)
    assert sweeper.sweep() == 1
    assert "counting for pontianak failed" in caplog.text


def test_the_ratings_of_a_closed_pemda_are_still_counted(app, browser, world, sweeper, sql):
    rate(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    sql("update tenant set closed_at = now() where slug = 'gorontalo'")
    app.config["RESOURCES"].directory.forget()
    assert sweeper.sweep() == 1
    sql("update tenant set closed_at = null")
    app.config["RESOURCES"].directory.forget()


def test_it_leaves_a_sign_of_life_now_and_then(sweeper, sql, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    sweeper.sweep()
    assert sql("select at from heartbeat where name = 'sweeper'") == [(now,)]
    monkeypatch.setattr(clock, "now", lambda: now + BEAT_EVERY / 2)
    sweeper.sweep()
    assert sql("select at from heartbeat where name = 'sweeper'") == [(now,)]
    monkeypatch.setattr(clock, "now", lambda: now + BEAT_EVERY)
    sweeper.sweep()
    assert sql("select at from heartbeat where name = 'sweeper'") == [(now + BEAT_EVERY,)]


def test_what_is_set_apart_is_seen_in_the_sign_of_life(browser, world, sweeper, sql):
    rate(browser(), world.pontianak.counter)
    sql("update rating_event set quarantined_at = now()")
    assert sweeper.sweep() == 0
    assert sql("select detail ->> 'quarantined', detail ->> 'waiting' from heartbeat") == [("1", "0")]
    sql("update rating_event set quarantined_at = null")


def test_the_clock_runs_every_job_for_every_open_pemda_when_due(app, world, monkeypatch):
    done = []
    for name in SCHEDULE:
        monkeypatch.setitem(REGISTRY, name, lambda _, tenant, name=name: done.append((name, tenant.slug)))
    due = dict.fromkeys(SCHEDULE, 0.0)
    clock_process.do_due_chores(app.config["RESOURCES"], due)
    assert sorted(done) == sorted((name, slug) for name in SCHEDULE for slug in ("gorontalo", "pontianak"))
    clock_process.do_due_chores(app.config["RESOURCES"], due)
    assert len(done) == 2 * len(SCHEDULE)


def test_a_job_that_fails_for_one_pemda_is_done_for_the_next(app, world, monkeypatch, caplog):
    done = []

    def fail_for_gorontalo(_, tenant):
        if tenant.slug == "gorontalo":
            raise ArithmeticError("on purpose")
        done.append(tenant.slug)

    monkeypatch.setitem(REGISTRY, "publication.turn_day", fail_for_gorontalo)
    clock_process.do_due_chores(app.config["RESOURCES"], dict.fromkeys(SCHEDULE, 0.0))
    assert done == ["pontianak"] and "publication.turn_day failed for gorontalo" in caplog.text


@pytest.mark.parametrize("name", sorted(SCHEDULE))
def test_every_scheduled_job_runs_twice_with_the_same_end(app, world, name):
    for _ in range(2):
        REGISTRY[name](app.config["RESOURCES"], world.pontianak.tenant)
    assert SCHEDULE[name] > 0
