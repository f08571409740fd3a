from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.trust_ratings import a_cell, a_crowded_cell
from webapp.feedback.trust.rules import (
    PARAMETERS,
    Baseline,
    Cell,
    input_hash,
    mixed_baseline,
    score_unit,
    service_baseline,
    stricter,
)

TOKENS = [a_cell(7 * week, "token", (0, 1, 3, 4)) for week in range(6)]
OPEN = [a_cell(7 * week + 3, "open", (0, 1, 2, 2)) for week in range(3)]


def test_the_mean_of_a_calm_unit_is_the_mean_of_its_answers():
    score = score_unit(TOKENS)
    assert score.mean == Decimal("3.375") == Decimal(6 * (2 + 9 + 16)) / 48
    assert (score.n, score.n_effective, score.verified_share, score.status) == (48, 48, 1, "usable")
    assert score.distribution == (0, 6, 18, 24)
    assert score.low95 < score.low < score.mean < score.high < score.high95
    assert score.held == {}


def test_no_cells_are_insufficient():
    score = score_unit([])
    assert (score.n, score.status, score.mean, score.distribution) == (0, "insufficient", None, (0, 0, 0, 0))


def test_nine_answers_are_too_few_ten_are_early_and_thirty_usable():
    days = [a_cell(day, "token", (0, 0, 1, 1)) for day in range(20)]
    assert [score_unit(days[:count]).status for count in (4, 5, 14, 15)] == ["insufficient", "early", "early", "usable"]
    assert score_unit(days[:4]).mean is None


def test_a_unit_with_only_an_open_channel_gets_a_score_that_is_early_for_ever():
    score = score_unit([a_cell(day, "open", (0, 0, 1, 1)) for day in range(40)])
    assert (score.mean, score.verified_share, score.status) == (Decimal("3.5"), 0, "early")


def test_a_unit_is_usable_only_with_enough_proven_visits():
    days = [a_cell(day, "open", (0, 0, 1, 1)) for day in range(40)]
    tokens = [a_cell(day, "token", (0, 0, 0, 1)) for day in range(40)]
    assert [score_unit([*days, *tokens[:few]]).status for few in (0, 19, 40)] == ["early", "early", "usable"]


def test_a_first_token_does_not_take_the_score_away():
    days = [a_cell(day, "open", (0, 0, 1, 1)) for day in range(40)]
    before, after = score_unit(days), score_unit([*days, a_cell(41, "token", (0, 0, 1, 0))])
    assert after.n_effective > before.n_effective * Decimal("0.9")
    assert abs(after.mean - before.mean) < Decimal("0.05")


def test_a_burst_of_a_day_is_held_back_and_named():
    burst = score_unit([*TOKENS, *OPEN, a_cell(20, "open", (40, 0, 0, 0))])
    calm = score_unit(TOKENS + OPEN)
    assert abs(burst.mean - calm.mean) < Decimal("0.06")
    assert burst.held["day-burst"] > 20
    assert burst.distribution[0] == 40


def test_what_one_network_could_not_say_is_named():
    assert score_unit([a_crowded_cell(1, "open", (20, 0, 0, 0))]).held == {"same-network": Decimal(12)}


def test_votes_and_what_is_held_add_up_to_all_answers():
    score = score_unit([*TOKENS, *OPEN, a_crowded_cell(30, "kiosk", (9, 1, 0, 10)), a_cell(20, "open", (40, 0, 0, 0))])
    assert score.n_effective + sum(score.held.values()) == pytest.approx(Decimal(score.n), abs=Decimal("0.001"))


def test_mirrored_answers_give_the_mirrored_mean():
    cells = [*TOKENS, *OPEN, a_cell(20, "open", (40, 0, 0, 0))]
    mirrored = [Cell(c.day, c.channel, c.n, c.weights[::-1], c.counts[::-1]) for c in cells]
    one, other = score_unit(cells), score_unit(mirrored)
    assert one.mean + other.mean == 5
    assert one.low + other.high == 5
    assert one.held == other.held


