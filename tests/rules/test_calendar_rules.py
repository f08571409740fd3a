"""Days off, working weeks that change, and what a calendar file says."""

from datetime import date

import pytest

from tests.tenants.making import calendar, whole_day
from webapp.tenants.rules import DayOff, add_days_of_weeks, compare, fixed_holidays, month, week_on
from webapp.tenants.settings.ics import CannotRead, days_of

FIVE, SIX = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)
NYEPI = DayOff(date(2026, 3, 19), "Hari Suci Nyepi", "nasional")


def test_a_week_that_changes_on_the_way_counts_from_its_day_on():
    weeks = [(date(2020, 1, 1), FIVE), (date(2026, 11, 23), SIX)]
    assert add_days_of_weeks(date(2026, 11, 20), 6, weeks, ()) == date(2026, 11, 28)
    assert week_on(date(2026, 11, 22), weeks) == FIVE and week_on(date(2026, 11, 23), weeks) == SIX


def test_before_the_first_week_the_first_one_holds():
    assert week_on(date(2000, 1, 1), [(date(2025, 1, 1), SIX)]) == SIX


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_only_days_that_no_decree_moves_are_known_by_themselves(year):
    assert list(fixed_holidays(year)) == [
        date(year, 1, 1), date(year, 5, 1), date(year, 6, 1), date(year, 8, 17), date(year, 12, 25)
    ]  # fmt: skip


def test_a_month_is_whole_weeks_from_monday():
    weeks = month(2026, 11)
    assert [len(week) for week in weeks] == [7] * 6 and weeks[0][6] == date(2026, 11, 1)


def test_a_comparison_tells_new_changed_and_same():
    known = {NYEPI.day: NYEPI, date(2026, 1, 1): DayOff(date(2026, 1, 1), "Tahun baru", "nasional")}
    new_year, waisak = (
        DayOff(date(2026, 1, 1), "Tahun Baru Masehi", "nasional"),
        DayOff(date(2026, 5, 31), "Waisak", "nasional"),
    )
    found = compare(known, [waisak, NYEPI, new_year, DayOff(waisak.day, "Lain", "daerah")])
    assert found.new == (waisak,) and found.same == (NYEPI,)
    assert found.changed == ((known[date(2026, 1, 1)], new_year),)


def read(*events, year=2026, kind="nasional"):
    return days_of(calendar(*events), year, kind)


def test_whole_days_are_read():
    assert read(whole_day("20260319", "Hari Suci Nyepi")).days == (NYEPI,)


def test_several_days_are_one_each_and_the_named_end_is_not_among_them():
    found = read("DTSTART;VALUE=DATE:20260321\nDTEND;VALUE=DATE:20260323\nSUMMARY:Idulfitri")
    assert [each.day.day for each in found.days] == [21, 22]


def test_a_span_over_new_year_gives_each_year_its_own():
    event = "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270103\nSUMMARY:Libur akhir tahun"
    assert [each.day for each in read(event).days] == [date(2026, 12, 31)]
    assert [each.day for each in read(event, year=2027).days] == [date(2027, 1, 1), date(2027, 1, 2)]


def test_common_leave_calls_itself_so_and_everything_else_is_what_was_said():
    found = read(whole_day("20260320", "Cuti Bersama Nyepi"), whole_day("20261023", "Hari jadi"), kind="daerah")
    assert [each.kind for each in found.days] == ["cuti_bersama", "daerah"]


@pytest.mark.parametrize(
    "rule, days",
    [
        ("FREQ=YEARLY", [date(2026, 10, 23)]),
        ("FREQ=YEARLY;UNTIL=20250101", []),
        ("FREQ=YEARLY;COUNT=2", []),
        ("FREQ=YEARLY;INTERVAL=2", [date(2026, 10, 23)]),
        ("FREQ=MONTHLY;BYMONTHDAY=23", [date(2026, number, 23) for number in range(1, 13)]),
    ],
)
def test_what_comes_again_comes_again_within_the_year(rule, days):
    assert [each.day for each in read(whole_day("20201023", "Hari jadi", f"RRULE:{rule}")).days] == days


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;INTERVAL=0", "FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEARLY;BYHOUR=1"])
def test_rules_that_never_end_or_are_none_are_left_out_and_told(rule):
    found = read(whole_day("20201023", "Hari jadi", f"RRULE:{rule}"), whole_day("20260319", "Hari Suci Nyepi"))
    assert found.days == (NYEPI,) and found.skipped == 1


def test_a_day_taken_out_of_a_rule_stays_out():
    event = whole_day("20201023", "Hari jadi", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20261023")
    assert read(event).days == ()


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20260101T080000Z\nSUMMARY:Rapat",
        "DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20270101\nSUMMARY:Setahun",
        "DTSTART;VALUE=DATE:20260101",
        "SUMMARY:Tanpa tanggal",
    ],
)
def test_what_is_no_day_off_is_left_out_and_told(event):
    found = read(event, whole_day("20260319", "Hari Suci Nyepi"))
    assert found.days == (NYEPI,) and found.skipped == 1


WRONG = {
    "nothing": b"",
    "a workbook": b"PK\x03\x04" + b"\0" * 400,
    "a page": b"<html><body>kalender</body></html>",
    "cut off": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026",
    "without a day": calendar(),
    "too many": calendar(*[whole_day("20260319", "Nyepi")] * 1001),
    "too large": calendar(whole_day("20260319", "N" * 600_000)),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_a_sentence(content):
    with pytest.raises(CannotRead, match=r"^(Berkas|Kalender) ini .+\.$"):
        days_of(content, 2026, "nasional")


def test_many_rules_cost_no_more_than_a_few():
    found = read(*[whole_day("20200101", f"Hari ke-{number}", "RRULE:FREQ=YEARLY") for number in range(40)])
    assert len(found.days) == 20 and found.skipped == 20


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"],
)
def test_a_rule_that_never_comes_true_ends_with_the_year_asked_for(rule):
    event = f"DTSTART;VALUE=DATE:19700101\nRRULE:{rule}\nSUMMARY:Tidak pernah"
    assert read(*[event] * 8).days == ()


def test_a_rule_of_so_many_times_ends_after_them():
    ends = "DTSTART;VALUE=DATE:20240817\nRRULE:FREQ=YEARLY;COUNT={}\nSUMMARY:Hari jadi kota"
    assert read(ends.format(2)).days == () and len(read(ends.format(3)).days) == 1
