"""Scores of officers from single ratings: the stages in their order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from webapp.feedback.trust.baseline import CaseCell, ServiceOffsets
from webapp.feedback.trust.channels import OTHERS, Reference, Sums, channel_factors
from webapp.feedback.trust.exact import ONE, ZERO, as_weight, exact, median, shown
from webapp.feedback.trust.parameters import MINUTES_PER_WEEK, PARAMETERS, Parameters
from webapp.feedback.trust.shrinkage import (
    NORMAL_80,
    Peer,
    Prior,
    learned_draw,
    priors,
)
from webapp.feedback.trust.sources import TOKEN, Rating, Weighed, habits, weigh_sources

WORST, BEST = Decimal(1), Decimal(4)
LEAST_VARIANCE = Decimal("0.09")
ASSUMED_VARIANCE = Decimal("0.5")
ASSUMED_VOTES = Decimal(10)
CHANNEL_OFFICERS = Decimal(10)  # officers at which a channel's usual difference counts half


@dataclass(frozen=True)
class Held:
    """A rating that counts for (almost) nothing: its place in the given sequence, and what held it."""

    index: int
    reason: str
    weight: Decimal


@dataclass(frozen=True)
class OfficerScore:
    """One officer's score on the 1..4 scale; the three numbers are None while too little is known.

    `held` are the ratings that count for (almost) nothing; `lost` says how many votes each reason cost in all, so
    that n less everything lost is `n_effective`.
    """

    officer: str
    n: int
    n_effective: Decimal
    verified_share: Decimal
    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    status: str
    held: tuple[Held, ...]
    lost: Mapping[str, Decimal]
    formula: str


@dataclass(slots=True)
class _File:
    """What is known of one officer while the stages run."""

    officer: str
    unit: str
    indices: list[int]
    votes: list[Weighed]
    tokens: int
    weeks: int
    cells: dict[tuple[str, str], list[Decimal]] = field(default_factory=dict)
    kinds: dict[str, Sums] = field(default_factory=dict)
    factors: dict[str, tuple[Decimal, str]] = field(default_factory=dict)
    offsets: dict[str, Decimal] = field(default_factory=dict)

    @property
    def verified(self) -> Sums:
        return self.kinds.get(TOKEN, Sums())


def score_officers(ratings: Sequence[Rating], parameters: Parameters = PARAMETERS) -> list[OfficerScore]:
    """All officers of one pemda and window, sorted by officer. The order of the ratings does not matter."""
    with exact():
        files = _open_files(ratings, parameters)
        variance = _variance(files)
        _take_out_case_mix(files)
        usual = _usual_differences(files, parameters)
        _weigh_channels(files, variance, usual, parameters)
        return _results(files, variance, usual, parameters)


def _open_files(ratings, parameters) -> list[_File]:
    usual = habits(ratings)
    indices = defaultdict(list)
    for index, rating in enumerate(ratings):
        indices[rating.officer].append(index)
    return [_open_file(officer, indices[officer], ratings, usual, parameters) for officer in sorted(indices)]


def _open_file(officer, indices, ratings, usual, parameters) -> _File:
    own = [ratings[index] for index in indices]
    weeks = [rating.moment // MINUTES_PER_WEEK for rating in own]
    file = _File(
        officer,
        _usual_unit(own),
        indices,
        weigh_sources(own, usual, parameters),
        tokens=sum(rating.channel == TOKEN for rating in own),
        weeks=max(weeks) - min(weeks) + 1,
    )
    for vote in file.votes:
        cell = file.cells.setdefault((vote.kind, vote.rating.service), [ZERO, ZERO, ZERO])
        cell[0] += vote.weight
        cell[1] += vote.weight * vote.rating.stars
        cell[2] += vote.weight * vote.rating.stars**2
    file.kinds = _sums_by_kind(file)
    return file


def _usual_unit(own) -> str:
    counts = defaultdict(int)
    for rating in own:
        counts[rating.unit] += 1
    return min(counts, key=lambda unit: (-counts[unit], unit))


def _sums_by_kind(file) -> dict[str, Sums]:
    """Sums of each channel with the services' offsets taken out."""
    sums = defaultdict(lambda: [ZERO, ZERO])
    for (kind, service), (weight, stars, _) in sorted(file.cells.items()):
        sums[kind][0] += weight
        sums[kind][1] += stars - weight * file.offsets.get(service, ZERO)
    return {kind: Sums(*pair) for kind, pair in sums.items()}


def _variance(files) -> Decimal:
    """Variance of one verified rating within an officer, over the whole pemda."""
    squares, freedom = ASSUMED_VARIANCE * ASSUMED_VOTES, ASSUMED_VOTES
    for file in files:
        own_squares, own_freedom = _spread(file)
        squares += own_squares
        freedom += own_freedom
    return max(squares / freedom, LEAST_VARIANCE)


def _own_variance(file, variance) -> Decimal:
    """An officer's own variance, as far as her verified votes show it: middling scores spread more than high."""
    squares, freedom = _spread(file)
    return max((squares + variance * ASSUMED_VOTES) / (freedom + ASSUMED_VOTES), LEAST_VARIANCE)


