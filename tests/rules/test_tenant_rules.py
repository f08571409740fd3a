"""Working days and colours of a pemda."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tenants.colours import READABLE, contrast, palette
from webapp.tenants.rules import add_working_days

MON_TO_FRI, MON_TO_SAT = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "start, days, working, holidays, end",
    [
        (FRIDAY, 0, MON_TO_FRI, (), FRIDAY),
        (FRIDAY, 1, MON_TO_FRI, (), date(2026, 11, 23)),
        (FRIDAY, 1, MON_TO_SAT, (), date(2026, 11, 21)),
        (FRIDAY, 5, MON_TO_FRI, (), date(2026, 11, 27)),
        (FRIDAY, 5, MON_TO_FRI, (date(2026, 11, 25),), date(2026, 11, 30)),
        (FRIDAY, 1, MON_TO_FRI, (date(2026, 11, 21),), date(2026, 11, 23)),
        (date(2026, 11, 21), 1, MON_TO_FRI, (), date(2026, 11, 23)),
        (date(2026, 12, 30), 3, MON_TO_FRI, (date(2027, 1, 1),), date(2027, 1, 5)),
        (FRIDAY, 2, (5,), (), date(2026, 12, 4)),
    ],
)
def test_working_days_skip_days_off_and_do_not_count_the_first(start, days, working, holidays, end):
    assert add_working_days(start, days, working, holidays) == end


def test_a_week_without_working_days_is_refused():
    with pytest.raises(ValueError, match="without working days"):
        add_working_days(FRIDAY, 1, (), ())


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.sets(st.integers(1, 7), min_size=1))
@settings(max_examples=60, deadline=None)
def test_the_end_is_a_working_day_with_as_many_working_days_before_it(start, days, working):
    end = add_working_days(start, days, working, ())
    between = list(range(start.toordinal() + 1, end.toordinal() + 1))
    assert sum(date.fromordinal(day).isoweekday() in working for day in between) == days
    assert days == 0 or end.isoweekday() in working


def channels(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


@given(st.integers(0, 0xFFFFFF))
@settings(max_examples=200, deadline=None)
def test_white_can_be_read_on_every_pemdas_colour(number):
    colours = palette(f"#{number:06x}")
    white = (255, 255, 255)
    assert contrast(channels(colours["--nila"]), white) >= READABLE
    assert contrast(channels(colours["--nila-tua"]), white) >= READABLE
    assert contrast(channels(colours["--nila-tua"]), channels(colours["--nila-muda"])) >= READABLE


def test_a_dark_colour_stays_as_it_is():
    assert palette("#2C3D8F")["--nila"] == "#2c3d8f"


@pytest.mark.parametrize("written", ["", "nila", "#fff", "#2c3d8g", "2c3d8f0", "#2c3d8f;}", "#2c3d8f\n#", "#２c3d8f"])
def test_what_is_no_colour_is_refused(written):
    with pytest.raises(ValueError, match="#rrggbb"):
        palette(written)


def test_contrast_is_that_of_the_standard():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (255, 255, 255)) == 1
    assert round(contrast((0x77, 0x77, 0x77), (255, 255, 255)), 2) == 4.48
