"""Each rating is counted exactly once, whoever drains, however often, whatever one event raises."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.feedback.steps import count, rate, rate_many
from tests.world import add
from webapp.feedback.ratings import drain, jobs
from webapp.feedback.ratings.recount import differences, repair, summary
from webapp.feedback.services.models import ServicePoint
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


@pytest.fixture(autouse=True)
def nothing_left_over(app, world, sql):
    """Each test begins with everything counted and ends without a difference."""
    count(app, world.pontianak)
    yield
    sql("update rating_event set quarantined_at = null, attempts = 0")
    sql("delete from rating_trace t using rating_event e where e.tenant_id = t.tenant_id and e.rating_id = t.rating_id")
    count(app, world.pontianak)
    assert compared(app, world.pontianak) == []


@pytest.fixture
def code(inside, world):
    """A counter of this test's own."""
    name = secrets.token_hex(4)
    with inside(world.pontianak) as session:
        add(
            session,
            ServicePoint(service_id=world.pontianak.service, opd_id=world.pontianak.dinas, code=name, name=name),
        )
    return name


@pytest.fixture
def bucket(sql):
    def find(code):
        rows = sql(
            "select b.n, b.total, b.n1, b.n2, b.n3, b.n4 from rating_bucket b "
            "join service_point p on p.id = b.point_id where p.code = %s",
            code,
        )
        return rows[0] if rows else None

    return find


def compared(app, place):
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        return differences(session)


def repaired(app, place):
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        found = repair(session)
        session.commit()
        return found


def test_what_waits_is_counted_by_point_day_channel_and_answer(app, browser, world, code, bucket, sql):
    rate_many(browser, code, [1, 2, 2, 4])
    assert count(app, world.pontianak) == 4
    assert bucket(code) == (4, 9, 1, 2, 0, 1)
    assert sql("select count(*) from rating_event") == [(0,)]


def test_draining_twice_counts_once(app, browser, world, code, bucket):
    rate_many(browser, code, [3, 3])
    assert [count(app, world.pontianak), count(app, world.pontianak)] == [2, 0]
    assert bucket(code)[0] == 2


def test_four_drains_at_once_count_once(app, browser, world, code, bucket, monkeypatch):
    monkeypatch.setattr(drain, "BATCH", 7)
    rate_many(browser, code, [1, 2, 3, 4] * 10)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: jobs.drain_all(app.config["RESOURCES"], world.pontianak.tenant)[0], range(4)))
    rest = count(app, world.pontianak)
    assert sum(done) + rest == 40 and bucket(code) == (40, 100, 10, 10, 10, 10)


def test_a_drain_that_dies_before_commit_has_counted_nothing(app, browser, world, code, bucket):
    rate_many(browser, code, [4, 4])
    with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        assert len(drain.drain(session)) == 2
        session.rollback()
    assert bucket(code) is None
    assert count(app, world.pontianak) == 2


