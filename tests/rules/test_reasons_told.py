"""What visitors pointed at, told of an office, of those below it and of quarters: nobody subtracts his way to fewer."""

from datetime import date

import pytest

from webapp.feedback.publication.periods import quarters_within
from webapp.feedback.publication.reasons import of_offices
from webapp.feedback.ratings.models import UNSUR

FAMILIES = {"dinas": ["dinas", "upt"], "upt": ["upt"]}


def of(**numbers):
    """How many were dissatisfied with the officers' courtesy."""
    everything = {(side, unsur): {} for side in ("good", "bad") for unsur in UNSUR}
    return everything | {("bad", "perilaku"): numbers}


@pytest.mark.parametrize("whole, quarter, told", [
    (8, 8, 8),  # nobody outside the quarter
    (8, 7, None),  # exactly one outside it
    (8, 4, 8),  # the quarter's number is not told itself
    (12, 7, 12),
    (4, 0, None),
])  # fmt: skip
def test_an_element_is_told_unless_its_quarter_gives_a_few_away(whole, quarter, told):
    found = of_offices(of(dinas=whole), [of(dinas=quarter)], "dinas", FAMILIES)["bad"]
    assert found == ([("perilaku", told)] if told else [])


def test_two_quarters_together_give_nobody_away_either():
    assert of_offices(of(dinas=14), [of(dinas=6), of(dinas=7)], "dinas", FAMILIES)["bad"] == []


@pytest.mark.parametrize("since, until, n", [
    (date(2026, 5, 25), date(2026, 11, 22), 1),  # a rolling window: the third quarter
    (date(2025, 12, 29), date(2027, 1, 3), 4),  # a year
    (date(2026, 6, 29), date(2026, 9, 27), 0),  # a quarter itself
])  # fmt: skip
def test_which_quarters_lie_within(since, until, n):
    assert len(quarters_within(since, until)) == n
