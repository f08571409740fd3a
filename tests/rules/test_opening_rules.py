"""When a service point is open: days that end, holidays, the pemda's own clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.services.opening import (
    WHOLE_DAY,
    Hours,
    Now,
    as_text,
    by_equal_days,
    overlaps,
    spans_of,
    state_at,
)  # fmt: skip

MONDAY, FRIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 29)
OFFICE = [Hours(day, 8 * 60, 15 * 60) for day in range(1, 5)] + [Hours(5, 480, 690), Hours(5, 780, 900)]
NIGHT = [Hours(day, 22 * 60, WHOLE_DAY) for day in (5, 6)] + [Hours(day, 0, 6 * 60) for day in (6, 7)]
ALWAYS = [Hours(day, 0, WHOLE_DAY, True) for day in range(1, 8)]


def at(day: date, hour: int, minute: int = 0, zone: str = "Asia/Pontianak") -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("hour", "minute", "now"),
    [(0, 0, Now.LATER), (7, 59, Now.LATER), (8, 0, Now.OPEN), (14, 59, Now.OPEN), (15, 0, Now.OVER)],
)
def test_a_point_opens_and_closes_on_the_minute(hour, minute, now):
    assert state_at(OFFICE, {}, at(MONDAY, hour, minute)).now is now


def test_between_two_openings_of_a_day_it_opens_later_again():
    state = state_at(OFFICE, {}, at(FRIDAY, 12))
    assert state.now is Now.LATER and state.spans == ((480, 690), (780, 900))


def test_after_the_last_day_of_the_week_the_next_opening_is_monday():
    state = state_at(OFFICE, {}, at(FRIDAY, 16))
    assert state.now is Now.OVER and state.following == (date(2026, 11, 30), 480)
    assert state_at(OFFICE, {}, at(SUNDAY, 9)).now is Now.REST


def test_a_holiday_closes_what_would_be_open_and_says_its_name():
    holidays = {MONDAY: "Libur nasional", date(2026, 11, 24): "Cuti bersama"}
    state = state_at(OFFICE, holidays, at(MONDAY, 9))
    assert (state.now, state.holiday, state.following) == (Now.HOLIDAY, "Libur nasional", (date(2026, 11, 25), 480))


def test_a_holiday_on_a_day_without_hours_is_a_day_without_hours():
    assert state_at(OFFICE, {SUNDAY: "Libur nasional"}, at(SUNDAY, 9)).now is Now.REST


def test_what_is_open_on_holidays_too_stays_open():
    assert state_at(ALWAYS, {MONDAY: "Libur nasional"}, at(MONDAY, 3)).now is Now.OPEN


def test_a_night_goes_on_over_midnight():
    friday, saturday = at(FRIDAY, 23, 30), at(date(2026, 11, 28), 0, 30)
    assert [state_at(NIGHT, {}, moment).until for moment in (friday, saturday)] == [360, 360]
    assert state_at(NIGHT, {}, at(date(2026, 11, 28), 6)).now is Now.LATER


def test_round_the_clock_has_no_end():
    state = state_at(ALWAYS, {}, at(SUNDAY, 23, 59))
    assert state.now is Now.OPEN and state.until is None


@pytest.mark.parametrize(
    ("zone", "now"), [("Asia/Jakarta", Now.LATER), ("Asia/Makassar", Now.OPEN), ("Asia/Jayapura", Now.OPEN)]
)
def test_the_same_moment_is_another_hour_in_another_zone(zone, now):
    moment = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # 07.30 WIB, 08.30 WITA, 09.30 WIT
    assert state_at(OFFICE, {}, moment.astimezone(ZoneInfo(zone))).now is now


def test_the_day_is_the_pemdas_own_when_utc_is_still_at_yesterday():
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Sunday in London, Monday 08.30 in Jayapura
    assert state_at(OFFICE, {}, moment.astimezone(ZoneInfo("Asia/Jayapura"))).now is Now.OPEN


def test_without_hours_nothing_is_said():
    assert state_at([], {}, at(MONDAY, 9)).now is Now.UNKNOWN


def test_hours_that_never_come_have_no_next_opening():
    holidays = {date.fromordinal(MONDAY.toordinal() + step): "Libur" for step in range(40)}
    assert state_at(OFFICE, holidays, at(MONDAY, 9)).following is None


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("08.00-15.00", [(480, 900)]),
        ("8-15", [(480, 900)]),
        ("13:00 – 15:30, 08:00 s.d. 12:00", [(480, 720), (780, 930)]),
        ("22.00 sampai 24.00", [(1320, 1440)]),
        ("", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed, spans):
    assert spans_of(typed) == spans


@pytest.mark.parametrize(
    ("typed", "why"),
    [("pagi", "no-clock"), ("08.00", "no-clock"), ("25.00-26.00", "no-clock"), ("08.70-09.00", "no-clock"),
     ("24.00-24.00", "no-clock"), ("15.00-08.00", "backwards"), ("08.00-08.00", "backwards"),
     ("08.00-24.30", "no-clock")],
)  # fmt: skip
def test_what_is_no_time_is_refused_by_name(typed, why):
    with pytest.raises(ValueError, match=why):
        spans_of(typed)


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda s: s[0] < s[1]), max_size=3))
def test_what_is_written_is_read_again(spans):
    assert spans_of(as_text(sorted(spans))) == sorted(spans)


def test_overlaps_name_their_day_and_touching_is_none():
    assert overlaps([Hours(1, 480, 720), Hours(1, 700, 900), Hours(2, 480, 720), Hours(2, 720, 900)]) == {1}


def test_equal_days_are_said_together():
    lines = list(by_equal_days(OFFICE))
    assert lines == [((1, 2, 3, 4), ((480, 900),)), ((5,), ((480, 690), (780, 900))), ((6, 7), ())]
