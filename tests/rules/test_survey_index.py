"""The IKM to the letter: published numbers come out again, class limits and gaps, pooling, priorities, samples."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.survey.index import (
    CENT,
    CONVERSION,
    GRADES,
    UNSUR,
    Answers,
    Index,
    Unsur,
    grade_of,
    index_of,
    of_means,
    rounded,
    smallest_sample,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "skm.json").read_text())
PAIRS = VECTORS["sample_size"]["pairs_seen"] + VECTORS["sample_size"]["pairs_by_formula_not_seen"]
SUMS = st.integers(1, 400).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.integers(n, 4 * n), min_size=9, max_size=9))
)


def found_of(vector: dict) -> Index:
    """The index of a vector, however it is given."""
    if "rows" in vector:
        totals = [Answers(len(vector["rows"]), sum(column)) for column in zip(*vector["rows"], strict=True)]
        return index_of(list(zip(UNSUR, totals, strict=True)))
    if "services" in vector:
        answers = [Answers(each["n"], each["n"] * each["all_answers"]) for each in vector["services"]]
        return index_of([(slug, sum(answers[1:], answers[0])) for slug in UNSUR])
    means = [Fraction(mean) for mean in vector.get("nrr") or vector["nrr_by_name"].values()]
    return Index(1, dict(zip(UNSUR, map(Unsur, means), strict=True)), of_means(means))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["id"])
def test_the_index_is_what_was_published_or_worked_out_by_hand(vector):
    found, expected = found_of(vector), vector["expected"]
    assert (str(found.nilai_indeks), str(found.ikm)) == (expected["nilai_indeks"], expected["ikm"])
    assert (found.grade.mutu, found.grade.kinerja) == (expected["mutu"], expected["kinerja"])
    if "n" in expected:
        assert found.n == expected["n"]


@pytest.mark.parametrize(
    ("conversion", "mutu"),
    [("25.00", "D"), ("64.99", "D"), ("65.00", "C"), ("76.60", "C"), ("76.61", "B"), ("88.30", "B"), ("88.31", "A"),
     ("100.00", "A")],
)  # fmt: skip
def test_the_limits_of_the_classes(conversion, mutu):
    assert grade_of(Decimal(conversion)).mutu == mutu


@pytest.mark.parametrize("conversion", ["24.99", "100.01", "0"])
def test_there_is_no_class_beyond_the_scale(conversion):
    with pytest.raises(ValueError, match="no grade"):
        grade_of(Decimal(conversion))


@pytest.mark.parametrize(
    ("value", "ikm", "mutu"),
    [("2.5997", "64.99", "D"), ("2.5998", "65.00", "C"), ("3.0642", "76.61", "B"), ("3.5321", "88.30", "B"),
     ("3.5322", "88.31", "A")],
)  # fmt: skip
def test_what_lies_in_a_gap_of_the_table_goes_where_it_is_rounded_to(value, ikm, mutu):
    found = Index(1, {}, Fraction(value))
    assert (str(found.ikm), found.grade.mutu) == (ikm, mutu)


def test_a_half_is_rounded_up_and_never_twice():
    assert str(rounded(Fraction("2.675"), CENT)) == "2.68"  # as a float it would be 2.67
    assert str(rounded(Fraction("2.67499"), CENT)) == "2.67"


@given(SUMS)
def test_every_answer_counts_alike(given_sums):
    n, totals = given_sums
    found = index_of([(slug, Answers(n, total)) for slug, total in zip(UNSUR, totals, strict=True)])
    assert found.value == Fraction(sum(totals), 9 * n)
    assert abs(Fraction(found.ikm) - found.value * CONVERSION) <= Fraction(1, 200)
    assert found.grade in GRADES
    assert [found.unsur[slug].value for slug in found.priorities] == sorted(Fraction(total, n) for total in totals)


def test_questions_of_one_unsur_are_its_mean_and_weigh_together_as_one():
    found = index_of([("waktu", Answers(2, 8)), ("waktu", Answers(2, 4)), ("biaya", Answers(2, 6))])
    assert found.unsur["waktu"].value == 3 and found.value == 3


def test_without_answers_there_is_no_index():
    assert index_of([]) is None and index_of([("waktu", Answers(0, 0))]) is None


def test_a_missing_answer_is_refused_and_never_counts_as_nothing():
    with pytest.raises(ValueError, match="answered"):
        index_of([("waktu", Answers(10, 30)), ("biaya", Answers(9, 30))])


def test_three_of_four_everywhere_is_a_c():
    found = index_of([(slug, Answers(1, 3)) for slug in UNSUR])
    assert (str(found.ikm), found.grade.kinerja) == ("75.00", "Kurang Baik")


@pytest.mark.parametrize(("population", "sample"), PAIRS)
def test_the_sample_is_krejcie_and_morgans(population, sample):
    assert smallest_sample(population) == sample


def test_nobody_needs_no_sample():
    assert smallest_sample(0) == 0
