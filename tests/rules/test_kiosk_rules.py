"""When a tap was, by a clock that may be wrong, and how long a device has been silent while its place was open."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.devices.rules import is_wrong, silence
from webapp.feedback.kiosks.rules import AHEAD, MINUTE_MS, OLDEST, TOO_OLD, moment_of, skew_of

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SENT = int(NOW.timestamp() * 1000)
MOST = OLDEST // timedelta(minutes=1)


@given(age=st.integers(0, MOST), wrong_by=st.integers(-(10**9), 10**9))
def test_a_clock_that_is_wrong_by_the_same_dates_no_tap_wrongly(age, wrong_by):
    sent = SENT + wrong_by * MINUTE_MS
    assert moment_of(sent // MINUTE_MS - age, sent, NOW) == moment_of(SENT // MINUTE_MS - age, SENT, NOW)
    assert moment_of(sent // MINUTE_MS - age, sent, NOW).at == NOW - timedelta(minutes=age)


@pytest.mark.parametrize(
    "age, oddity", [(-3, AHEAD), (-2, None), (0, None), (MOST, None), (MOST + 1, TOO_OLD), (10**8, TOO_OLD)]
)
def test_an_age_that_cannot_be_is_told_and_counts_on_arrival(age, oddity):
    found = moment_of(SENT // MINUTE_MS - age, SENT, NOW)
    assert found.oddity == oddity and found.at <= NOW
    assert found.at == NOW or not oddity


@pytest.mark.parametrize("sent_ms, skew", [(SENT, 0), (SENT + 90_400, 90), (0, -int(NOW.timestamp())), (10**15, None)])
def test_the_difference_of_the_clocks_fits_its_column(sent_ms, skew):
    found = skew_of(sent_ms, NOW)
    assert abs(found) <= 2_000_000_000 and (skew is None or found == skew)


def test_silence_begins_with_the_opening_and_ends_with_it():
    opened = [(NOW - timedelta(hours=2), NOW + timedelta(hours=1))]
    yesterday = NOW - timedelta(days=1)
    assert silence(yesterday, opened, NOW) == timedelta(hours=2) == silence(None, opened, NOW)
    assert silence(NOW - timedelta(minutes=3), opened, NOW) == timedelta(minutes=3)
    assert silence(yesterday, opened, NOW + timedelta(hours=1)) == timedelta() == silence(yesterday, [], NOW)


@pytest.mark.parametrize("skew, wrong", [(0, False), (120, False), (-120, False), (121, True), (-121, True)])
def test_a_clock_two_minutes_off_is_overlooked(skew, wrong):
    assert is_wrong(skew) is wrong
