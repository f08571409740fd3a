"""The attacks of `bench.fraud`. Each takes the world and f = fakes / all ratings of a target, and gives
the officers whose score is watched and the fakes by officer."""

from webapp.feedback.trust.parameters import MINUTES_PER_DAY
from webapp.feedback.trust.rules import Rating

STRENGTHS = (0.2, 0.35, 0.5)
EVERY = 10  # of the officers is a target


def targets_of(world) -> list[str]:
    return sorted(world.units)[world.rng.randrange(EVERY) :: EVERY]


def number_of_fakes(world, officer, strength) -> int:
    return round(len(world.ratings[officer]) * strength / (1 - strength))


def fake(world, officer, **what) -> Rating:
    rng, weeks = world.rng, world.shape.weeks
    moment = (rng.randrange(weeks) * 7 + rng.randrange(5)) * MINUTES_PER_DAY + rng.randrange(480, 960)
    usual = {
        "service": f"service-{rng.randrange(world.shape.services)}",
        "channel": "open",
        "device": fresh(rng),
        "prefix": fresh(rng),
        "moment": moment,
        "stars": 1,
    }
    return Rating(officer=officer, unit=world.units[officer], **(usual | what))


def fresh(rng) -> str:
    return f"{rng.getrandbits(64):016x}"


def carrier(world) -> str:
    return f"nat-{world.rng.randrange(12)}"


def office(world, officer) -> str:
    return f"office-{world.units[officer]}"


def each_target(make):
    """An attack on every target on its own; `make(world, officer, place)` gives one fake."""

    def attack(world, strength):
        targets = targets_of(world)
        return targets, {
            officer: [make(world, officer, place) for place in range(number_of_fakes(world, officer, strength))]
            for officer in targets
        }

    return attack


def rotate(world, officer, place):
    return fake(world, officer, stars=4, prefix=carrier(world))


def cookie(world, officer, place):
    return fake(world, officer, stars=4, prefix=world.rng.choice((f"home-{officer}", office(world, officer))))


def kiosk(stars):
    def make(world, officer, place):
        return fake(world, officer, channel="kiosk", stars=stars, device=None, prefix=office(world, officer))

    return make


def brigade(world, officer, place):
    day = 60 + place % 3
    return fake(world, officer, moment=day * MINUTES_PER_DAY + world.rng.randrange(480, 960))


def spread_out(stars):
    def make(world, officer, place):
        return fake(world, officer, stars=stars)

    return make


def burnt(stars, devices=2):
    def make(world, officer, place):
        return fake(
            world,
            officer,
            channel="token",
            stars=stars,
            prefix=office(world, officer),
            device=f"burner-{officer}-{place % devices}",
        )

    return make


def burnt_without_device(world, officer, place):
    return fake(world, officer, channel="token", stars=4, prefix=office(world, officer), device=None)


def nameless(stars):
    def make(world, officer, place):
        return fake(world, officer, stars=stars, prefix=None, device=None)

    return make


def stolen(stars):
    def make(world, officer, place):
        return fake(world, officer, channel="token", stars=stars, prefix=carrier(world))

    return make


def both_channels(stars):
    def make(world, officer, place):
        if place % 2:
            return fake(world, officer, stars=stars)
        return fake(world, officer, channel="kiosk", stars=stars, device=None, prefix=office(world, officer))

    return make


def week_after_week(world, officer, place):
    week = place % world.shape.weeks
    return fake(
        world,
        officer,
        device=f"faithful-{officer}-{place // world.shape.weeks}",
        prefix=f"home-{officer}",
        moment=(week * 7 + 6) * MINUTES_PER_DAY + 1439,
    )


