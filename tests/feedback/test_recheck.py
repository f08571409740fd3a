"""What is let out is what its ratings say, whoever counts and releases at once; what differs is found and put right."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.feedback.steps import give, rate_many, turn
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


def test_releasing_while_counting_goes_on_lets_out_nothing_twice(app, browser, world, released):
    rate_many(browser, world.pontianak.counter, [1, 2, 3, 4] * 15)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count_some(app, world.pontianak), range(40)))
    assert compared(app, world.pontianak) == []
    give(app, browser, world, [4] * 5, first=60)
    turn(app, world.pontianak)
    assert released()[:5] == (65, 15, 15, 15, 20) and compared(app, world.pontianak) == []
