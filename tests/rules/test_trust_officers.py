from dataclasses import replace
from decimal import Decimal, localcontext
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.trust_ratings import a_pemda, a_rating, ratings_of
from webapp.feedback.trust.rules import PARAMETERS, Rating, score_officers, stricter

STEP = Decimal("0.0001")


def score_of(ratings, officer="ani", parameters=PARAMETERS):
    return next(score for score in score_officers(ratings, parameters) if score.officer == officer)


def test_nobody_is_scored_from_nothing():
    assert score_officers([]) == []


def test_officers_come_sorted_and_with_the_version_of_the_formula():
    scores = score_officers(a_pemda())
    assert [score.officer for score in scores] == sorted(score.officer for score in scores)
    assert {score.formula for score in scores} == {"2026-1"}


def test_a_lone_officer_keeps_her_own_mean():
    score = score_of(ratings_of("ani", [4, 4, 3, 3] * 10))
    assert (score.n, score.n_effective, score.verified_share) == (40, 40, 1)
    assert score.score == Decimal("3.5")
    assert score.low < score.score < score.high
    assert score.held == ()


def test_few_ratings_are_not_shown_as_truth():
    score = score_of(ratings_of("ani", [1] * 9))
    assert score.status == "insufficient"
    assert (score.score, score.low, score.high) == (None, None, None)


def test_nothing_is_said_about_a_person_from_unverified_ratings_alone():
    score = score_of(ratings_of("ani", [1] * 200, channel="open"))
    assert score.status == "insufficient" and score.score is None
    assert (score.n, score.n_effective, score.verified_share) == (200, 0, 0)
    assert len(score.held) == 200


def test_ten_verified_ratings_are_early():
    assert score_of(ratings_of("ani", [3] * 10)).status == "early"


def busy_pemda(**known):
    """Enough colleagues who differ enough for a score to be reliable."""
    return [
        rating
        for number in range(30)
        for rating in ratings_of(f"colleague-{number:02}", [4] * (8 + number) + [2] * (32 - number), **known)
    ]


def test_a_score_is_usable_with_enough_verified_votes_spread_over_three_months():
    assert score_of(busy_pemda() + ratings_of("ani", [4, 3] * 25)).status == "usable"


@pytest.mark.parametrize(
    "ratings",
    [
        pytest.param(ratings_of("ani", [4, 3] * 9), id="fewer than twenty verified"),
        pytest.param(
            ratings_of("ani", [4, 3] * 9) + ratings_of("ani", [4, 3] * 20, channel="kiosk"), id="kiosk fills up"
        ),
        pytest.param(
            ratings_of("ani", [4, 3] * 15) + [a_rating(place=200 + i, channel="open") for i in range(75)],
            id="below thirty per cent verified",
        ),
        pytest.param(
            [rating._replace(moment=rating.moment % 70_000) for rating in ratings_of("ani", [4, 3] * 25)],
            id="seven weeks",
        ),
        pytest.param([a_rating(place=i, device="one phone") for i in range(60)], id="one phone"),
        pytest.param([a_rating(place=i, prefix="one office") for i in range(60)], id="one network"),
    ],
)
def test_a_score_is_not_usable_without_them(ratings):
    assert score_of(busy_pemda() + ratings).status != "usable"


def test_officers_who_do_not_differ_have_no_usable_scores():
    alike = [rating for number in range(30) for rating in ratings_of(f"o-{number:02}", [4, 3] * 20)]
    assert {score.status for score in score_officers(alike)} == {"early"}


def test_the_order_of_the_ratings_does_not_matter():
    ratings = a_pemda()
    shuffled = ratings.copy()
    Random(4).shuffle(shuffled)
    for one, other in zip(score_officers(ratings), score_officers(shuffled), strict=True):
        assert replace(one, held=()) == replace(other, held=())
        assert sorted(ratings[item.index] for item in one.held) == sorted(shuffled[item.index] for item in other.held)