def test_draining_one_pemda_leaves_the_others_events(app, browser, world, code, sql):
    rate(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    count(app, world.pontianak)
    assert sql("select count(*) from rating_event where tenant_id = %s", world.gorontalo.tenant.id) == [(1,)]
    assert count(app, world.gorontalo) == 1


def poison(sql, code):
    """A trace that is there already: counting the newest rating of the counter raises."""
    sql(
        "insert into rating_trace (tenant_id, rating_id, week, minute) select r.tenant_id, r.id, e.week, 0 "
        "from rating_event e join rating r on r.id = e.rating_id join service_point p on p.id = r.point_id "
        "where p.code = %s order by e.id desc limit 1",
        code,
    )


def test_a_poison_event_stops_nobody_and_is_set_apart_after_five_tries(app, browser, world, code, bucket, sql):
    rate_many(browser, code, [4, 4, 4])
    poison(sql, code)
    assert count(app, world.pontianak) == 2
    for _ in range(drain.MOST_TRIES - 1):
        assert count(app, world.pontianak) == 0
    attempts, error, quarantined = sql("select attempts, last_error, quarantined_at from rating_event")[0]
    assert attempts == drain.MOST_TRIES and quarantined and "IntegrityError" in error
    rate_many(browser, code, [1], first=9)
    assert count(app, world.pontianak) == 1 and bucket(code)[0] == 3


def test_a_busy_database_is_not_the_events_fault(app, browser, world, code, sql):
    rate_many(browser, code, [4, 4])
    with app.config["RESOURCES"].engine.connect() as other:
        other.exec_driver_sql("select 1").scalar()
        sql_lock = sa.text("lock table rating_source in access exclusive mode")
        with serving(None), _owner(app).begin() as connection:
            connection.execute(sql_lock)
            assert count(app, world.pontianak) == 0
    assert sql("select max(attempts) from rating_event") == [(0,)]
    assert count(app, world.pontianak) == 2


def _owner(app):
    return sa.create_engine(app.config["SETTINGS"].database_owner_url, poolclass=sa.NullPool)


def test_a_rating_waiting_in_the_outbox_is_no_difference(app, browser, world, code):
    rate_many(browser, code, [2])
    assert compared(app, world.pontianak) == []


def test_comparing_while_counting_goes_on_finds_no_difference(app, browser, world, code):
    rate_many(browser, code, [1, 2, 3, 4] * 8)
    with ThreadPoolExecutor(2) as pool:
        drains = [pool.submit(_drain_one, app, world.pontianak) for _ in range(32)]
        found = [compared(app, world.pontianak) for _ in range(20)]
        assert sum(future.result() for future in drains) == 32
    assert found == [[]] * 20


def _drain_one(app, place) -> int:
    with serving(place.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        done = len(drain.drain(session, 1))
        session.commit()
        return done


PLANTED = {
    "one too many": ("update rating_bucket set n = n + 1, n4 = n4 + 1, total = total + 4", "wrong"),
    "another answer": ("update rating_bucket set n4 = n4 - 1, n1 = n1 + 1, total = total - 3", "wrong"),
    "a doubt too many": ("update rating_bucket set d4 = d4 + 1, staf_unit = staf_unit + 1", "wrong"),
    "another weight": ("update rating_bucket set w4 = w4 + 0.000001", "wrong"),
    "a bucket gone": ("delete from rating_bucket", "missing"),
    "a bucket too many": (
        "insert into rating_bucket (tenant_id, point_id, day, channel, n, total, n1, n2, n3, n4, d1, d2, d3, d4,"
        " perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4)"
        " select tenant_id, point_id, day - 3000, channel, n, total, n1, n2, n3, n4, d1, d2, d3, d4,"
        " perangkat_sama, isian_mesin, staf_unit, w1, w2, w3, w4 from rating_bucket",
        "extra",
    ),
    "a bucket of another day": ("update rating_bucket set day = day - 1", "extra"),
}


@pytest.mark.parametrize("statement, kind", PLANTED.values(), ids=PLANTED)
def test_a_planted_difference_is_found_and_put_right(app, browser, world, code, sql, bucket, statement, kind):
    rate_many(browser, code, [4, 4, 3])
    count(app, world.pontianak)
    true = bucket(code)
    of_this = " {} point_id = (select id from service_point where code = %s)"
    sql(statement + of_this.format("where"), code)
    found = compared(app, world.pontianak)
    assert found and summary(found)[kind] >= 1
    assert repaired(app, world.pontianak) == found
    assert compared(app, world.pontianak) == [] and bucket(code) == true


def test_counting_goes_on_rightly_after_a_repair(app, browser, world, code, sql, bucket):
    rate_many(browser, code, [4] * 6, network="203.0.113.20")
    count(app, world.pontianak)
    sql("delete from rating_bucket")
    sql("delete from rating_source")
    repaired(app, world.pontianak)
    rate_many(browser, code, [4] * 6, network="203.0.113.20")
    assert count(app, world.pontianak) == 6 and bucket(code)[0] == 12


def test_citizens_may_rate_while_a_repair_is_under_way(app, browser, world, code):
    with serving(world.pontianak.tenant), TenantSession(app.config["RESOURCES"].engine) as session:
        repair(session)
        assert rate(browser(), code).status == 303
        session.commit()


def test_a_repair_of_one_pemda_touches_no_other(app, browser, world, code, sql):
    rate(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    count(app, world.gorontalo)
    rows = "select md5(string_agg(b::text, ',' order by b::text)) from rating_bucket b where tenant_id = %s"
    sql("update rating_bucket set n = n + 1, n4 = n4 + 1, total = total + 4")
    before = sql(rows, world.gorontalo.tenant.id)
    repaired(app, world.pontianak)
    assert sql(rows, world.gorontalo.tenant.id) == before
    assert len(repaired(app, world.gorontalo)) == 1


def test_weights_of_a_closed_period_stand_as_they_were_counted(app, browser, world, code, sql, bucket):
    rate_many(browser, code, [4] * 3, network="203.0.113.30")
    count(app, world.pontianak)
    old = clock.now().date() - timedelta(days=400)
    point = "point_id = (select id from service_point where code = %s)"
    for table in ("rating", "rating_bucket", "rating_source"):
        sql(f"update {table} set day = %s where {point}", old, code)
    sql(f"delete from rating_trace where rating_id in (select id from rating where {point})", code)
    sql(f"delete from rating_source where {point}", code)
    assert compared(app, world.pontianak) == []
    sql(f"update rating_bucket set n = n + 1, n1 = n1 + 1, total = total + 1 where {point}", code)
    assert len(compared(app, world.pontianak)) == 1
    weights = sql(f"select w1, w2, w3, w4 from rating_bucket where {point}", code)
    repaired(app, world.pontianak)
    assert sql(f"select w1, w2, w3, w4 from rating_bucket where {point}", code) == weights