def _spread(file) -> tuple[Decimal, Decimal]:
    """Sum of squares of the verified votes about their mean, and how many of them are free to vary."""
    sums = file.verified
    if sums.weight <= ONE:
        return ZERO, ZERO
    of_squares = sum(cell[2] for (kind, _), cell in file.cells.items() if kind == TOKEN)
    raw = sum(cell[1] for (kind, _), cell in file.cells.items() if kind == TOKEN)
    return of_squares - raw * raw / sums.weight, sums.weight - ONE


def _take_out_case_mix(files) -> None:
    tokens = Sums(
        sum((file.verified.weight for file in files), ZERO),
        sum((file.verified.stars for file in files), ZERO),
    )
    if not tokens.weight:
        return
    offsets = ServiceOffsets(
        [
            CaseCell(file.officer, file.unit, service, weight, stars / weight - tokens.mean)
            for file in files
            for (kind, service), (weight, stars, _) in sorted(file.cells.items())
            if kind == TOKEN and weight
        ]
    )
    for file in files:
        file.offsets = {service: offsets.for_officer(file.officer, service) for _, service in file.cells}
        file.kinds = _sums_by_kind(file)


def _weigh_channels(files, variance, usual, parameters) -> None:
    for file in files:
        sums = file.verified
        reference = Reference(sums.mean if sums.weight else ZERO, sums.weight)
        file.factors = channel_factors(file.kinds, usual, reference, _own_variance(file, variance), parameters)


def _peer(file, sums) -> Peer:
    return Peer(file.unit, sums.mean if sums.weight else ZERO, sums.weight)


def _usual_differences(files, parameters) -> dict[str, Decimal]:
    """What each channel differs from the verified votes across the pemda (median, drawn to 0 when officers
    are few)."""
    differences = defaultdict(list)
    for file in files:
        for kind in OTHERS:
            sums = file.kinds.get(kind, Sums())
            if sums.weight >= 2 and file.verified.weight >= parameters.minimum_voices:
                differences[kind].append(sums.mean - file.verified.mean)
    return {
        kind: median(values) * len(values) / (len(values) + CHANNEL_OFFICERS) for kind, values in differences.items()
    }


def _results(files, variance, usual, parameters) -> list[OfficerScore]:
    fused = [_fused(file, usual) for file in files]
    peers = [_peer(file, sums) for file, sums in zip(files, fused, strict=True)]
    points = priors(peers, parameters.minimum_voices)
    draw = learned_draw(peers, points, variance, parameters)
    return [_result(*each, draw, parameters) for each in zip(files, peers, points, strict=True)]


def _fused(file, usual) -> Sums:
    weight = stars = ZERO
    for kind, sums in sorted(file.kinds.items()):
        factor = file.factors.get(kind, (ZERO, ""))[0]
        weight += factor * sums.weight
        stars += factor * (sums.stars - sums.weight * usual.get(kind, ZERO))
    return Sums(weight, stars)


def _result(file: _File, peer: Peer, prior: Prior, draw, parameters) -> OfficerScore:
    status = _status(file, peer, draw, parameters)
    score = low = high = None
    if status != "insufficient":
        middle = draw.mean(peer.mean, peer.votes, prior)
        reach = NORMAL_80 * draw.error(peer.votes, prior)
        score, low, high = (shown(_on_scale(value)) for value in (middle, middle - reach, middle + reach))
    return OfficerScore(
        officer=file.officer,
        n=len(file.votes),
        n_effective=shown(peer.votes),
        verified_share=shown(Decimal(file.tokens) / len(file.votes)),
        score=score,
        low=low,
        high=high,
        status=status,
        held=_held(file, parameters),
        lost=_lost(file),
        formula=parameters.formula,
    )


def _on_scale(value) -> Decimal:
    return min(max(value, WORST), BEST)


def _status(file, peer, draw, parameters) -> str:
    if len(file.votes) < parameters.minimum_ratings or file.verified.weight < parameters.minimum_voices:
        return "insufficient"
    usable = (
        peer.votes >= parameters.usable_effective
        and file.verified.weight >= parameters.usable_verified
        and file.tokens >= parameters.usable_verified_share * len(file.votes)
        and draw.reliability(peer.votes) >= parameters.usable_reliability
        and file.weeks >= parameters.usable_weeks
    )
    return "usable" if usable else "early"


def _held(file, parameters) -> tuple[Held, ...]:
    held = []
    for index, vote in zip(file.indices, file.votes, strict=True):
        weight, reason = _outcome(file, vote)
        if weight < parameters.held_below:
            held.append(Held(index, reason, weight))
    return tuple(sorted(held, key=lambda item: item.index))


def _lost(file) -> dict[str, Decimal]:
    lost: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for vote in file.votes:
        weight, reason = _outcome(file, vote)
        if weight < ONE:
            lost[reason] += ONE - weight
    return {reason: shown(votes) for reason, votes in sorted(lost.items())}


def _outcome(file, vote) -> tuple[Decimal, str]:
    """What a vote weighs in the end, and the stage that took most of it."""
    factor, reason = file.factors.get(vote.kind, (ZERO, "channel-share"))
    return as_weight(vote.weight * factor), reason if factor < vote.hardest else vote.reason
