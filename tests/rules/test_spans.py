"""Days from one to another: held, cut to a period, joined and counted without counting a day twice."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from webapp.platform.spans import count_days, holds, within

START = date(2026, 3, 1)
DAYS = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
SPANS = st.lists(st.tuples(DAYS, st.integers(0, 9)).map(lambda it: (it[0], it[0] + timedelta(days=it[1]))), max_size=6)


@given(SPANS, DAYS, DAYS)
def test_what_lies_within_a_period_is_each_day_of_it_once(spans, since, until):
    found = within(spans, since, until)
    days = {START + timedelta(days=n) for n in range(60)}
    meant = {day for day in days if since <= day <= until and holds(spans, day)}
    assert {day for day in days if holds(found, day)} == meant
    assert count_days(found) == len(meant)
    assert all(one[1] + timedelta(days=1) < other[0] for one, other in pairwise(found))


def test_days_that_follow_each_other_across_a_month_are_one_span():
    found = within([(date(2026, 3, 31), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 2))], START, date.max)
    assert found == ((date(2026, 3, 31), date(2026, 4, 2)),)