def stealthy(distance, channels):
    """Knows the officer's verified mean and stays `distance` stars from it, in all given channels."""

    def make(world, officer, place):
        tokens = [rating.stars for rating in world.ratings[officer] if rating.channel == "token"] or [3]
        aim = min(4, max(1, sum(tokens) / len(tokens) + distance))
        star = int(aim) + (world.rng.random() < aim - int(aim))
        channel = channels[place % len(channels)]
        return fake(
            world,
            officer,
            stars=star,
            channel=channel,
            device=None if channel == "kiosk" else fresh(world.rng),
        )

    return make


def whole_unit(world, strength):
    """All officers of every fourth unit raise themselves from the office and from phones."""
    units = sorted(set(world.units.values()))[world.rng.randrange(4) :: 4]
    targets = [officer for officer in sorted(world.units) if world.units[officer] in units]
    return targets, {
        officer: [
            (rotate, cookie)[place % 2](world, officer, place)
            for place in range(number_of_fakes(world, officer, strength))
        ]
        for officer in targets
    }


def rivals_of_the_unit(world, strength):
    """All colleagues of the target are pulled down, to move the point the target is drawn to."""
    targets = targets_of(world)
    return targets, {
        officer: [spread_out(1)(world, officer, place) for place in range(number_of_fakes(world, officer, strength))]
        for officer in sorted(world.units)
        if officer not in targets
    }


def one_service(world, strength):
    """Everybody else's ratings of one service are pulled down; watched are the officers who do most of it."""
    targets = sorted(world.units, key=lambda officer: -sum(r.service == "service-0" for r in world.ratings[officer]))[
        :20
    ]
    return targets, {
        officer: [
            fake(world, officer, stars=1, service="service-0") for _ in range(number_of_fakes(world, officer, strength))
        ]
        for officer in sorted(world.units)
        if officer not in targets
    }


ATTACKS = {
    "rotate": (each_target(rotate), STRENGTHS),
    "cookie": (each_target(cookie), STRENGTHS),
    "whole unit": (whole_unit, STRENGTHS),
    "kiosk 4": (each_target(kiosk(4)), STRENGTHS),
    "kiosk 1": (each_target(kiosk(1)), STRENGTHS),
    "brigade 3 days": (each_target(brigade), STRENGTHS),
    "spread 1": (each_target(spread_out(1)), (0.05, 0.1, *STRENGTHS)),
    "spread 2": (each_target(spread_out(2)), STRENGTHS),
    "spread 3": (each_target(spread_out(3)), STRENGTHS),
    "nameless 1": (each_target(nameless(1)), STRENGTHS),
    "nameless 4": (each_target(nameless(4)), STRENGTHS),
    "both channels 1": (each_target(both_channels(1)), (0.05, 0.1, *STRENGTHS)),
    "both channels 2": (each_target(both_channels(2)), STRENGTHS),
    "both channels 4": (each_target(both_channels(4)), STRENGTHS),
    "stealth open -0.5": (each_target(stealthy(-0.5, ["open"])), STRENGTHS),
    "stealth both -0.4": (each_target(stealthy(-0.4, ["open", "kiosk"])), STRENGTHS),
    "stealth both -0.6": (each_target(stealthy(-0.6, ["open", "kiosk"])), STRENGTHS),
    "stealth both -0.9": (each_target(stealthy(-0.9, ["open", "kiosk"])), STRENGTHS),
    "week after week": (each_target(week_after_week), STRENGTHS),
    "tokens burnt 4": (each_target(burnt(4)), STRENGTHS),
    "tokens burnt 4 null": (each_target(burnt_without_device), STRENGTHS),
    "rivals of the unit": (rivals_of_the_unit, STRENGTHS),
    "one service": (one_service, STRENGTHS),
    "tokens burnt 1": (each_target(burnt(1)), STRENGTHS),
    "stolen 4": (each_target(stolen(4)), STRENGTHS),
    "stolen 1": (each_target(stolen(1)), (0.2,)),
}
STOLEN = {"stolen 4", "stolen 1"}  # the attacker makes as many tokens as he likes
REAL_VOICES = {"tokens burnt 1"}  # two real tokens on two devices: by the rules these are two citizens
