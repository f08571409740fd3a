"""Pure rules of a survey's results: the working, what is not told of respondents, what may follow what."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.survey.followups import rules
from webapp.feedback.survey.publishing.figures import figures_of, tellable, told, working

COUNTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 30), min_size=1)


def test_the_working_adds_up_exactly_with_several_questions_in_an_unsur():
    figures = figures_of(["a", "a", "b"], [[0, 1, 1, 1], [3, 0, 0, 0], [0, 0, 0, 3]])
    first, second = working(figures)
    assert (first.total, first.n, str(first.nrr), first.priority) == (12, 6, "2.00", 1)
    assert (second.weight, str(second.product)) == (Fraction(1, 2), "2.0000")
    assert told(figures.index()) == {
        "n": 3, "nrr": {"a": "2.00", "b": "4.00"}, "nilai_indeks": "3.0000", "ikm": "75.00", "mutu": "C",
        "kinerja": "Kurang Baik",
    }  # fmt: skip


def test_nothing_answered_has_no_working():
    with pytest.raises(ValueError):
        working(figures_of([], []))


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"L": 20, "P": 30}, set()),
        ({"L": 3, "P": 30}, {"L", "P"}),
        ({"A": 1, "B": 2, "C": 9, "D": 40}, {"A", "B", "C"}),
        ({"A": 3, "B": 4, "C": 40}, {"A", "B"}),
        ({"A": 0, "B": 40}, set()),
    ],
)
def test_small_kinds_are_not_told_nor_what_would_give_them_away(counts, hidden):
    assert {kind for kind, n in tellable(counts, 5).items() if n is None} == hidden


@given(COUNTS)
def test_what_is_hidden_is_never_one_kind_nor_fewer_than_five_people(counts):
    shown = tellable(counts, 5)
    hidden = [kind for kind, n in shown.items() if n is None]
    assert all(n is None or n == 0 or n >= 5 for n in shown.values())
    if hidden and sum(counts.values()) >= 5:
        rest = sum(1 for n in counts.values() if n >= 5)
        assert (len(hidden) >= 2 or rest == 0) and sum(counts[kind] for kind in hidden) >= 5


@pytest.mark.parametrize(
    ("before", "after", "note", "why"),
    [
        ("direncanakan", "berjalan", "", None),
        ("berjalan", "direncanakan", "x" * 20, "state"),
        ("berjalan", "selesai", "sudah", "proof"),
        ("berjalan", "selesai", "Surat 12/2026 terbit", None),
        ("direncanakan", "tidak_dilakukan", "", "why-not"),
        ("selesai", "berjalan", "", "why-again"),
        ("selesai", "berjalan", "Antrean kembali panjang", None),
    ],
)
def test_what_may_follow_what(before, after, note, why):
    assert rules.objection_to(before, after, note) == why


@pytest.mark.parametrize(
    ("due", "term"),
    [(date(2026, 12, 31), "pendek"), (date(2027, 1, 14), "pendek"), (date(2027, 1, 15), "menengah"),
     (date(2028, 1, 15), "menengah"), (date(2028, 1, 16), "panjang")],
)  # fmt: skip
def test_how_long_it_was_given(due, term):
    assert rules.term_of(date(2026, 1, 15), due) == term


def test_late_is_what_has_not_ended():
    day = date(2026, 5, 1)
    assert rules.is_overdue("berjalan", date(2026, 4, 30), day)
    assert not rules.is_overdue("berjalan", day, day) and not rules.is_overdue("selesai", date(2026, 4, 30), day)
