"""How far can somebody move a score? Simulated pemda, named attacks, the product's own scoring function.

`python -m bench.fraud` prints one line an attack and strength, then the figures the formula is held to.
The simulation may use floats and chance (seeded); the scores come from `score_officers` alone.
"""

import argparse
import random
import statistics
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import exp, log

from bench.fraud_attacks import ATTACKS, REAL_VOICES, STOLEN
from webapp.feedback.trust.parameters import MINUTES_PER_DAY, PARAMETERS
from webapp.feedback.trust.rules import Rating, score_officers

CHANNEL_SHARES = (("token", 0.55), ("kiosk", 0.20), ("open", 0.25))
CARRIER_NETWORKS = [f"nat-{number}" for number in range(12)]


@dataclass(frozen=True)
class Shape:
    """The pemda to simulate; stars come from a rounded normal, which gives the usual skew to the top."""

    units: int = 20
    officers_a_unit: int = 10
    services: int = 6
    median_ratings: float = 40
    spread_of_ratings: float = 0.6
    middle: float = 3.70
    officer_spread: float = 0.38
    unit_spread: float = 0.0
    service_spread: float = 0.0
    noise: float = 0.85
    weeks: int = 26
    channel_lift: dict = field(default_factory=dict)


@dataclass
class World:
    """A pemda with its honest ratings and what each officer is truly worth."""

    shape: Shape
    rng: random.Random
    units: dict[str, str]
    truth: dict[str, float]
    ratings: dict[str, list[Rating]]
    clean: dict = field(default_factory=dict)


def star_chances(level: float, noise: float) -> list[float]:
    """Chances of 1..4 for a rounded normal."""
    edges = [0.0, *(statistics.NormalDist(level, noise).cdf(edge) for edge in (1.5, 2.5, 3.5)), 1.0]
    return [after - before for before, after in pairwise(edges)]


def honest_rating(world, officer, level) -> Rating:
    rng, shape = world.rng, world.shape
    channel = rng.choices(*zip(*CHANNEL_SHARES, strict=True))[0]
    service = rng.randrange(shape.services)
    return Rating(
        officer,
        world.units[officer],
        f"service-{service}",
        channel,
        None if channel == "kiosk" else fresh(rng),
        honest_network(world, officer),
        a_moment(rng, shape.weeks),
        a_star(rng, level + shape.channel_lift.get(channel, 0), shape.noise),
    )


def honest_network(world, officer) -> str:
    place = world.rng.random()
    if place < 0.35:
        return f"office-{world.units[officer]}"
    return world.rng.choice(CARRIER_NETWORKS) if place < 0.80 else fresh(world.rng)


def a_star(rng, level, noise) -> int:
    return min(4, max(1, round(rng.gauss(level, noise))))


def a_moment(rng, weeks) -> int:
    day = rng.randrange(weeks) * 7 + rng.randrange(5)
    return day * MINUTES_PER_DAY + rng.randrange(8 * 60, 16 * 60)


def fresh(rng) -> str:
    return f"{rng.getrandbits(64):016x}"


def build(shape: Shape, seed: int) -> World:
    rng = random.Random(seed)
    world = World(shape, rng, {}, {}, {})
    for unit in range(shape.units):
        lift = rng.gauss(0, shape.unit_spread)
        for place in range(shape.officers_a_unit):
            officer = f"unit{unit:02}-officer{place:02}"
            world.units[officer] = f"unit{unit:02}"
            level = shape.middle + lift + rng.gauss(0, shape.officer_spread)
            world.truth[officer] = sum(
                (star + 1) * chance for star, chance in enumerate(star_chances(level, shape.noise))
            )
            count = max(5, round(exp(rng.gauss(log(shape.median_ratings), shape.spread_of_ratings))))
            world.ratings[officer] = [honest_rating(world, officer, level) for _ in range(count)]
    return world


def scores_of(ratings: dict[str, list[Rating]], parameters=PARAMETERS) -> dict:
    flat = [rating for officer in sorted(ratings) for rating in ratings[officer]]
    return {score.officer: score for score in score_officers(flat, parameters)}


