"""Who plans and who decides, the hours of shifts, what is copied, and what a correction leaves and moves."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from webapp.feedback.rosters.lines import Wrong, read
from webapp.feedback.rosters.rules import (
    Skipped,
    Turn,
    copied,
    days_touched,
    left_of,
    may_decide,
    may_plan,
    monday_of,
    overlap,
    period_of,
    shift_named,
    whole_days,
)

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
DINAS, UPT, OTHER = uuid4(), uuid4(), uuid4()
MONDAY = date(2026, 11, 23)
WIB = ZoneInfo("Asia/Jakarta")


def at(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(), WIB) + timedelta(hours=hour)


def hours(begins: float, ends: float, day: date = MONDAY) -> tuple[datetime, datetime]:
    return at(day, begins), at(day, ends)


@pytest.mark.parametrize(
    "roles, led, may",
    [
        ({"organisasi"}, set(), True),
        ({"pegawai"}, {UPT}, True),
        ({"atasan"}, {DINAS}, True),
        ({"atasan", "bkpsdm", "kepala"}, set(), False),
        ({"atasan"}, {OTHER}, False),
    ],
)
def test_the_bureau_and_whoever_leads_the_office_or_one_above_plans(roles, led, may):
    assert may_plan(roles, led, {UPT, DINAS}) is may


PROPOSER, OFFICER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    "who, roles, led, superiors, may",
    [
        (THIRD, {"organisasi"}, set(), set(), True),
        (THIRD, set(), {DINAS}, set(), True),
        (THIRD, set(), set(), {THIRD}, True),
        (THIRD, {"atasan"}, {UPT}, set(), False),
        (PROPOSER, {"organisasi"}, {DINAS}, {PROPOSER}, False),
        (OFFICER, {"organisasi"}, {DINAS}, {OFFICER}, False),
    ],
)
def test_a_second_person_above_the_head_decides_and_never_one_who_is_concerned(who, roles, led, superiors, may):
    assert may_decide(who, roles, led, {DINAS}, superiors, [PROPOSER, OFFICER]) is may


@pytest.mark.parametrize("name", ZONES)
def test_hours_are_the_pemdas_own(name):
    zone = ZoneInfo(name)
    starts, ends = period_of(MONDAY, time(8), time(16), zone)
    assert (starts.hour, ends - starts) == (8, timedelta(hours=8)) and starts.utcoffset() == zone.utcoffset(starts)


def test_hours_that_end_before_they_begin_run_over_midnight():
    assert period_of(MONDAY, time(20), time(6), WIB) == hours(20, 30)
    assert period_of(MONDAY, time(8), time(8), WIB) == hours(8, 32)


@pytest.mark.parametrize(
    "begins, ends, shift",
    [(8, 12, "pagi"), (13, 16, "siang"), (8, 16, "penuh"), (21, 5, "malam"), (17, 20, "malam"), (0, 0, "penuh")],
)
def test_own_hours_belong_to_a_shift(begins, ends, shift):
    assert shift_named(time(begins), time(ends)) == shift


def test_turns_that_touch_do_not_overlap():
    assert not overlap(hours(8, 12), hours(12, 16)) and overlap(hours(8, 12), hours(11, 16))


@pytest.mark.parametrize(
    "taken, left",
    [
        ((8, 16), []),
        ((6, 20), []),
        ((8, 10), [(10, 16)]),
        ((14, 18), [(8, 14)]),
        ((10, 12), [(8, 10), (12, 16)]),
        ((16, 18), [(8, 16)]),
    ],
)
def test_what_is_left_of_a_duty(taken, left):
    assert left_of(hours(8, 16), hours(*taken)) == [hours(*each) for each in left]


def test_midnight_belongs_to_the_day_that_begins():
    assert days_touched(hours(20, 24), WIB) == [MONDAY]
    assert days_touched(hours(20, 30), WIB) == [MONDAY, MONDAY + timedelta(days=1)]


@pytest.mark.parametrize(
    "period, duties, days",
    [
        ((8, 16), [(8, 16)], 1),
        ((6, 18), [(8, 12), (13, 16)], 1),
        ((8, 12), [(8, 12), (13, 16)], None),
        ((9, 16), [(8, 16)], None),
        ((8, 40), [(8, 16), (32, 40)], 2),
        ((20, 30), [(20, 30)], 2),
        ((20, 30), [(20, 30), (44, 54)], None),
        ((17, 18), [(8, 16)], 0),
    ],
)
def test_only_whole_days_of_somebody_at_a_point_can_move(period, duties, days):
    found = whole_days(hours(*period), [hours(*each) for each in duties], WIB)
    assert (None if found is None else len(found)) == days


POINT, SARI = uuid4(), uuid4()
NOW = at(MONDAY, -24).astimezone(UTC)


def turn(begins, ends, point=POINT, person=SARI, shift="penuh"):
    return Turn(point, person, shift, *(moment.astimezone(UTC) for moment in hours(begins, ends)))


def copy(turns, *weeks, there=(), gone=(), holidays=(), now=NOW):
    mondays = [MONDAY + timedelta(weeks=week) for week in weeks]
    return list(copied(turns, MONDAY, mondays, there, lambda each, _: each in gone, holidays.__contains__, now, WIB))


def test_a_copied_turn_has_the_same_hours_of_another_week():
    (made,) = copy([turn(20, 30)], 1)
    assert (made.starts_at, made.ends_at) == hours(20 + 168, 30 + 168)


def test_every_week_gets_its_own_copy_once():
    assert len(copy([turn(8, 16)], 1, 2, 2, 3)) == 3


@pytest.mark.parametrize(
    "options, reason",
    [
        ({"there": [turn(176, 184)]}, "terisi"),
        ({"there": [turn(180, 190, person=OTHER)]}, "terisi"),
        ({"there": [turn(180, 190, point=OTHER)]}, "di_tempat_lain"),
        ({"gone": [POINT]}, "tutup"),
        ({"gone": [SARI]}, "tutup"),
        ({"holidays": [MONDAY + timedelta(weeks=1)]}, "libur"),
        ({"now": at(MONDAY, 177)}, "lewat"),
    ],
)
def test_what_is_passed_over_says_why(options, reason):
    (made,) = copy([turn(8, 16)], 1, **options)
    assert isinstance(made, Skipped) and made.reason == reason


def test_a_team_of_two_is_copied_as_a_team():
    assert all(isinstance(each, Turn) for each in copy([turn(8, 16), turn(8, 16, person=OTHER)], 1))


def test_the_week_begins_on_monday():
    assert {monday_of(MONDAY + timedelta(days=step)) for step in range(7)} == {MONDAY}


HEAD = ["Tanggal", " TITIK ", "nip", "giliran", "mulai", "selesai", "catatan"]
NIP = "199001012015011001"


@pytest.mark.parametrize("day", ["2026-11-23", "23-11-2026", "23/11/2026", MONDAY, at(MONDAY, 0)])
@pytest.mark.parametrize(
    "begins, ends", [("07.30", "15:30"), (time(7, 30), time(15, 30)), (0.3125, 0.645833333333333), ("7:30:00", "15.30")]
)
def test_days_and_hours_are_read_as_people_and_sheets_write_them(day, begins, ends):
    lines, wrong = read(HEAD, [(2, [day, "LOKET1", f"'{NIP[:8]} {NIP[8:]}", "", begins, ends, "x"])])
    (line,) = lines
    assert wrong == [] and (line.day, line.code, line.nip) == (MONDAY, "loket1", NIP)
    assert (line.begins, line.ends, line.shift) == (time(7, 30), time(15, 30), "penuh")


@pytest.mark.parametrize("nip", [199001012015011001, 1.99001012015011e17, "1,99001E+17", "1.99e17"])
def test_a_nip_that_became_a_number_has_lost_its_last_digits(nip):
    _, (wrong,) = read(HEAD, [(2, [MONDAY, "loket1", nip, "pagi"])])
    assert "angka belakangnya hilang" in wrong.sentence


def test_empty_lines_are_passed_over_and_lines_keep_the_number_of_the_file():
    rows = [[None, "", " "], [MONDAY, "loket1", NIP, "pagi"], ["x", "loket1", NIP, "pagi"]]
    lines, wrong = read(HEAD, enumerate(rows, start=2))
    assert [line.number for line in lines] == [3] and [each.number for each in wrong] == [4]


def test_a_file_without_its_columns_is_told_which():
    assert read(["tanggal", "nama"], [], 4) == (
        [],
        [Wrong(4, "Judul kolomnya belum lengkap. Yang belum ada:", ("titik", "nip"))],
    )
