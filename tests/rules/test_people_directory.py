"""Pure rules of the organisation: circles on any day, trees, periods, passwords."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.people.directory.rules import Follow, Period, circle, follow, hangs_below, password_fault

JAN, MAR, MAY, JUL = (date(2026, month, 1) for month in (1, 3, 5, 7))


def test_a_circle_is_found_through_many_and_told_as_a_chain():
    above = {"b": [("c", Period(JAN))], "c": [("d", Period(JAN))], "d": [("a", Period(MAR))]}
    assert circle(above, "a", "b", Period(MAY)) == ["b", "c", "d", "a"]


def test_there_is_no_circle_when_the_days_never_meet():
    above = {"b": [("c", Period(JAN, MAR))], "c": [("a", Period(MAY))]}
    assert circle(above, "a", "b", Period(JAN)) is None
    assert circle(above | {"b": [("c", Period(JAN, MAY))]}, "a", "b", Period(JAN)) == ["b", "c", "a"]


def test_oneself_is_the_shortest_circle_and_a_circle_of_others_ends_the_search():
    assert circle({}, "a", "a", Period(JAN)) == ["a"]
    assert circle({"b": [("c", Period(JAN))], "c": [("b", Period(JAN))]}, "a", "b", Period(JAN)) is None


people = st.integers(0, 6)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
periods = st.builds(lambda one, two: Period(min(one, two), max(one, two)), days, days)


@given(st.dictionaries(people, st.lists(st.tuples(people, periods), max_size=3)), people, people, periods)
def test_a_circle_is_found_exactly_when_some_day_has_one(above, person, superior, period):
    def reaches(day) -> bool:
        seen, waiting = set(), {superior}
        while waiting:
            seen |= waiting
            step = {up for each in waiting for up, when in above.get(each, []) if when.common(Period(day, day))}
            waiting = step - seen
        return person in seen and bool(period.common(Period(day, day)))

    edges = {period.since} | {when.since for rows in above.values() for _, when in rows}
    assert (circle(above, person, superior, period) is not None) is any(reaches(day) for day in edges)


@pytest.mark.parametrize(
    ("since", "expected"),
    [(MAR, Follow(later=1)), (MAY, Follow(replace=1)), (JUL, Follow(shorten=1)), (date(2025, 1, 1), Follow(later=0))],
)
def test_a_new_row_takes_its_place_behind_the_others(since, expected):
    assert follow([Period(JAN, date(2026, 4, 30)), Period(MAY)], since) == expected


def test_a_row_after_a_gap_shortens_nothing():
    assert follow([Period(JAN, MAR)], JUL) == Follow() == follow([], JAN)


def test_nothing_hangs_below_itself():
    parents = {"root": None, "a": "root", "b": "a"}
    assert hangs_below(parents, "a", "a") and hangs_below(parents, "a", "b") and hangs_below(parents, "root", "b")
    assert not hangs_below(parents, "b", "root") and not hangs_below(parents, "a", None)


@pytest.mark.parametrize(
    "password",
    ["short", "111111111111", "abcdefghijklmn", "0987654321098", "abcabcabcabcabc", "password12345", "santoso-kuat-1",
     "xx199001012015yy", "ababababababab",
     "passwordpassword", "katasandi-rahasia", "selamatdatang2026",
     "indonesia merdeka 1945", "kucingkucingkucing"],
)  # fmt: skip
def test_easily_guessed_passwords_are_refused(password):
    assert password_fault(password, ["Budi", "santoso"], ["199001012015011001"])


@pytest.mark.parametrize("password", ["tiga kucing di pelabuhan", "Kopi-hitam#7pagi", "budidaya ikan lele 9"])
def test_long_unlike_passwords_are_taken(password):
    assert password_fault(password, ["Eko", "santoso"], ["199001012015011001"]) is None