def test_the_callers_decimal_context_does_not_matter():
    ratings = a_pemda(officers=5)
    with localcontext(prec=5):
        assert score_officers(ratings) == score_officers(ratings)
        narrow = score_officers(ratings)
    assert narrow == score_officers(ratings)


def test_mirrored_stars_give_the_mirrored_score():
    ratings = a_pemda(seed=7)
    mirrored = [rating._replace(stars=5 - rating.stars) for rating in ratings]
    for one, other in zip(score_officers(ratings), score_officers(mirrored), strict=True):
        assert (one.n_effective, one.status, one.held) == (other.n_effective, other.status, other.held)
        assert abs(one.score + other.score - 5) <= STEP
        assert abs(one.low + other.high - 5) <= STEP


def test_a_shifted_clock_changes_nothing():
    ratings = a_pemda(officers=6)
    later = [rating._replace(moment=rating.moment + 40 * 10080) for rating in ratings]
    assert score_officers(ratings) == score_officers(later)


any_rating = st.builds(
    Rating,
    officer=st.sampled_from("ab"),
    unit=st.sampled_from("uv"),
    service=st.sampled_from("xy"),
    channel=st.sampled_from(("token", "kiosk", "open")),
    device=st.sampled_from((None, "1", "2", "3", "4", "5")),
    prefix=st.sampled_from((None, "p", "q")),
    moment=st.integers(0, 200_000),
    stars=st.integers(1, 4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(any_rating, max_size=60))
def test_whatever_comes_in_the_numbers_keep_their_bounds(ratings):
    for score in score_officers(ratings):
        assert 0 <= score.n_effective <= score.n
        assert 0 <= score.verified_share <= 1
        assert (score.score is None) == (score.status == "insufficient")
        if score.score is not None:
            assert 1 <= score.low <= score.score <= score.high <= 4
        assert all(ratings[item.index].officer == score.officer for item in score.held)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 39), st.integers(1, 3))
def test_a_better_verified_rating_never_lowers_a_score(place, stars):
    stars_given = [(2, 3, 4, 3)[number % 4] for number in range(40)]
    better = [*stars_given[:place], min(4, stars_given[place] + stars), *stars_given[place + 1 :]]
    others = a_pemda(officers=4)
    before, after = (score_of(others + ratings_of("ani", given)).score for given in (stars_given, better))
    assert after >= before


def test_what_one_does_elsewhere_hardly_moves_another_officer():
    quiet = a_pemda(seed=3)
    loud = quiet + [a_rating("officer-00", 1, place=1000 + place, channel="open", unit="unit-0") for place in range(60)]
    before, after = ({score.officer: score.score for score in score_officers(some)} for some in (quiet, loud))
    assert max(abs(before[name] - after[name]) for name in before if name != "officer-00") < Decimal("0.03")


def test_an_officer_belongs_to_the_unit_where_most_of_her_ratings_are():
    moved = ratings_of("ani", [3] * 20, unit="new") + [a_rating(place=50 + place, unit="old") for place in range(15)]
    assert score_of(a_pemda() + moved).n == 35


def test_a_stricter_pemda_gets_fewer_usable_scores_never_more():
    strict = stricter(PARAMETERS, usable_verified=45)
    ratings = busy_pemda() + ratings_of("ani", [4, 3] * 20)
    assert score_of(ratings).status == "usable"
    assert score_of(ratings, parameters=strict).status == "early"


def test_what_was_lost_is_told_by_reason_and_adds_up():
    """n less everything lost is what the score was made of: nobody has to wonder where the rest went."""
    crowd = [a_rating(place=place, channel="open", device=f"o{place}", prefix="one") for place in range(60)]
    score = score_of([*ratings_of("ani", [3, 4] * 20), *crowd])
    assert score.lost and score.n - sum(score.lost.values()) == pytest.approx(score.n_effective, abs=Decimal("0.01"))
    assert len(score.held) <= sum(score.lost.values())