def test_the_difference_from_the_same_service_is_drawn_to_none():
    score = score_unit(TOKENS, Baseline(Decimal("3.000")))
    assert score.difference_from_same_service == Decimal("0.2308") == round(Decimal("0.375") * 48 / 78, 4)
    assert score.difference_low < score.difference_from_same_service < score.difference_high
    assert score.mean == score_unit(TOKENS).mean


def test_an_uncertain_baseline_widens_the_difference():
    sure, unsure = (score_unit(TOKENS, Baseline(Decimal(3), Decimal(error))) for error in ("0", "0.2"))
    assert unsure.difference_high > sure.difference_high


def test_without_a_baseline_there_is_no_difference():
    assert score_unit(TOKENS).difference_from_same_service is None


def test_a_channel_that_is_rated_higher_everywhere_is_not_a_contradiction():
    kiosk = [a_cell(7 * week + 1, "kiosk", (0, 0, 0, 2)) for week in range(6)]
    usual = Baseline(Decimal("3.4"), channel_differences={"kiosk": Decimal("0.6")})
    assert score_unit(TOKENS + kiosk, usual).n_effective > score_unit(TOKENS + kiosk).n_effective


def test_the_baseline_of_a_service_is_the_median_of_the_others():
    baseline = service_baseline([Decimal(3), Decimal("3.4"), Decimal(1)])
    assert baseline.mean == 3 and baseline.error > 0
    assert service_baseline([Decimal(3)]) is None


def test_a_unit_with_two_services_is_compared_with_its_own_mix():
    mixed = mixed_baseline([(Decimal(30), Baseline(Decimal(3))), (Decimal(10), Baseline(Decimal("3.4")))])
    assert mixed.mean == Decimal("3.1") and mixed.k == PARAMETERS.start_k
    assert mixed_baseline([]) is None


def test_a_pemda_may_ask_for_more_answers():
    assert score_unit(TOKENS, parameters=stricter(PARAMETERS, usable_effective=Decimal(50))).status == "early"


@pytest.mark.parametrize(
    "wrong",
    [
        (1, "phone", 1, (0, 0, 0, 1), (0, 0, 0, 1)),
        (1, "open", 2, (0, 0, 0, 1), (0, 0, 0, 1)),
        (1, "open", 1, (0, 0, 0, 2), (0, 0, 0, 1)),
        (1, "open", 1, (0, 0, 1), (0, 0, 1)),
    ],
)
def test_a_cell_that_does_not_fit_together_is_refused(wrong):
    with pytest.raises(ValueError):
        Cell(*wrong)


counts = st.tuples(*[st.integers(0, 30)] * 4)
cells = st.lists(
    st.builds(a_crowded_cell, st.integers(0, 60), st.sampled_from(("token", "kiosk", "open")), counts), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(cells, st.randoms())
def test_order_does_not_matter_and_bounds_hold(some, rng):
    shuffled = some.copy()
    rng.shuffle(shuffled)
    score = score_unit(some)
    assert score == score_unit(shuffled)
    assert input_hash(some) == input_hash(shuffled)
    assert 0 <= score.n_effective <= score.n
    if score.mean is not None:
        assert 1 <= score.low95 <= score.low <= score.mean <= score.high <= score.high95 <= 4


def test_the_hash_tells_a_changed_answer_but_not_how_the_cells_were_divided():
    whole, parts = [a_cell(1, "open", (0, 2, 0, 2))], [a_cell(1, "open", (0, 1, 0, 2)), a_cell(1, "open", (0, 1, 0, 0))]
    assert input_hash(whole) == input_hash(parts)
    assert input_hash(whole) != input_hash([a_cell(1, "open", (0, 2, 1, 1))])
    assert input_hash(whole) != input_hash(whole, salt="ab")
    assert len(input_hash([])) == 64


def test_the_cost_does_not_know_how_many_ratings_there_are():
    half_a_year = [
        a_crowded_cell(day, channel, (5, 10, 100_000, 200_000))
        for day in range(182)
        for channel in ("token", "kiosk", "open")
    ]
    started = perf_counter()
    assert score_unit(half_a_year).n == 182 * 3 * 300_015
    assert perf_counter() - started < 1
