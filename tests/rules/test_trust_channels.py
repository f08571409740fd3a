from decimal import Decimal
from itertools import pairwise

import pytest

from webapp.feedback.trust.channels import Reference, Sums, agreement, channel_factors, share_ceilings
from webapp.feedback.trust.exact import exact
from webapp.feedback.trust.rules import PARAMETERS, stricter

HALF = Decimal("0.5")
EXPECTED = Reference(Decimal("3.4"), Decimal(30))


def votes(number, mean):
    return Sums(Decimal(number), Decimal(number) * Decimal(str(mean)))


def factors(kinds, usual=None, reference=EXPECTED):
    with exact():
        return channel_factors(kinds, usual or {}, reference, HALF)


def test_open_and_kiosk_bring_at_most_a_third_of_the_verified_votes_each():
    ceilings = share_ceilings(Decimal(30))
    assert ceilings["open"] == ceilings["kiosk"] == 10
    assert ceilings["open"] / (30 + ceilings["open"] + ceilings["kiosk"]) == Decimal("0.2")


def test_a_flood_counts_no_more_than_a_trickle():
    flood = factors({"token": votes(30, 3.4), "open": votes(1000, 3.4)})["open"][0]
    assert flood * 1000 == pytest.approx(Decimal(10), abs=Decimal("0.001"))


def test_without_verified_votes_the_other_channels_say_nothing_about_a_person():
    assert factors({"open": votes(50, 1)}, reference=Reference(Decimal(0), Decimal(0)))["open"][0] == 0


def test_a_channel_that_contradicts_the_verified_votes_is_dropped_and_says_so():
    assert factors({"token": votes(30, 3.4), "open": votes(9, 1)})["open"] == (0, "contradiction")


@pytest.mark.parametrize("distance", ["0.1", "0.3", "0.6", "2"])
def test_agreement_does_not_know_better_from_worse(distance):
    above, below = (votes(9, EXPECTED.mean + sign * Decimal(distance)) for sign in (1, -1))
    assert agreement(above, EXPECTED, HALF) == agreement(below, EXPECTED, HALF)


def test_agreement_falls_smoothly_from_one_to_nothing():
    steps = [agreement(votes(9, Decimal("3.4") - Decimal(step) / 10), EXPECTED, HALF) for step in range(12)]
    assert steps[0] == 1
    assert steps[-1] == 0
    assert steps == sorted(steps, reverse=True)
    assert max(before - after for before, after in pairwise(steps)) < Decimal("0.25")


def test_two_channels_leaning_together_are_trusted_less_than_one_alone():
    leaning = {"token": votes(30, 3.4), "open": votes(9, 2.9)}
    alone = factors(leaning)["open"][0]
    assert factors(leaning | {"kiosk": votes(9, 2.9)})["open"][0] < alone
    assert factors(leaning | {"kiosk": votes(9, 3.4)})["open"][0] == alone


def test_what_a_channel_differs_everywhere_is_not_held_against_it():
    kinds = {"token": votes(30, 3.4), "kiosk": votes(9, 3.9)}
    assert factors(kinds, {"kiosk": Decimal("0.5")})["kiosk"][0] == 1
    assert factors(kinds)["kiosk"][0] < 1


def test_a_big_channel_may_differ_a_little_without_being_dropped():
    many = Reference(Decimal("3.40"), Decimal(1_000_000))
    assert agreement(votes(1_000_000, "3.45"), many, HALF) > Decimal("0.9")
    assert agreement(votes(1_000_000, "2.90"), many, HALF) == 0


def test_a_pemda_may_refuse_any_contradiction():
    strictest = stricter(PARAMETERS, contradiction_limit=Decimal(0), tolerance=Decimal(0))
    assert agreement(votes(9, 3.3), EXPECTED, HALF, strictest) == 0
