"""Second stage: what channels without proof of a visit may add to the verified ones.

Two limits: a share of the whole, and a test whether the channel contradicts the verified votes.
Both work on sums, so they serve officers (from ratings) and units (from daily cells) alike.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from webapp.feedback.trust.exact import ONE, ZERO, as_weight
from webapp.feedback.trust.parameters import PARAMETERS, Parameters
from webapp.feedback.trust.sources import KIOSK, OPEN, TOKEN, UNBOUND

OTHERS = (UNBOUND, KIOSK, OPEN)


@dataclass(frozen=True)
class Sums:
    """Votes after the source caps and their stars, of one channel."""

    weight: Decimal = ZERO
    stars: Decimal = ZERO

    @property
    def mean(self) -> Decimal:
        return self.stars / self.weight


@dataclass(frozen=True)
class Reference:
    """What the verified votes lead one to expect: the mean and the votes it rests on."""

    mean: Decimal
    votes: Decimal


def share_ceilings(verified: Decimal, parameters: Parameters = PARAMETERS) -> dict[str, Decimal]:
    """Most votes of each other channel, when the verified ones bring `verified` votes.

    Verified votes keep at least what open and kiosk leave (60 %), so these two bring at most a third of the
    verified votes each, however often they are used.
    """
    shares = {UNBOUND: parameters.unbound_share, KIOSK: parameters.kiosk_share, OPEN: parameters.open_share}
    kept = ONE - parameters.kiosk_share - parameters.open_share
    return {channel: verified * share / kept for channel, share in shares.items()}


def share_factors(votes: dict[str, Decimal], verified: Decimal, parameters: Parameters) -> dict[str, Decimal]:
    """For each other channel the factor that keeps it within its share."""
    factors = {}
    for channel, ceiling in share_ceilings(verified, parameters).items():
        weight = votes.get(channel, ZERO)
        if weight:
            factors[channel] = min(ONE, as_weight(ceiling / weight))
    return factors


def agreement(channel: Sums, reference: Reference, variance: Decimal, parameters: Parameters = PARAMETERS) -> Decimal:
    """1 when a channel says what the verified votes say, falling smoothly to 0 at the limit of contradiction.

    Smoothly, because a hard limit rewards whoever stays just below it. What the channel differs everywhere
    in the pemda, which is nobody's doing, has been taken out before. The sign of it plays no part.
    """
    if not channel.weight or not reference.votes:
        return ONE
    distance = (channel.mean - reference.mean) ** 2
    error = variance * (ONE / reference.votes + ONE / channel.weight) + parameters.tolerance**2
    limit = error * parameters.contradiction_limit**2
    return as_weight((ONE - distance / limit) ** 2) if distance < limit else ZERO


def channel_factors(
    kinds: dict[str, Sums],
    usual: dict[str, Decimal],
    reference: Reference,
    variance: Decimal,
    parameters: Parameters = PARAMETERS,
) -> dict[str, tuple[Decimal, str]]:
    """For each channel the factor on its votes, and the limit that lowered it most.

    Every other channel is tested alone, and those that pass are tested together: two channels that lean the
    same way, each a little, contradict as much as one that leans a lot.
    """
    shares = share_factors(
        {kind: sums.weight for kind, sums in kinds.items()}, kinds.get(TOKEN, Sums()).weight, parameters
    )
    level = {
        kind: replace(kinds[kind], stars=kinds[kind].stars - kinds[kind].weight * usual.get(kind, ZERO))
        for kind in shares
    }
    alone = {kind: agreement(level[kind], reference, variance, parameters) for kind in shares}
    heard = [kind for kind in shares if alone[kind]]
    together = Sums(
        sum((shares[kind] * level[kind].weight for kind in heard), ZERO),
        sum((shares[kind] * level[kind].stars for kind in heard), ZERO),
    )
    agree_together = agreement(together, reference, variance, parameters)
    factors = {TOKEN: (ONE, "")}
    for kind, share in shares.items():
        agrees = min(alone[kind], agree_together)
        factors[kind] = (as_weight(share * agrees), "contradiction" if agrees < share else "channel-share")
    return factors
