"""The geometry of the charts: places in per cent, gaps where nothing is known, nothing outside the drawing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.platform.charts import (
    INSET,
    SHADES,
    Measure,
    bars,
    funnel,
    heat,
    shade,
    shares,
    sparkline,
    trend,
)


def known(value, n=20, label="pekan", spread="0.2"):
    value, spread = Decimal(value), Decimal(spread)
    return Measure(label, value, max(value - spread, Decimal(1)), min(value + spread, Decimal(4)), n)


NOTHING = Measure("pekan", None, None, None, 2)
VALUES = st.decimals(1, 4, places=2)


def test_a_course_runs_from_the_left_edge_to_the_right():
    drawn = trend([known("1"), known("2.5"), known("4")])
    assert [dot.x for dot in drawn.dots] == [INSET, 50, 100 - INSET]
    assert drawn.dots[0].y > drawn.dots[1].y > drawn.dots[2].y


def test_a_gap_breaks_the_line_and_the_band():
    drawn = trend([known("3"), known("3"), NOTHING, known("3"), known("3")])
    assert len(drawn.lines) == len(drawn.bands) == 2 and len(drawn.dots) == 4


def test_a_lone_value_is_a_dot_without_a_line():
    drawn = trend([NOTHING, known("3"), NOTHING])
    assert len(drawn.dots) == 1 and not drawn.lines and not drawn.bands


def test_nothing_at_all_draws_nothing():
    drawn = trend([])
    assert not drawn.dots and not drawn.lines and not drawn.words


def test_the_words_below_are_the_first_and_the_last():
    drawn = trend([known("3", label=str(number)) for number in range(6)])
    assert [(text, anchor) for _, text, anchor in drawn.words] == [("0", "start"), ("5", "end")]


@given(st.lists(st.one_of(st.just(NOTHING), VALUES.map(known)), max_size=30))
def test_no_dot_lies_outside_the_drawing(measures):
    drawn = trend(measures)
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    assert len(drawn.dots) == sum(measure.value is not None for measure in measures)


@given(st.lists(VALUES.map(known), min_size=1, max_size=20), VALUES)
def test_a_funnel_narrows_around_its_mean(measures, mean):
    drawn = funnel(measures, mean, Decimal("0.8"))
    assert 0 <= drawn.middle <= drawn.height and len(drawn.dots) == len(measures)
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    above, below = (_heights(drawn.limits[side]) for side in (0, 1))
    widths = [low - high for high, low in zip(above, below, strict=True)]
    assert widths == sorted(widths, reverse=True) and widths[-1] >= 0


def _heights(path: str) -> list[float]:
    return [float(step.split()[1]) for step in path[1:].split("L")]


def test_a_bar_without_value_has_no_place():
    full, empty = bars([known("2.5"), NOTHING])
    assert full.x == 50 and full.start < 50 and full.start + full.width > 50
    assert (empty.x, empty.start, empty.width) == (None, None, None)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=4))
def test_shares_stand_side_by_side_and_fill_the_whole(counts):
    drawn = shares(counts)
    if sum(counts):
        assert drawn[-1][0] + drawn[-1][1] == pytest.approx(100, abs=0.05)
    else:
        assert drawn == [(0, 0)] * len(counts)


def test_shades_grow_with_the_value_and_nothing_has_none():
    assert [shade(value, 0, 100) for value in (None, 0, 19, 20, 99, 100)] == [0, 1, 1, 2, SHADES, SHADES]
    assert shade(3, 3, 3) == SHADES


def test_heat_is_a_table_of_hours_and_weekdays():
    assert heat({(0, 8): 10, (1, 9): 1}, weekdays=[0, 1], hours=[8, 9]) == [[(10, SHADES), (0, 0)], [(0, 0), (1, 1)]]


def test_a_sparkline_of_equal_values_is_flat_and_of_none_is_nothing():
    flat = sparkline([3, 3, 3])
    assert len(flat) == 1 and len(set(_heights(flat[0]))) == 1
    assert sparkline([None, None]) == []
    assert len(sparkline([1, None, 2])) == 2
