from decimal import Decimal
from random import Random

from tests.rules.trust_ratings import ratings_of
from webapp.feedback.trust.baseline import CaseCell, ServiceOffsets
from webapp.feedback.trust.exact import exact
from webapp.feedback.trust.rules import score_officers


def cells(residuals, votes=30):
    """`residuals`: (officer, unit, service) to what is left of the mean."""
    return [CaseCell(*key, Decimal(votes), Decimal(str(value))) for key, value in residuals.items()]


def offsets_of(residuals):
    with exact():
        return ServiceOffsets(cells(residuals))


def offset(offsets, service, officer="somebody"):
    with exact():
        return round(float(offsets.for_officer(officer, service)), 2)


def crossed(hard=-0.4, wobble=0.02):
    return {
        (f"{unit}-{service}-{number}", unit, service): value + wobble * (number - 2)
        for unit in ("a", "b", "c")
        for service, value in (("hard", hard / 2), ("easy", -hard / 2))
        for number in range(5)
    }


def test_a_service_that_is_harder_everywhere_has_a_lower_offset():
    offsets = offsets_of(crossed())
    assert offset(offsets, "hard") < -0.15 < 0.15 < offset(offsets, "easy")


def test_services_that_differ_no_more_than_chance_have_no_offset():
    rng = Random(3)
    noise = {key: rng.gauss(0, 0.3) for key in crossed()}
    assert abs(offset(offsets_of(noise), "hard")) < 0.03


def test_an_officer_is_not_compared_with_herself():
    residuals = crossed() | {("queen", "a", "easy"): 3.0}
    offsets = offsets_of(residuals)
    assert offset(offsets, "easy", "queen") < offset(offsets, "easy")


def test_a_service_only_one_unit_offers_is_not_told_apart_from_the_unit():
    nested = {
        (f"o{number}", unit, service): value + 0.02 * number
        for unit, service, value in (("a", "ktp", -0.3), ("b", "kk", 0.0))
        for number in range(5)
    }
    assert offset(offsets_of({("x", "a", "ktp"): -0.3, ("y", "b", "kk"): 0.3}), "ktp") == 0
    assert abs(offset(offsets_of(nested), "ktp")) < 0.3


def test_one_service_needs_no_baseline_and_an_unknown_one_has_none():
    assert offset(offsets_of({("o1", "a", "ktp"): -0.3, ("o2", "a", "ktp"): 0.3}), "ktp") == 0
    assert offset(offsets_of(crossed()), "passport") == 0


def test_the_only_officer_of_a_service_has_no_baseline_for_it():
    residuals = crossed() | {("lonely", "a", "rare"): -1.0}
    assert offset(offsets_of(residuals), "rare", "lonely") == 0


def test_officers_at_the_harder_counter_are_not_blamed_for_it():
    rng = Random(5)
    ratings = []
    for number in range(16):
        service, level = ("hard", 2.7) if number % 2 else ("easy", 3.4)
        stars = [min(4, max(1, round(rng.gauss(level, 0.6)))) for _ in range(40)]
        ratings += ratings_of(f"{service}-{number:02}", stars, unit=f"unit-{number % 4 // 2}", service=service)
    scores = {score.officer: float(score.score) for score in score_officers(ratings)}
    hard, easy = (
        sum(value for name, value in scores.items() if name.startswith(kind)) / 8 for kind in ("hard", "easy")
    )
    assert abs(hard - easy) < 0.25
