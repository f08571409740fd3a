"""Fourth stage: how far a mean of few votes is drawn to its peers, and how sure the result is.

Two levels: officer to unit, unit to pemda, both by medians of the *others*, so that neither the officer
herself nor a few attacked colleagues move the point she is drawn to.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.feedback.trust.exact import ONE, ZERO, median, medians_without_each
from webapp.feedback.trust.parameters import PARAMETERS, Parameters

UNIT_PEERS = Decimal(4)  # colleagues at which a unit's median counts half against the pemda's
TENANT_PEERS = Decimal(3)  # officers at which the draw reaches half its strength
K_OFFICERS = Decimal(10)  # officers at which the estimated k counts half against the assumed one
FARTHEST = Decimal(4)  # squared standard errors: an officer beyond two counts as if at two
EXPECTED = Decimal("0.9205")  # mean of a squared standard normal cut at FARTHEST
SEARCH_STEPS = 30
NORMAL_80 = Decimal("1.2815516")
NORMAL_95 = Decimal("1.9599640")


@dataclass(frozen=True)
class Peer:
    """One officer's mean (case mix taken out) and the votes it rests on."""

    unit: str
    mean: Decimal
    votes: Decimal


@dataclass(frozen=True)
class Prior:
    """The point an officer is drawn to, and how firmly it is known (0..1)."""

    mean: Decimal
    firmness: Decimal


def priors(peers: Sequence[Peer], minimum: Decimal) -> list[Prior]:
    """For each peer the point to be drawn to; only peers with at least `minimum` votes move it."""
    tenant = _medians([(peer, None) for peer in peers], minimum)
    unit = _medians([(peer, peer.unit) for peer in peers], minimum)
    return [_prior(*both) for both in zip(peers, tenant, unit, strict=True)]


def _medians(keyed, minimum) -> list[tuple[Decimal | None, int]]:
    """For each peer the median of the other solid peers under the same key, and how many they are."""
    groups = defaultdict(list)
    for index, (peer, key) in enumerate(keyed):
        if peer.votes >= minimum:
            groups[key].append(index)
    whole = {key: _median_of([keyed[index][0].mean for index in members]) for key, members in groups.items()}
    results = [(whole.get(key), len(groups.get(key, ()))) for _, key in keyed]
    for members in groups.values():
        means = [keyed[index][0].mean for index in members]
        for index, others in zip(members, medians_without_each(means), strict=True):
            results[index] = (others, len(members) - 1)
    return results


def _median_of(values):
    return median(values) if values else None


def _prior(peer, tenant, unit) -> Prior:
    (tenant_mean, tenant_count), (unit_mean, unit_count) = tenant, unit
    if tenant_mean is None:
        return Prior(peer.mean, ZERO)
    mean = tenant_mean
    if unit_mean is not None:
        mean += (unit_mean - tenant_mean) * unit_count / (unit_count + UNIT_PEERS)
    return Prior(mean, tenant_count / (tenant_count + TENANT_PEERS))


def estimated_k(
    peers: Sequence[Peer], points: Sequence[Prior], variance: Decimal, parameters: Parameters = PARAMETERS
) -> Decimal:
    """k = variance of a rating / variance between officers; few officers keep it near the start value."""
    solid = [
        ((peer.mean - point.mean) ** 2, variance / peer.votes)
        for peer, point in zip(peers, points, strict=True)
        if peer.votes >= parameters.minimum_voices
    ]
    if len(solid) < 2:
        return parameters.start_k
    between = _between(solid)
    officers = len(solid)
    ratio = (officers * between / variance + K_OFFICERS / parameters.start_k) / (officers + K_OFFICERS)
    return max(ONE / ratio, parameters.smallest_k)


def _between(solid) -> Decimal:
    """The variance between officers under which the standardised distances are as large as they should be.

    Distances are cut at two standard errors, so that attacked officers cannot make honest ones look
    different.
    """
    low, high = ZERO, sum(square for square, _ in solid) + ONE
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        if sum(min(square / (middle + error), FARTHEST) for square, error in solid) > EXPECTED * len(solid):
            low = middle
        else:
            high = middle
    return low


@dataclass(frozen=True)
class Draw:
    """How means are drawn to their priors: the variance of one rating, and k (estimated, and as used)."""

    variance: Decimal
    k: Decimal
    pull: Decimal

    def mean(self, mean: Decimal, votes: Decimal, prior: Prior) -> Decimal:
        """B = votes / (votes + pull), less where the prior itself rests on few officers."""
        firm = self.pull * prior.firmness
        return (votes * mean + firm * prior.mean) / (votes + firm)

    def error(self, votes: Decimal, prior: Prior) -> Decimal:
        """Standard error of the drawn mean: chance of the votes, and what drawing may have hidden."""
        firm = self.pull * prior.firmness
        between = self.variance / self.k
        return ((votes * self.variance + firm * firm * between) / (votes + firm) ** 2).sqrt()

    def reliability(self, votes: Decimal) -> Decimal:
        """Share of the differences between such means that is real, 0..1 (cautious)."""
        return votes / (votes + self.pull)


def learned_draw(
    peers: Sequence[Peer], points: Sequence[Prior], variance: Decimal, parameters: Parameters = PARAMETERS
) -> Draw:
    """The draw for these officers."""
    k = estimated_k(peers, points, variance, parameters)
    return Draw(variance, k, min(k * parameters.caution, max(k, parameters.start_k)))
