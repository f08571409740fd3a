"""Response rates of parts: none of few, and nothing few left of the whole by subtraction."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.visits.rules import SMALLEST_TOLD, WeekOfInvitations, tellable_parts, told

MONDAY, WEEK = date(2026, 3, 30), timedelta(weeks=1)
COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (max(pair), min(pair)))
PARTS = st.dictionaries(st.integers(0, 9), COUNTS, max_size=8)


@given(PARTS, st.sets(st.integers(0, 9)))
def test_no_part_that_is_told_and_nothing_left_of_the_whole_is_small(parts, asked):
    found = tellable_parts(parts, asked)
    assert found <= asked & parts.keys() and all(parts[each][1] >= SMALLEST_TOLD for each in found)
    left = [counts for part, counts in parts.items() if part not in found]
    invited, rated = sum(issued for issued, _n in left), sum(redeemed for _n, redeemed in left)
    assert not found or invited == 0 or rated >= SMALLEST_TOLD


def test_a_whole_that_is_told_in_all_its_parts_leaves_nothing():
    assert tellable_parts({"ktp": (90, 40), "akta": (30, 9)}, {"ktp", "akta"}) == {"ktp", "akta"}


def test_a_small_part_takes_the_next_larger_with_it():
    assert tellable_parts({"ktp": (90, 40), "akta": (30, 9), "kia": (20, 3)}, {"ktp", "akta", "kia"}) == {"ktp"}


def test_parts_that_nobody_asks_for_hide_a_small_one():
    assert tellable_parts({"ktp": (90, 40), "kia": (20, 3), "akta": (9, 6)}, {"ktp"}) == {"ktp"}


@given(st.lists(COUNTS, max_size=20))
def test_each_step_of_a_counter_or_an_officer_is_of_five_ratings_and_stays_as_it_was_told(counts):
    weeks = [WeekOfInvitations(MONDAY + n * WEEK, *pair) for n, pair in enumerate(counts)]
    before = []
    for n in range(len(weeks) + 3):
        now = told(weeks, MONDAY + n * WEEK, answered=SMALLEST_TOLD)
        assert now[: len(before)] == before and all(one.redeemed >= SMALLEST_TOLD for one in now)
        before = now
