"""Scores of units from daily cells: the stages of the officers, at a cost of days times channels.

A unit's mean is not drawn to its peers, so that anybody can follow it from the cells; its difference from
the same service elsewhere is.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from webapp.feedback.trust.channels import Reference, Sums, channel_factors
from webapp.feedback.trust.exact import ONE, ZERO, as_weight, exact, median, shown
from webapp.feedback.trust.parameters import PARAMETERS, Parameters
from webapp.feedback.trust.shrinkage import NORMAL_80, NORMAL_95, Draw, Prior
from webapp.feedback.trust.sources import CHANNELS, TOKEN, day_factors, source_weight

STARS = (1, 2, 3, 4)
WORST, BEST = Decimal(1), Decimal(4)
ASSUMED_VARIANCE = Decimal("0.5")
ASSUMED_VOTES = Decimal(10)
MEDIAN_COST = Decimal("1.2533")  # standard error of a median against that of a mean
FEWEST_PEERS = 2
Four = tuple[Decimal, Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class Cell:
    """One channel's ratings of one day (`day` is an ordinal): how many, their effective votes for 1..4
    after the
    source stage (see `source_votes`), and their raw counts for 1..4. ValueError when these do not fit
    together."""

    day: int
    channel: str
    n: int
    weights: Four
    counts: tuple[int, int, int, int]

    def __post_init__(self):
        if self.channel not in CHANNELS:
            raise ValueError(f"unknown channel {self.channel!r}")
        if len(self.counts) != 4 or len(self.weights) != 4 or sum(self.counts) != self.n:
            raise ValueError("a cell needs four weights and four counts that add up to n")
        if any(not 0 <= weight <= count for weight, count in zip(self.weights, self.counts, strict=True)):
            raise ValueError("a weight lies between 0 and its count")


@dataclass(frozen=True)
class Baseline:
    """The same service elsewhere: its mean and standard error, k of its family, and by how many stars a
    channel usually differs from the verified one there."""

    mean: Decimal
    error: Decimal = ZERO
    k: Decimal = PARAMETERS.start_k
    channel_differences: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitScore:
    """One unit's score on the 1..4 scale; numbers are None while too little is known. `held` is votes by
    reason, `distribution` raw counts, `low..high` an 80 % and `low95..high95` a 95 % interval of the mean."""

    n: int
    n_effective: Decimal
    verified_share: Decimal
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None
    low95: Decimal | None
    high95: Decimal | None
    distribution: tuple[int, int, int, int]
    status: str
    held: dict[str, Decimal]
    formula: str
    difference_from_same_service: Decimal | None = None
    difference_low: Decimal | None = None
    difference_high: Decimal | None = None


def source_votes(counts: Sequence[int], parameters: Parameters = PARAMETERS) -> Four:
    """Effective votes for 1..4 of one network's ratings in one scope and day: its `source_weight`, shared
    by all."""
    with exact():
        n = sum(counts)
        factor = source_weight(n, parameters) / n if n else ZERO
        return tuple(as_weight(count * factor) for count in counts)


def score_unit(
    cells: Sequence[Cell], baseline: Baseline | None = None, parameters: Parameters = PARAMETERS
) -> UnitScore:
    """The score of the unit (or service point) whose cells these are; their order and division do not
    matter."""
    with exact():
        days = _summed(cells)
        held: dict[str, Decimal] = defaultdict(lambda: ZERO)
        votes = _after_day_caps(cells, days, held, parameters)
        fused = _fuse(votes, baseline, held, parameters)
        return _score(days, fused, held, baseline, parameters)


def input_hash(cells: Sequence[Cell], salt: str = "") -> str:
    """SHA-256 of what was scored, the same however the cells are ordered or divided.

    Without a `salt` that only the keeper of the data knows, a short history could be found by trying all of them.
    """
    with exact():
        lines = [
            f"{channel} {day} {','.join(map(str, counts))} {','.join(str(as_weight(w)) for w in weights)}\n"
            for (channel, day), (counts, weights) in sorted(_summed(cells).items())
        ]
    return hashlib.sha256("".join([salt, *lines]).encode()).hexdigest()


def service_baseline(means: Sequence[Decimal]) -> Baseline | None:
    """The median of the means of other units that give the same service; None when they are fewer than two."""
    with exact():
        if len(means) < FEWEST_PEERS:
            return None
        centre = sum(means) / len(means)
        spread = sum((mean - centre) ** 2 for mean in means) / (len(means) - 1)
        return Baseline(median(means), MEDIAN_COST * (spread / len(means)).sqrt())


def mixed_baseline(parts: Sequence[tuple[Decimal, Baseline]]) -> Baseline | None:
    """The baseline of a unit with several services: each weighed by the unit's own votes in it. None
    without votes."""
    with exact():
        votes = sum((weight for weight, _ in parts), ZERO)
        if not votes:
            return None

        def mixed(values):
            return sum((weight * value for (weight, _), value in zip(parts, values, strict=True)), ZERO) / votes

        error = (sum((weight * part.error) ** 2 for weight, part in parts)).sqrt() / votes
        return Baseline(mixed([part.mean for _, part in parts]), error, mixed([part.k for _, part in parts]))


def _summed(cells) -> dict[tuple[str, int], tuple[list[int], list[Decimal]]]:
    days = defaultdict(lambda: ([0] * 4, [ZERO] * 4))
    for cell in cells:
        counts, weights = days[cell.channel, cell.day]
        for star in range(4):
            counts[star] += cell.counts[star]
            weights[star] += cell.weights[star]
    return days


def _after_day_caps(cells, days, held, parameters) -> dict[str, list[Decimal]]:
    """Votes for 1..4 of each channel, with the bursts cut."""
    held["same-network"] += sum(cell.n for cell in cells) - sum((sum(cell.weights) for cell in cells), ZERO)
    votes = {}
    for channel in sorted({channel for channel, _ in days}):
        own = {day: weights for (kind, day), (_, weights) in days.items() if kind == channel}
        factors = day_factors({day: sum(weights) for day, weights in own.items()}, parameters)
        kept = {day: [as_weight(weight * factors.get(day, ONE)) for weight in own[day]] for day in sorted(own)}
        votes[channel] = [sum(column) for column in zip(*kept.values(), strict=True)]
        held["day-burst"] += sum(sum(weights) for weights in own.values()) - sum(votes[channel])
    return votes


def _fuse(votes, baseline, held, parameters) -> list[Decimal]:
    """Votes for 1..4 of all channels together.

    As long as a unit has fewer verified votes than `unit_verified`, the limits on its other channels fade
    in with
    them: a unit with only an open channel still gets a score, and its first token does not take it away.
    """
    sums = {channel: Sums(sum(own), _stars(own)) for channel, own in votes.items()}
    tokens = sums.get(TOKEN, Sums())
    usual = baseline.channel_differences if baseline else {}
    reference = Reference(tokens.mean if tokens.weight else ZERO, tokens.weight)
    factors = channel_factors(sums, usual, reference, _variance(votes.get(TOKEN, [ZERO] * 4)), parameters)
    fade = max(ZERO, ONE - tokens.weight / parameters.unit_verified) if parameters.unit_verified else ZERO
    fused = [ZERO] * 4
    for channel, own in votes.items():
        limit, reason = factors.get(channel, (ONE, ""))
        factor = as_weight(limit + (ONE - limit) * fade)
        if factor < ONE:
            held[reason] += as_weight(sum(own) * (ONE - factor))
        fused = [total + factor * weight for total, weight in zip(fused, own, strict=True)]
    return fused


def _stars(votes) -> Decimal:
    return sum((star * weight for star, weight in zip(STARS, votes, strict=True)), ZERO)


def _variance(votes) -> Decimal:
    """Of one rating; few votes leave it near the assumed one, so that ten equal answers are not certainty."""
    weight = sum(votes)
    squares = ZERO
    if weight:
        mean = _stars(votes) / weight
        squares = sum(own * (star - mean) ** 2 for star, own in zip(STARS, votes, strict=True))
    return (squares + ASSUMED_VARIANCE * ASSUMED_VOTES) / (weight + ASSUMED_VOTES)


def _score(days, fused, held, baseline, parameters) -> UnitScore:
    distribution = (
        tuple(sum(column) for column in zip(*(counts for counts, _ in days.values()), strict=True)) or (0,) * 4
    )
    n, votes = sum(distribution), sum(fused)
    tokens = sum(sum(counts) for (channel, _), (counts, _) in days.items() if channel == TOKEN)
    status = _status(n, votes, tokens, parameters)
    numbers = dict.fromkeys(("mean", "low", "high", "low95", "high95"))
    if status != "insufficient":
        numbers = _numbers(fused, votes) | _difference(fused, votes, baseline)
    return UnitScore(
        n=n,
        n_effective=shown(votes),
        verified_share=shown(Decimal(tokens) / n) if n else shown(ZERO),
        distribution=distribution,
        status=status,
        formula=parameters.formula,
        held={reason: shown(weight) for reason, weight in sorted(held.items()) if weight},
        **numbers,
    )


def _status(n, votes, tokens, parameters) -> str:
    """Without enough visits that are proven, the limits on the other channels have not set in: never 'usable'."""
    if n < parameters.minimum_ratings or not votes:
        return "insufficient"
    is_usable = votes >= parameters.usable_effective and tokens >= parameters.unit_verified
    return "usable" if is_usable else "early"


def _numbers(fused, votes) -> dict[str, Decimal]:
    mean, error = _stars(fused) / votes, (_variance(fused) / votes).sqrt()
    return {
        "mean": shown(mean),
        "low": _on_scale(mean - NORMAL_80 * error),
        "high": _on_scale(mean + NORMAL_80 * error),
        "low95": _on_scale(mean - NORMAL_95 * error),
        "high95": _on_scale(mean + NORMAL_95 * error),
    }


def _on_scale(value) -> Decimal:
    return shown(min(max(value, WORST), BEST))


def _difference(fused, votes, baseline) -> dict[str, Decimal]:
    """How far the unit is from the same service elsewhere, drawn to no difference, with an 80 % interval."""
    if baseline is None:
        return {}
    draw = Draw(_variance(fused), baseline.k, baseline.k)
    difference = draw.mean(_stars(fused) / votes - baseline.mean, votes, Prior(ZERO, ONE))
    error = (draw.error(votes, Prior(ZERO, ONE)) ** 2 + (draw.reliability(votes) * baseline.error) ** 2).sqrt()
    return {
        "difference_from_same_service": shown(difference),
        "difference_low": shown(difference - NORMAL_80 * error),
        "difference_high": shown(difference + NORMAL_80 * error),
    }
