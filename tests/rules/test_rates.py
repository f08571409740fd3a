"""Response rates of parts: none of few, and nothing few left of the whole by subtraction."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.visits import response
from webapp.feedback.visits.rules import SMALLEST_TOLD, WeekOfInvitations, is_apart, told

MONDAY, WEEK = date(2026, 3, 30), timedelta(weeks=1)
COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (max(pair), min(pair)))
COUNTERS = st.lists(st.lists(COUNTS, min_size=1, max_size=12), min_size=1, max_size=4)


def rate(counters, first=0, last=99):
    """(invitations, ratings) told of these counters over these weeks."""
    weeks = [[WeekOfInvitations(MONDAY + n * WEEK, *pair) for n, pair in enumerate(each)] for each in counters]
    made = [response.Counter(uuid4(), uuid4(), uuid4(), each) for each in weeks]
    found = response.summed(made, (MONDAY + first * WEEK, MONDAY + last * WEEK), MONDAY + 99 * WEEK)
    return found.issued or 0, found.redeemed or 0


@given(COUNTERS, st.sets(st.integers(0, 3)), st.integers(0, 12), st.integers(0, 12))
def test_whatever_part_and_time_is_taken_from_the_whole_nothing_or_five_of_both_are_left(counters, part, first, last):
    own = [counter for n, counter in enumerate(counters) if n in part]
    for whole, less in ((rate(counters), rate(own)), (rate(counters), rate(counters, first, last)),
                        (rate(counters, first, last), rate(own, first, last))):  # fmt: skip
        left = whole[0] - less[0], whole[1] - less[1]
        assert left == (0, 0) or min(left) >= SMALLEST_TOLD


def test_two_numbers_that_differ_by_one_are_not_told_beside_each_other():
    assert not is_apart((31, 20), (30, 20)) and not is_apart((40, 21), (30, 20))
    assert is_apart((40, 25), (30, 20)) and is_apart((30, 20), (30, 20))


@given(st.lists(COUNTS, max_size=20))
def test_each_step_of_a_counter_or_an_officer_is_of_five_ratings_and_stays_as_it_was_told(counts):
    weeks = [WeekOfInvitations(MONDAY + n * WEEK, *pair) for n, pair in enumerate(counts)]
    before = []
    for n in range(len(weeks) + 3):
        now = told(weeks, MONDAY + n * WEEK, answered=SMALLEST_TOLD)
        assert now[: len(before)] == before and all(one.redeemed >= SMALLEST_TOLD for one in now)
        before = now
