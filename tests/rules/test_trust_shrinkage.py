from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.trust.exact import exact, median, medians_without_each, shown
from webapp.feedback.trust.parameters import PARAMETERS
from webapp.feedback.trust.shrinkage import Draw, Peer, Prior, estimated_k, learned_draw, priors

ENOUGH = PARAMETERS.minimum_voices
VARIANCE = Decimal("0.5")


def peers(*means, unit="a", votes=30):
    return [Peer(unit, Decimal(str(mean)), Decimal(votes)) for mean in means]


def test_a_mean_of_few_votes_is_drawn_to_its_peers():
    draw = Draw(VARIANCE, Decimal(30), Decimal(30))
    assert draw.mean(Decimal(2), Decimal(10), Prior(Decimal(3), Decimal(1))) == Decimal("2.75")
    assert draw.mean(Decimal(2), Decimal(270), Prior(Decimal(3), Decimal(1))) == Decimal("2.1")


def test_the_interval_narrows_with_votes():
    draw = Draw(VARIANCE, Decimal(30), Decimal(30))
    errors = [draw.error(Decimal(votes), Prior(Decimal(3), Decimal(1))) for votes in (5, 20, 100, 1000)]
    assert errors == sorted(errors, reverse=True)


def test_reliability_of_seven_tenths_needs_seventy_votes_while_nothing_is_known():
    draw = learned_draw([], [], VARIANCE)
    assert draw.k == draw.pull == 30
    assert draw.reliability(Decimal(70)) == Decimal("0.7")


def test_nobody_is_drawn_to_herself():
    with exact():
        lonely, *others = priors(peers(1, 3, 3, 3, 3), ENOUGH)
    assert lonely.mean == 3
    assert all(prior.mean == 3 for prior in others)


def test_the_only_officer_of_a_pemda_is_drawn_nowhere():
    with exact():
        assert priors(peers(3), ENOUGH) == [Prior(Decimal(3), Decimal(0))]


def test_a_few_attacked_colleagues_do_not_move_the_point_one_is_drawn_to():
    calm = peers(3.2, 3.3, 3.4, 3.4, 3.5, 3.6, 3.4, 3.3, 3.5)
    attacked = peers(3.2, 1, 1, 3.4, 3.5, 3.6, 3.4, 3.3, 3.5)
    with exact():
        assert abs(priors(calm, ENOUGH)[0].mean - priors(attacked, ENOUGH)[0].mean) <= Decimal("0.1")


def test_colleagues_with_hardly_any_votes_move_nobody():
    with exact():
        solid = priors(peers(3.2, 3.4, 3.6), ENOUGH)[0]
        assert priors(peers(3.2, 3.4, 3.6) + peers(1, 1, 1, votes=2), ENOUGH)[0] == solid


def test_a_unit_with_many_officers_draws_them_more_than_the_pemda_does():
    low, high = peers(*[2.8] * 9, unit="hard"), peers(*[3.6] * 9, unit="easy")
    with exact():
        first = priors(low + high, ENOUGH)[0]
    assert Decimal("2.8") < first.mean < Decimal("3.2")


def test_officers_who_hardly_differ_are_drawn_more_than_officers_who_do():
    def k_of(step):
        alike = peers(*[Decimal("3.3") + place * Decimal(step) for place in range(-20, 21)])
        with exact():
            return estimated_k(alike, priors(alike, ENOUGH), VARIANCE)

    assert k_of("0.001") > 100
    assert k_of("0.01") > 2 * k_of("0.03")
    assert k_of("0.2") == PARAMETERS.smallest_k


def test_one_officer_alone_does_not_say_how_officers_differ():
    alone = peers(3)
    with exact():
        assert estimated_k(alone, priors(alone, ENOUGH), VARIANCE) == PARAMETERS.start_k


decimals = st.decimals(min_value=1, max_value=4, places=3)


@given(st.lists(decimals, min_size=2, max_size=9))
def test_medians_without_each_are_the_medians_of_the_others(values):
    with exact():
        expected = [median(values[:place] + values[place + 1 :]) for place in range(len(values))]
        assert medians_without_each(values) == expected


def test_without_others_there_is_no_median():
    assert medians_without_each([]) == []
    assert medians_without_each([Decimal(3)]) == [None]


@pytest.mark.parametrize("value, rounded", [("2.00005", "2.0001"), ("2.00004999", "2.0000")])
def test_numbers_are_rounded_once_half_up(value, rounded):
    assert shown(Decimal(value)) == Decimal(rounded)
