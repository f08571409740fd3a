"""The parameters of the scoring formula, and the rule that a pemda may only tighten them."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal

FORMULA = "2026-1"
DAYS_PER_WEEK = 7
MINUTES_PER_DAY = 1440
MINUTES_PER_WEEK = DAYS_PER_WEEK * MINUTES_PER_DAY


@dataclass(frozen=True)
class Parameters:
    """Every number the formula uses. Weights are votes, shares are 0..1, stars are 1..4."""

    network_votes: int = 4  # full votes of one network; the rest counts by its square root
    network_share: Decimal = Decimal("0.25")  # of the votes from all others, if that is more
    device_weeks: int = 4  # a device has one vote an officer; repeats within this period are held
    kiosk_votes_a_day: Decimal = Decimal(3)
    day_share: Decimal = Decimal("0.10")  # of the channel's votes in the window
    day_floor: Decimal = Decimal(3)  # votes a day that are never a burst
    open_share: Decimal = Decimal("0.20")
    kiosk_share: Decimal = Decimal("0.20")
    unbound_share: Decimal = Decimal("0.15")  # tokens without a device where devices are the rule
    contradiction_limit: Decimal = Decimal("2.9")  # standard errors from the verified votes
    tolerance: Decimal = Decimal("0.15")  # stars channels may differ at one officer without anybody's doing
    held_below: Decimal = Decimal("0.05")  # a rating weighing less is listed as held
    start_k: Decimal = Decimal(30)  # variance of a rating / variance between officers, until known
    smallest_k: Decimal = Decimal(3)
    caution: Decimal = Decimal("1.3")  # times the estimated k: drawn to the peers more than chance asks
    minimum_ratings: int = 10  # below: insufficient
    minimum_voices: Decimal = Decimal(5)  # verified votes after the caps; below: insufficient
    usable_effective: Decimal = Decimal(30)
    usable_verified: int = 20
    usable_verified_share: Decimal = Decimal("0.30")
    usable_reliability: Decimal = Decimal("0.70")
    usable_weeks: int = 12
    unit_verified: Decimal = Decimal(20)  # a unit with fewer verified votes leans on its other channels
    formula: str = FORMULA


PARAMETERS = Parameters()
LOWER_IS_STRICTER = frozenset(
    {
        "network_votes",
        "network_share",
        "kiosk_votes_a_day",
        "day_share",
        "day_floor",
        "open_share",
        "kiosk_share",
        "unbound_share",
        "contradiction_limit",
        "tolerance",
        "unit_verified",
    }
)


def stricter(parameters: Parameters, **changes) -> Parameters:
    """A copy with some parameters tightened; ValueError names the first one unknown or loosened."""
    known = {item.name for item in fields(Parameters)} - {"formula"}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f"{name} is not a parameter that can be tightened")
        _refuse_looser(name, getattr(parameters, name), value)
    return replace(parameters, **changes)


def _refuse_looser(name, old, new) -> None:
    if type(new) is not type(old):
        raise ValueError(f"{name} must be of type {type(old).__name__}")
    if not Decimal(new).is_finite() or new < 0:
        raise ValueError(f"{name} must be a finite number, not negative")
    if name in LOWER_IS_STRICTER and new > old:
        raise ValueError(f"{name} may only become lower than {old}, not {new}")
    if name not in LOWER_IS_STRICTER and new < old:
        raise ValueError(f"{name} may only become higher than {old}, not {new}")
