"""Which offices stand out, and what changed: only what the intervals say for sure, and never an order of merit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.publication.standouts import LOWEST, Range, surely_below, turn


def span(score: str, low: str, high: str) -> Range:
    return Range(Decimal(score), Decimal(low), Decimal(high))


WHOLE = span("3.31", "3.30", "3.32")
SCORES = st.integers(100, 400).map(lambda n: Decimal(n) / 100)
RANGES = st.lists(SCORES, min_size=3, max_size=3).map(sorted).map(lambda each: Range(each[1], each[0], each[2]))


def test_an_office_is_below_only_when_its_whole_interval_is():
    offices = {"sure": span("2.94", "2.90", "2.98"), "touches": span("3.20", "3.10", "3.30"), "above": WHOLE}
    assert surely_below(offices, WHOLE) == {"sure"}


def test_of_many_only_the_lowest_few_are_named():
    offices = {n: span(f"2.{n}", f"2.{n}", f"2.{n}") for n in range(10, 30)}
    assert surely_below(offices, WHOLE) == set(range(10, 10 + LOWEST))


@given(offices=st.dictionaries(st.integers(), RANGES, max_size=12), whole=RANGES)
def test_whoever_is_named_lies_below_and_nobody_lower_is_left_out(offices, whole):
    named = surely_below(offices, whole)
    assert len(named) <= LOWEST and all(offices[key].high < whole.low for key in named)
    others = [own for key, own in offices.items() if key not in named and own.high < whole.low]
    assert all(offices[key].score <= own.score for key in named for own in others)


@pytest.mark.parametrize(
    ("now", "expected"),
    [(span("3.5", "3.4", "3.6"), 1), (span("2.5", "2.4", "2.6"), -1), (span("3.1", "3.0", "3.4"), 0)],
)
def test_a_change_is_told_only_where_the_intervals_part(now, expected):
    before = span("3.2", "3.1", "3.3")
    assert (turn(before, now), turn(now, before)) == (expected, -expected)
