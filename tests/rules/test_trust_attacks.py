"""Small, certain versions of the attacks that `bench/fraud.py` measures on whole pemda."""

from decimal import Decimal

import pytest

from tests.rules.trust_ratings import MINUTES_A_DAY, a_pemda, a_rating
from webapp.feedback.trust.rules import score_officers

HONEST = a_pemda(seed=11, officers=20)
TARGET = "officer-07"
BEFORE = {score.officer: score for score in score_officers(HONEST)}
LIMIT = Decimal("0.15")


def fakes(count, stars, **known):
    usual = {"unit": "unit-1", "channel": "open"}
    return [a_rating(TARGET, stars, place=1000 + place, **(usual | known)) for place in range(count)]


def after(attack):
    return next(score for score in score_officers(HONEST + attack) if score.officer == TARGET)


def shift(attack):
    return after(attack).score - BEFORE[TARGET].score


def paced_kiosk(count, stars):
    return [
        rating._replace(moment=rating.moment + 7 * index * MINUTES_A_DAY, device=None, channel="kiosk")
        for index, rating in enumerate(fakes(count, stars))
    ]


ATTACKS = {
    "a brigade in one day": lambda stars: [r._replace(moment=3 * MINUTES_A_DAY + 600) for r in fakes(40, stars)],
    "a brigade spread over months": lambda stars: fakes(40, stars),
    "ten times as many fakes": lambda stars: fakes(400, stars),
    "one phone": lambda stars: fakes(40, stars, device="burner"),
    "tokens from one phone": lambda stars: (
        fakes(40, stars, device="burner", channel="token") if stars == 4 else fakes(40, stars, device="burner")
    ),
    "new cookies in the office": lambda stars: fakes(40, stars, prefix="office-1"),
    "no device and no network": lambda stars: fakes(40, stars, device=None, prefix=None),
    "tokens without device": lambda stars: fakes(40, stars, device=None, prefix="office-1", channel="token"),
    "a paced kiosk": lambda stars: paced_kiosk(40, stars),
    "kiosk and open together": lambda stars: fakes(20, stars) + paced_kiosk(20, stars),
}


@pytest.mark.parametrize("stars", [1, 2, 3, 4])
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_of_as_many_fakes_as_ratings_moves_the_score_little(name, stars):
    assert abs(shift(ATTACKS[name](stars))) <= LIMIT


@pytest.mark.parametrize("name", ["one phone", "a brigade in one day", "a brigade spread over months"])
def test_what_an_attack_brought_is_held_and_listed_with_its_reason(name):
    attack = ATTACKS[name](1)
    held = {item.index: item.reason for item in after(attack).held}
    assert sum(index >= len(HONEST) for index in held) >= 33
    assert set(held.values()) <= {
        "same-device",
        "same-network",
        "kiosk-pace",
        "day-burst",
        "channel-share",
        "contradiction",
    }


def test_of_honest_ratings_hardly_any_is_held():
    assert sum(len(score.held) for score in BEFORE.values()) <= 0.03 * len(HONEST)


def test_pulling_down_all_colleagues_hardly_lifts_the_one_left_alone():
    attack = [
        a_rating(name, 1, place=2000 + place, channel="open", unit=f"unit-{int(name[-2:]) % 3}")
        for name in BEFORE
        if name != TARGET
        for place in range(40)
    ]
    assert abs(shift(attack)) <= LIMIT


def test_a_flood_may_cost_the_label_usable_but_not_give_it():
    assert after(fakes(400, 4)).verified_share < Decimal("0.30")
    assert after(fakes(400, 4)).status != "usable"
