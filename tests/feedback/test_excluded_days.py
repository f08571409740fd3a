"""Days taken out of an officer's own score after a contest: hers goes on without them, nobody else's moves."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.feedback.steps import turn
from webapp.feedback.publication import officers, recheck
from webapp.feedback.publication.exclusion_models import OfficerExclusion
from webapp.feedback.published import exclude_days, score_of_officer
from webapp.feedback.ratings.models import Rating
from webapp.platform import clock

TODAY = date(2029, 5, 30)
FIRST = TODAY - timedelta(days=40)
BAD, LATER = (FIRST + timedelta(days=3), FIRST + timedelta(days=4)), FIRST + timedelta(days=20)


@pytest.fixture(autouse=True)
def that_day(no_ratings, monkeypatch):
    """A day in spring, with no ratings of other tests."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 5, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def say(inside, place):
    """Citizens with an invitation say so of somebody on a day, and it is let out."""

    def let_out(who, day, scores):
        about = {"officer_id": place.people[who].id, "shift": "penuh", "channel": "token", "day": day}
        where = {"point_id": place.counter_id, "service_id": place.service, "opd_id": place.dinas}
        with inside(place) as session:
            session.add_all(Rating(**about, **where, score=score) for score in scores)

    return let_out


@pytest.fixture
def compute(inside, place):
    """Scores all officers, as the clock does when a day begins."""

    def at_day(days=0):
        with inside(place) as session:
            officers.compute_all(session, TODAY + timedelta(days=days), clock.now())

    return at_day


@pytest.fixture
def take_out(inside, place):
    def decide(since, until, who="sari"):
        with inside(place) as session:
            found = {"reason": "dikecualikan", "reference": uuid4(), "at": clock.now()}
            exclude_days(session, place.people[who].id, (since, until), **found)

    return decide


@pytest.fixture
def score(inside, place):
    def find(who="sari"):
        with inside(place) as session:
            return score_of_officer(session, place.people[who].id, TODAY)

    return find


@pytest.fixture
def served(say, compute):
    """Sari with six bad answers on two days and sixteen good ones around them; Dewi and Budi beside her."""
    say("sari", FIRST, [4] * 10)
    say("sari", BAD[0], [1] * 3)
    say("sari", BAD[1], [1] * 3)
    say("sari", LATER, [4, 3] * 3)
    for who in ("dewi", "budi"):
        say(who, FIRST, [3, 4] * 8)
    compute()


def test_the_days_leave_her_number_for_good_and_nobody_elses(served, take_out, compute, score):
    before, others = score(), [score(who) for who in ("dewi", "budi")]
    take_out(*BAD)
    compute()
    after = score()
    assert (before.n, after.n, after.waits) == (22, 16, False)
    assert after.value > before.value and after.input_hash != before.input_hash
    assert after.excluded == (BAD,)
    assert [score(who) for who in ("dewi", "budi")] == others
    compute(days=20)
    assert score().n == 16 and score().value == after.value


def test_what_is_left_is_what_she_would_have_without_those_days(served, take_out, compute, score, sql, place):
    take_out(*BAD)
    compute()
    told = score()
    sql("delete from rating where officer_id = %s and day between %s and %s", place.sari.id, *BAD)
    sql("delete from officer_exclusion")
    sql("delete from officer_score")
    compute()
    bare = score()
    assert (told.n, told.value, told.low, told.high, told.input_hash) == (
        bare.n, bare.value, bare.low, bare.high, bare.input_hash,
    )  # fmt: skip


def test_from_the_decision_to_the_next_computation_nothing_is_told(served, take_out, score):
    take_out(*BAD)
    assert (score().waits, score().value, score().low, score().status) == (True, None, None, "insufficient")
    assert score().excluded == (BAD,)


def test_fewer_than_a_batch_wait_until_enough_have_come(served, say, take_out, compute, score):
    before = score()
    take_out(BAD[0], BAD[0])
    compute()
    assert score().waits and score().value is None
    say("sari", LATER, [4] * 7)
    compute()
    assert score().waits, "three have gone and seven come: the number of answers moved by four"
    say("sari", LATER, [4])
    compute()
    assert not score().waits and score().n == before.n + 5


def test_days_that_hold_none_of_hers_hold_nothing_back(served, take_out, compute, score):
    before = score()
    take_out(FIRST + timedelta(days=9), FIRST + timedelta(days=9))
    compute()
    assert (score().n, score().value, score().waits) == (before.n, before.value, False)


def test_of_days_decided_twice_each_answer_leaves_once(served, take_out, compute, score):
    take_out(*BAD)
    compute()
    take_out(BAD[0], BAD[1] + timedelta(days=1))
    compute()
    assert (score().n, score().waits) == (16, False)
    assert score().excluded == ((BAD[0], BAD[1] + timedelta(days=1)),)


def test_what_comes_late_for_such_a_day_does_not_count_either(served, say, take_out, compute, score):
    take_out(*BAD)
    compute()
    say("sari", BAD[0], [1] * 9)
    compute()
    assert score().n == 16


def test_all_of_her_days_leave_nothing_told(served, take_out, compute, score):
    take_out(FIRST, LATER)
    compute()
    assert (score().n, score().value, score().status, score().waits) == (0, None, "insufficient", False)


def test_the_office_goes_on_as_it_was_and_every_aggregate_agrees(served, app, place, inside, take_out, sql, score):
    with inside(place) as session:
        recheck.repair(session, TODAY)
    office = "select n, n1, score, input_hash from unit_score order by opd_id"
    before = sql(office)
    take_out(*BAD)
    turn(app, place)
    with inside(place) as session:
        assert recheck.differences(session, TODAY) == []
        assert recheck.repair(session, TODAY) == []
    assert sql(office) == before and before[0][0] == 54


def test_a_day_at_the_edge_of_the_window_leaves_with_it(served, take_out, compute, score):
    take_out(*BAD)
    compute()
    compute(days=7 * 21)  # the window still holds LATER, and no longer FIRST
    assert (score().n, score().excluded, score().waits) == (6, (), False)


def test_a_decision_takes_days_out_once_and_nobody_rewrites_it(inside, place, sql):
    reference, day = uuid4(), FIRST
    found = {"reason": "dikecualikan", "reference": reference, "at": clock.now()}
    with inside(place) as session:
        exclude_days(session, place.sari.id, (day, day), **found)
    with inside(place) as session:
        with pytest.raises(sa.exc.IntegrityError):
            exclude_days(session, place.sari.id, (day, day), **found)
        session.rollback()
    with inside(place) as session:
        with pytest.raises(sa.exc.ProgrammingError, match="permission denied"):
            session.connection().execute(
                sa.text("update officer_exclusion set until = since where tenant_id = :tenant"),
                {"tenant": place.tenant.id},
            )
        session.rollback()


def test_the_other_pemda_knows_nothing_of_it(served, world, take_out, inside):
    take_out(*BAD)
    with inside(world.gorontalo) as session:
        assert score_of_officer(session, world.pontianak.sari.id, TODAY).excluded == ()
        assert session.exec(select(OfficerExclusion)).all() == []
