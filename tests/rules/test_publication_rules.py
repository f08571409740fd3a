"""The same service elsewhere as a baseline, the window a score looks back over, and the week of a rating."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.feedback.publication.rules import ENOUGH, baseline_for, differ_by_a_batch, told_apart
from webapp.feedback.publication.windows import WEEKS, last_day, window
from webapp.feedback.ratings.rules import CHOICES, REASONS, choice, minute_of_week, week_of
from webapp.feedback.ratings.weights import SourceCounts, weight_of

KTP, AKTA = UUID(int=1), UUID(int=2)
OWN, A, B, C = (UUID(int=n) for n in (10, 11, 12, 13))


def standing(service, opd, mean, votes=40):
    return service, opd, Decimal(votes), Decimal(votes) * Decimal(mean)


def test_without_two_others_there_is_no_baseline():
    assert baseline_for([], {OWN}) is None
    assert baseline_for([standing(KTP, OWN, 3), standing(KTP, A, 3)], {OWN}) is None


def test_the_median_of_the_others_is_the_baseline():
    rows = [standing(KTP, OWN, "1.5"), standing(KTP, A, 3), standing(KTP, B, "3.2"), standing(KTP, C, "1.1")]
    assert baseline_for(rows, {OWN}).mean == 3


def test_another_office_with_too_few_votes_is_left_out():
    rows = [standing(KTP, OWN, 3), standing(KTP, A, 3), standing(KTP, B, 4, votes=ENOUGH - 1)]
    assert baseline_for(rows, {OWN}) is None


def test_services_are_mixed_by_the_units_own_votes():
    rows = [standing(KTP, OWN, 3, 30), standing(AKTA, OWN, 3, 10)]
    rows += [standing(KTP, opd, 2) for opd in (A, B)] + [standing(AKTA, opd, 4) for opd in (A, B)]
    assert baseline_for(rows, {OWN}).mean == Decimal("2.5")


def test_offices_under_the_unit_are_its_own():
    rows = [standing(KTP, OWN, 3), standing(KTP, A, 1), standing(KTP, B, 3), standing(KTP, C, 3)]
    assert baseline_for(rows, {OWN, A}).mean == 3


def test_the_order_of_the_rows_does_not_matter():
    rows = [standing(KTP, OWN, 3), standing(KTP, A, "2.7"), standing(KTP, B, "3.1"), standing(KTP, C, "3.3")]
    assert baseline_for(rows, {OWN}) == baseline_for(rows[::-1], {OWN})


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
@settings(max_examples=50, deadline=None)
def test_the_window_begins_on_a_monday_and_holds_whole_weeks_and_the_day(day):
    since, until = window(day)
    assert since.isoweekday() == 1 and until == day
    assert timedelta(weeks=WEEKS - 1) <= until - since < timedelta(weeks=WEEKS)


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 19), date(2026, 11, 22)])
def test_the_week_of_a_day_is_its_monday(day):
    assert week_of(day) == date(2026, 11, 16)


@pytest.mark.parametrize(
    "moment, minute",
    [
        (datetime(2026, 11, 16, 0, 0, tzinfo=UTC), 0),
        (datetime(2026, 11, 17, 8, 5, tzinfo=UTC), 1440 + 485),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), 7 * 1440 - 1),
    ],
)
def test_minutes_are_counted_from_monday(moment, minute):
    assert minute_of_week(moment) == minute


def test_the_answers_are_the_four_of_the_statutory_form_from_worst_to_best():
    assert [one.value for one in CHOICES] == [1, 2, 3, 4]
    assert [choice(value).word for value in (1, 2, 3, 4)] == ["Tidak baik", "Kurang baik", "Baik", "Sangat baik"]


def test_the_elements_are_those_of_the_survey_but_for_complaints():
    assert set(REASONS) == {"persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana"}


def test_up_to_four_answers_of_a_network_weigh_in_full():
    assert weight_of(SourceCounts(1, 1, 1, 1)) == (1, 1, 1, 1)


@given(st.tuples(*[st.integers(0, 200)] * 4))
@settings(max_examples=100, deadline=None)
def test_more_answers_of_a_network_never_weigh_less_nor_more_than_they_are(counts):
    before = sum(weight_of(SourceCounts(*counts)))
    after = sum(weight_of(SourceCounts(counts[0] + 1, *counts[1:])))
    assert before - Decimal("0.00001") <= after <= sum(counts) + 1


@given(st.tuples(*[st.integers(0, 50)] * 4))
@settings(max_examples=50, deadline=None)
def test_good_and_bad_answers_of_a_network_are_limited_alike(counts):
    forwards, backwards = weight_of(SourceCounts(*counts)), weight_of(SourceCounts(*counts[::-1]))
    assert forwards == backwards[::-1]


TREES = st.integers(2, 7).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 8), min_size=n, max_size=n),
        st.tuples(*(st.integers(0, place) for place in range(n - 1))),
    )
)


def families_of(parents):
    """Each office with itself and all below it; the first is above all."""
    families = {0: {0}}
    for child, parent in enumerate(parents, start=1):
        families[child] = {child}
        step = parent
        while True:
            families[step].add(child)
            if step == 0:
                break
            step = parents[step - 1]
    return families


@given(TREES)
def test_numbers_of_parts_taken_from_the_whole_leave_nothing_or_five(tree):
    numbers, parents = tree
    own, families = dict(enumerate(numbers)), families_of(parents)
    told = told_apart(own, families)
    for office, number in told.items():
        assert number == sum(own[each] for each in families[office]) >= 5
        below = [each for each in told if each != office and families[each] < families[office]]
        most = [each for each in below if not any(families[each] < families[other] for other in below)]
        assert number - sum(told[each] for each in most) not in {1, 2, 3, 4}


def test_a_whole_that_would_give_a_part_away_is_not_told():
    families = {"dinas": {"dinas", "bidang"}, "bidang": {"bidang"}}
    assert told_apart({"dinas": 2, "bidang": 10}, families) == {"bidang": 10}
    assert told_apart({"dinas": 0, "bidang": 10}, families) == {"bidang": 10, "dinas": 10}
    assert told_apart({"dinas": 3, "bidang": 4}, families) == {"dinas": 7}


ANSWERS = st.sets(st.integers(0, 30))


@given(ANSWERS, ANSWERS, ANSWERS, st.integers(5, 30))
def test_two_numbers_of_which_the_second_may_be_told_never_differ_in_fewer_answers_than_a_batch(
    before, come, gone, batch
):
    after = (before | come) - gone
    if differ_by_a_batch(len(before), len(after), batch):
        assert len(before ^ after) >= batch


@pytest.mark.parametrize("day", [date(2026, 5, 25), date(2026, 5, 31), date(2026, 11, 22)])
def test_a_rating_lies_in_the_window_until_its_last_day_and_no_longer(day):
    last = last_day(day)
    assert window(last)[0] <= day < window(last + timedelta(days=1))[0]
