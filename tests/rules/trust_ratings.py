"""Made-up ratings for the tests of the scoring formula."""

import random
from decimal import Decimal

from webapp.feedback.trust.rules import Cell, Rating, source_votes

MINUTES_A_WEEK = 10080
MINUTES_A_DAY = 1440


def a_rating(officer="ani", stars=3, *, place=0, **known) -> Rating:
    """One honest rating; `place` gives it a week, a day, a device and a network of its own."""
    usual = {
        "unit": "dukcapil",
        "service": "ktp",
        "channel": "token",
        "device": f"device-{officer}-{place}",
        "prefix": f"network-{officer}-{place}",
        "moment": (place % 26) * MINUTES_A_WEEK + (place % 5) * MINUTES_A_DAY + 600 + place,
    }
    return Rating(officer=officer, stars=stars, **(usual | known))


def ratings_of(officer, stars, **known) -> list[Rating]:
    """One rating for each of `stars`."""
    return [a_rating(officer, star, place=place, **known) for place, star in enumerate(stars)]


def a_pemda(seed=1, officers=12, each=40) -> list[Rating]:
    """Honest ratings of some officers in three units and two services, from all channels."""
    rng = random.Random(seed)
    ratings = []
    for number in range(officers):
        level = rng.gauss(3.4, 0.3)
        for place in range(each):
            channel = rng.choices(("token", "kiosk", "open"), (55, 20, 25))[0]
            ratings.append(
                a_rating(
                    f"officer-{number:02}",
                    min(4, max(1, round(rng.gauss(level, 0.7)))),
                    place=place,
                    channel=channel,
                    unit=f"unit-{number % 3}",
                    service=rng.choice(("ktp", "kk")),
                    prefix=rng.choice(
                        (f"office-{number % 3}", f"carrier-{rng.randrange(12)}", f"own-{number}-{place}")
                    ),
                )
            )
    return ratings


def a_cell(day, channel, counts) -> Cell:
    """A cell whose ratings all came from different networks."""
    return Cell(day, channel, sum(counts), tuple(Decimal(count) for count in counts), tuple(counts))


def a_crowded_cell(day, channel, counts) -> Cell:
    """A cell whose ratings all came from one network."""
    return Cell(day, channel, sum(counts), source_votes(counts), tuple(counts))
