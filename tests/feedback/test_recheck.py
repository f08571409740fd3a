"""What is let out is what its ratings say, whoever counts and releases at once; what differs is found and put right."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.feedback.steps import count, give, rate_many, turn
from webapp.feedback.publication import batches
from webapp.feedback.publication.domain import release
from webapp.feedback.publication.recheck import differences, repair
from webapp.feedback.ratings import drain
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = pytest.mark.usefixtures("no_ratings")


def today(world):
    return clock.today(world.pontianak.tenant.timezone)


def compared(app, place):
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return differences(session, clock.today(place.tenant.timezone))


def count_some(app, place):
    """Two ratings counted, then whatever is ripe let out, each in its own transaction: as several workers would."""
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        drain.drain(session, 2)
        session.commit()
        release(session, [place.dinas], clock.today(place.tenant.timezone))
        session.commit()


def test_what_is_let_out_is_what_its_ratings_say(app, browser, world, sql):
    give(app, browser, world, [1, 2, 3, 4, 4, 4])
    rate_many(browser, world.pontianak.counter, [2] * 9, network="203.0.113.9", first=50)
    give(app, browser, world, [4] * 3, first=70)
    assert compared(app, world.pontianak) == []
    assert sql("select count(*) from rating_waiting") == [(0,)]


PLANTED = {
    "an answer let out too early": ("update released_bucket set n4 = n4 + 1", "released"),
    "a weight": ("update released_bucket set w1 = w1 - 0.000001", "released"),
    "nothing let out": ("delete from released_bucket", "released"),
    "a rating waits again": (
        "insert into rating_waiting (tenant_id, rating_id, point_id, day, channel) "
        "select tenant_id, id, point_id, day, channel from rating limit 1",
        "released",
    ),
    "a week told of other answers": ("update released_week set n4 = n4 + 1", "week"),
    "a week's weight": ("update released_week set w1 = w1 + 0.5", "week"),
    "no week told": ("delete from released_week", "week"),
    "a published score of other answers": ("update unit_score set n1 = n1 + 1, n4 = n4 - 1", "score"),
}


@pytest.mark.parametrize("statement, what", PLANTED.values(), ids=PLANTED)
def test_a_planted_difference_is_found_and_put_right(app, browser, world, sql, statement, what):
    give(app, browser, world, [1, 2, 3, 4, 4, 4])
    sql(statement)
    found = compared(app, world.pontianak)
    assert what in {difference.what for difference in found}
    with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        assert repair(session, today(world)) == found
        session.commit()
    assert compared(app, world.pontianak) == []


@pytest.mark.parametrize("then", [lambda app, place: None, turn], ids=["a batch comes first", "the day turns first"])
def test_what_was_let_out_before_weeks_were_told_is_one_block(app, browser, world, sql, released, then):
    give(app, browser, world, [1, 2, 3, 4, 4, 4])
    sql("delete from released_week")
    sql("delete from rating_release")
    then(app, world.pontianak)
    give(app, browser, world, [4] * 5, first=20)
    turn(app, world.pontianak)
    assert released()[:5] == (11, 1, 1, 1, 8) and compared(app, world.pontianak) == []
    assert sql("select count(*) from rating_release") == [(11,)]


def test_a_period_of_other_answers_is_found_and_put_right(app, browser, world, sql, monkeypatch):
    give(app, browser, world, [1, 2, 3, 4, 4, 4])
    then = clock.now() + timedelta(weeks=1)
    monkeypatch.setattr(clock, "now", lambda: then)
    turn(app, world.pontianak)
    sql("update period_score set n1 = n1 + 1, n4 = n4 - 1")
    assert {difference.what for difference in compared(app, world.pontianak)} == {"period"}
    repair_all(app, world)
    assert compared(app, world.pontianak) == []


def test_a_rating_of_the_day_that_begins_meanwhile_waits_for_that_day(app, browser, world, sql):
    """A release that began before midnight: what midnight brought is neither let out nor forgotten."""
    rate_many(browser, world.pontianak.counter, [1])
    sql("update rating set day = day + 1")
    rate_many(browser, world.pontianak.counter, [4] * 4, first=1)
    count(app, world.pontianak)
    assert sql("select count(*) from rating_waiting") == [(5,)] and sql("select count(*) from unit_score") == [(0,)]
    give(app, browser, world, [4], first=9)
    assert sql("select n, n1 from unit_score where opd_id = %s", world.pontianak.dinas) == [(5, 0)]
    assert sql("select count(*) from rating_waiting") == [(1,)] and compared(app, world.pontianak) == []


def test_a_repair_waits_for_a_release_under_way_and_neither_dies_of_the_other(app, browser, world, sql):
    give(app, browser, world, [1, 2, 3, 4, 4])
    sql("update released_bucket set n4 = n4 + 1")
    rate_many(browser, world.pontianak.counter, [4] * 5, first=10)
    place = world.pontianak
    with ThreadPoolExecutor(1) as pool, serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        drain.drain(session, 5)
        session.commit()
        batches.hold(session, [place.dinas])
        repaired = pool.submit(repair_all, app, world)
        wait_until_it_waits(sql)
        release(session, [place.dinas], today(world))
        session.commit()
        repaired.result(timeout=10)
    assert compared(app, place) == []


def wait_until_it_waits(sql):
    """Until some connection waits for a lock."""
    for _ in range(100):
        if sql("select 1 from pg_locks where not granted"):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def repair_all(app, world):
    with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        repair(session, today(world))
        session.commit()


def test_releasing_while_counting_goes_on_lets_out_nothing_twice(app, browser, world, released):
    rate_many(browser, world.pontianak.counter, [1, 2, 3, 4] * 15)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count_some(app, world.pontianak), range(40)))
    assert compared(app, world.pontianak) == []
    give(app, browser, world, [4] * 5, first=60)
    turn(app, world.pontianak)
    assert released()[:5] == (65, 15, 15, 15, 20) and compared(app, world.pontianak) == []
