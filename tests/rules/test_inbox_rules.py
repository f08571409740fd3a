"""Pure rules of the inbox: clocks as a person reads them, short names, templates, what figures may tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.complaints.office import rules

FRIDAY = date(2026, 11, 27)


def weekday(day):
    return day.isoweekday() < 6


@pytest.mark.parametrize(("today", "days", "is_late"), [
    (FRIDAY - timedelta(days=3), 3, False), (FRIDAY, 0, False), (FRIDAY + timedelta(days=2), 0, True),
    (FRIDAY + timedelta(days=4), 2, True),
])  # fmt: skip
def test_a_limit_is_told_in_working_days(today, days, is_late):
    assert rules.read_clock(FRIDAY, today, weekday) == rules.Clock(FRIDAY, days, is_late)


def test_a_short_name_is_known_with_and_without_its_dash():
    assert rules.reference_in(" 7F3A-91c2 ") == "7f3a91c2" == rules.reference_in("7f3a91c2")
    assert rules.reference_in("antrean") is None and rules.reference_in("7f3a-91c2a") is None


def test_placeholders_are_filled_and_unknown_ones_found():
    text = "Laporan {nomor} di {tempat}"
    assert rules.unknown_placeholders(text) == ["tempat"]
    assert rules.filled(text, {"nomor": "7F3A-91C2"}) == "Laporan 7F3A-91C2 di {tempat}"


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_cell_can_be_subtracted(counts):
    told = rules.tellable(counts, 5)
    hidden = [counts[key] for key in set(counts) - told]
    assert all(counts[key] == 0 or counts[key] >= 5 for key in told)
    everything_hidden = not any(counts[key] for key in told)
    assert not hidden or everything_hidden or (len(hidden) >= 2 and sum(hidden) >= 5)


def test_a_share_tells_neither_few_nor_all_but_few():
    assert rules.share_of(8, 10, 5) is None and rules.share_of(3, 10, 5) is None and rules.share_of(4, 4, 5) is None
    assert rules.share_of(5, 10, 5) == 50 and rules.share_of(10, 10, 5) == 100 and rules.share_of(0, 5, 5) == 0


def test_a_median_needs_five():
    assert rules.middle([1, 2, 3, 4], 5) is None and rules.middle([1, 2, 3, 4, 9], 5) == 3
    assert rules.middle([1, 2, 3, 4, 5, 6], 5) == 4