def without_attack(world: World) -> dict[str, float]:
    """Error against the truth, honest ratings held, how often the 80 % interval holds the truth."""
    known = {officer: score for officer, score in world.clean.items() if score.score is not None}
    error = [float(score.score) - world.truth[officer] for officer, score in known.items()]
    naive = [
        statistics.mean(rating.stars for rating in world.ratings[officer]) - world.truth[officer] for officer in known
    ]
    inside = [score.low <= world.truth[officer] <= score.high for officer, score in known.items()]
    return {
        "rmse": rms(error),
        "naive": rms(naive),
        "ratio": rms(error) / rms(naive),
        "held": sum(len(score.held) for score in world.clean.values()) / sum(map(len, world.ratings.values())),
        "inside": statistics.mean(inside),
        "usable": statistics.mean(s.status == "usable" for s in world.clean.values()),
    }


def rms(values) -> float:
    return (sum(value * value for value in values) / len(values)) ** 0.5


def under_attack(world: World, attack, strength: float, parameters=PARAMETERS) -> list[tuple[float, float, float]]:
    """For each target: the shift of the score, the shift in percentile points, the shift of the plain
    mean."""
    targets, fakes = attack(world, strength)
    attacked = {officer: own + fakes.get(officer, []) for officer, own in world.ratings.items()}
    after = scores_of(attacked, parameters)
    ladder = sorted(float(score.score) for score in world.clean.values() if score.score is not None)
    shifts = []
    for officer in targets:
        old, new = world.clean[officer].score, after[officer].score
        if old is not None and new is not None:
            points = 100 * abs(place(ladder, float(new)) - place(ladder, float(old)))
            shifts.append(
                (float(new - old), points, plain_mean(attacked[officer]) - plain_mean(world.ratings[officer]))
            )
    return shifts


def place(ladder, value) -> float:
    return sum(step < value for step in ladder) / len(ladder)


def plain_mean(ratings) -> float:
    return statistics.mean(rating.stars for rating in ratings)


def summary(shifts) -> dict[str, float]:
    sizes = sorted(abs(shift) for shift, _, _ in shifts)
    return {
        "shift": statistics.mean(sizes),
        "signed": statistics.mean(shift for shift, _, _ in shifts),
        "p95": sizes[int(0.95 * (len(sizes) - 1))],
        "points": statistics.mean(points for _, points, _ in shifts),
        "naive": statistics.mean(abs(naive) for _, _, naive in shifts),
    }


def run(shape: Shape, worlds: int, attacks=None, parameters=PARAMETERS, seed: int = 1) -> dict:
    """All figures of one shape of pemda: without attack, and by attack and strength."""
    pemda = [build(shape, seed + number) for number in range(worlds)]
    for world in pemda:
        world.clean = scores_of(world.ratings, parameters)
    honest = [without_attack(world) for world in pemda]
    table = {}
    for name, (attack, strengths) in (attacks or ATTACKS).items():
        for strength in strengths:
            shifts = [shift for world in pemda for shift in under_attack(world, attack, strength, parameters)]
            table[name, strength] = summary(shifts)
    return {
        "honest": {key: statistics.mean(one[key] for one in honest) for key in honest[0]},
        "attacks": table,
    }


def report(figures: dict) -> None:
    print("without attack: " + "  ".join(f"{key} {value:.3f}" for key, value in figures["honest"].items()))
    print(f"{'attack':22}{'f':>6}{'plain':>8}{'shift':>8}{'signed':>8}{'p95':>8}{'points':>8}")
    for (name, strength), row in figures["attacks"].items():
        print(
            f"{name:22}{strength:6.2f}{row['naive']:8.3f}{row['shift']:8.3f}{row['signed']:8.3f}"
            f"{row['p95']:8.3f}{row['points']:8.1f}"
        )
    report_worst("adaptive, token secrets safe", figures, STOLEN)
    report_worst("the same without two hostile real tokens", figures, STOLEN | REAL_VOICES)


def report_worst(label: str, figures: dict, without: set) -> None:
    rows = [row for (name, _), row in figures["attacks"].items() if name not in without]
    if rows:
        worst = (f"{key} {max(row[key] for row in rows):.3f}" for key in ("shift", "p95", "points", "naive"))
        print(f"{label}: " + "  ".join(worst))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=5)
    parser.add_argument("--officer-spread", type=float, default=Shape.officer_spread)
    parser.add_argument("--unit-spread", type=float, default=Shape.unit_spread)
    parser.add_argument("--seed", type=int, default=1, help="of the first world")
    parser.add_argument("--only", nargs="*", help="names of attacks")
    options = parser.parse_args()
    shape = replace(Shape(), officer_spread=options.officer_spread, unit_spread=options.unit_spread)
    chosen = {name: ATTACKS[name] for name in options.only} if options.only else None
    report(run(shape, options.worlds, chosen, seed=options.seed))


if __name__ == "__main__":
    main()
