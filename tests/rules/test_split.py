"""Services are told only where no sum and difference of all that is told is about fewer than five answers."""

from fractions import Fraction
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from webapp.feedback.publication.split import may_be_told

SMALLEST = 5
CELLS = st.dictionaries(st.tuples(st.integers(0, 3), st.sampled_from("abc")), st.integers(1, 7), min_size=1, max_size=9)


def told(answers, whose=None):
    everybody = {(service, None): SMALLEST * 9 for _batch, service in answers}
    return may_be_told(answers, whose or everybody, SMALLEST)


def rank(rows):
    """Of a matrix of fractions."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] / rows[found][column]
            rows[i] = [value - factor * taken for value, taken in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def fewest_told(answers, services):
    """How many answers the smallest sum is about that a reader of all batches and these services can work out.

    By trying: some factors of what is published leave only these cells exactly when the other cells alone have a
    lower rank.
    """
    cells = sorted(answers)
    published = [[int(cell[0] == batch) for cell in cells] for batch in {batch for batch, _service in cells}]
    published += [[int(cell[1] == service) for cell in cells] for service in services]
    whole = rank(published)
    fewest = sum(answers.values())
    for many in range(1, SMALLEST):
        for some in combinations(range(len(cells)), many):
            size = sum(answers[cells[place]] for place in some)
            others = [[row[place] for place in range(len(cells)) if place not in some] for row in published]
            if size < fewest and rank(others) < whole:
                fewest = size
    return fewest


@given(CELLS)
@settings(max_examples=150, deadline=None)
@example({(0, "a"): 5, (0, "b"): 1, (1, "a"): 5, (1, "b"): 5})  # six answers, five of one service
@example({(0, "a"): 3, (0, "b"): 3, (1, "a"): 3, (1, "b"): 3})
def test_no_sum_and_difference_is_about_fewer_than_five_answers(answers):
    if services := told(answers):
        assert fewest_told(answers, services) >= SMALLEST


def test_the_trial_finds_a_leak():
    """Telling of a service beside batches that are hardly mixed: the watch itself works."""
    assert fewest_told({(0, "a"): 5, (0, "b"): 1}, {"a"}) == 1
    assert fewest_told({(0, "a"): 5, (1, "a"): 5, (1, "b"): 2, (0, "b"): 2}, {"a", "b"}) == 4


def test_services_that_come_mixed_are_all_told():
    assert told({(batch, service): 2 for batch in range(9) for service in "abc"}) == {"a", "b", "c"}


def test_a_service_of_few_answers_is_taken_together_with_the_next():
    answers = {(batch, service): 3 for batch in range(9) for service in "ab"} | {(0, "c"): 1, (1, "d"): 2}
    assert told(answers) == {"b"}  # c and d have three answers together: with a there are enough


def test_the_only_service_of_an_office_is_what_the_office_is():
    assert told({(0, "a"): 5, (1, "a"): 8}) == {"a"}


def test_nothing_is_told_where_a_batch_is_too_small():
    assert told({(0, "a"): 4, (1, "a"): 50}) == set()


def test_services_that_never_share_a_batch_tell_no_more_than_their_batches():
    assert told({(0, "a"): 6, (1, "b"): 7}) == {"a", "b"}


class TestOneOfficersOwn:
    MIXED = {(batch, service): 2 for batch in range(20) for service in "abc"}

    def test_a_service_that_hardly_anybody_else_gives_is_not_told(self):
        whose = {("a", "sari"): 36, ("a", "joko"): 4, ("b", None): 40, ("c", "sari"): 20, ("c", "joko"): 20}
        assert told(self.MIXED, whose) == {"c"}  # what is left must not be Sari's alone either: b is with a

    def test_nor_can_it_be_worked_out_from_the_rest(self):
        whose = {("a", "sari"): 40, ("b", "sari"): 20, ("b", "joko"): 20, ("c", "sari"): 20, ("c", "joko"): 20}
        services = told(self.MIXED, whose)
        rest = {"a", "b", "c"} - services
        others = sum(n for (service, officer), n in whose.items() if service in rest and officer != "sari")
        assert len(services) == 1 and others >= SMALLEST

    def test_answers_about_nobody_known_are_no_officers(self):
        assert told(self.MIXED, {(service, None): 40 for service in "abc"}) == {"a", "b", "c"}
