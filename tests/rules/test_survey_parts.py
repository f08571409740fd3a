"""The index of each service of a period: exact, never of few, and not by subtraction within or between versions."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.survey.publishing.figures import figures_of, parts

UNSUR = ["waktu", "biaya"]
LEAST = 5
SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 30), min_size=1)


def of_sizes(sizes, low=0):
    """Each service with so many responses; `low` of them answered 1, the rest 3."""
    return {key: figures_of(UNSUR, [[low, 0, n - low, 0]] * 2) for key, n in sizes.items()}


def made(sizes, before=(), low=0):
    return parts({key: key.upper() for key in sizes}, of_sizes(sizes, low), before, LEAST)


def shown(lines):
    return {each["id"] for each in lines if each["told"]}


def test_each_service_has_the_index_of_its_own_answers():
    figures = {"a": figures_of(UNSUR, [[0, 0, 10, 0], [0, 0, 0, 10]]), "b": figures_of(UNSUR, [[0, 8, 0, 0]] * 2)}
    first, second = parts({"a": "Akta", "b": "KTP"}, figures, [], LEAST)
    assert first["told"] == {"n": 10, "nilai_indeks": "3.5000", "ikm": "87.50", "mutu": "B", "kinerja": "Baik"}
    assert (second["name"], second["told"]["ikm"], second["told"]["mutu"]) == ("KTP", "50.00", "D")


@given(SIZES)
def test_what_is_not_told_is_two_services_and_five_people_or_nothing(sizes):
    hidden = sizes.keys() - shown(made(sizes))
    assert all(sizes[key] >= LEAST for key in shown(made(sizes)))
    if hidden and hidden != sizes.keys():
        assert len(hidden) >= 2 and sum(sizes[key] for key in hidden) >= LEAST


@given(SIZES, SIZES)
def test_a_correction_tells_the_same_services_or_none_and_none_moved_by_few(sizes, later):
    before, after = made(sizes), made(later, [made(sizes)], low=1)
    assert shown(after) in (set(), shown(before))
    for key in shown(after):
        assert abs(sizes[key] - later[key]) >= LEAST


def test_a_correction_without_any_change_of_a_service_tells_it_again():
    sizes = {"a": 20, "b": 30}
    assert shown(made({"a": 20, "b": 40}, [made(sizes)])) == {"a", "b"}
    assert shown(made({"a": 22, "b": 40}, [made(sizes)])) == set()
