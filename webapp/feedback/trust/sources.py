"""First stage: how much one source may say. Device, network, kiosk pace, burst of a day.

Nothing in here reads the stars: good and bad ratings are weighed alike.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from webapp.feedback.trust.exact import ONE, WEIGHT_STEP, ZERO, as_weight
from webapp.feedback.trust.parameters import DAYS_PER_WEEK, MINUTES_PER_DAY, PARAMETERS, Parameters

TOKEN, UNBOUND, KIOSK, OPEN = "token", "unbound", "kiosk", "open"
CHANNELS = (TOKEN, KIOSK, OPEN)


class Rating(NamedTuple):
    """One citizen's rating as the formula sees it; `moment` is in minutes from any fixed start."""

    officer: str
    unit: str
    service: str
    channel: str
    device: str | None
    prefix: str | None
    moment: int
    stars: int

    @property
    def day(self) -> int:
        return self.moment // MINUTES_PER_DAY


@dataclass(frozen=True)
class Habits:
    """What the whole data set usually knows about a source; an unknown one is odd only where it is
    unusual."""

    devices: bool
    prefixes: bool


@dataclass(slots=True)
class Weighed:
    """A rating's class and weight so far, and the stage that took most of it."""

    rating: Rating
    kind: str
    weight: Decimal = ONE
    hardest: Decimal = ONE
    reason: str | None = None

    def lower(self, factor: Decimal, reason: str) -> None:
        if factor >= ONE:
            return
        self.weight = as_weight(self.weight * factor)
        if factor < self.hardest:
            self.hardest, self.reason = factor, reason


def source_weight(n: int, parameters: Parameters = PARAMETERS) -> Decimal:
    """Effective votes of n ratings from one network: the first four count, the rest by the square root."""
    full = parameters.network_votes
    if n <= full:
        return as_weight(Decimal(max(n, 0)))
    return as_weight(full + Decimal(n - full).sqrt())


def day_ceiling(totals: Sequence[Decimal], parameters: Parameters = PARAMETERS) -> Decimal:
    """Most votes one day may bring, so that no day exceeds its share of what is left after the cut.

    A window of less than twenty days with ratings gets twice an even share, because a tenth would cut
    honest days.
    """
    days = sorted(totals, reverse=True)
    if not days:
        return parameters.day_floor
    share = max(parameters.day_share, Decimal(2) / len(days))
    rest, ceiling = sum(days, ZERO), ZERO
    for cut, tallest in enumerate(days):
        ceiling = share * rest / (ONE - share * cut)
        if tallest <= ceiling:
            break
        rest -= tallest
    return max(ceiling, parameters.day_floor)


def day_factors(totals: dict[Hashable, Decimal], parameters: Parameters = PARAMETERS) -> dict[Hashable, Decimal]:
    """For each day that is a burst, the factor that brings it down to the ceiling."""
    ceiling = day_ceiling(list(totals.values()), parameters)
    return {day: as_weight(ceiling / total) for day, total in totals.items() if total > ceiling}


def habits(ratings: Iterable[Rating]) -> Habits:
    """Whether most ratings outside the kiosk name their device, and their network."""
    device = prefix = everything = 0
    for rating in ratings:
        if rating.channel != KIOSK:
            everything += 1
            device += rating.device is not None
            prefix += rating.prefix is not None
    return Habits(devices=2 * device >= everything, prefixes=2 * prefix >= everything)


def weigh_sources(ratings: Sequence[Rating], usual: Habits, parameters: Parameters) -> list[Weighed]:
    """The ratings of one officer with their weights after all source caps, in the given order."""
    weighed = [Weighed(rating, _kind(rating, usual)) for rating in ratings]
    limit_devices(weighed, parameters)
    limit_networks(weighed, usual, parameters)
    limit_kiosk(weighed, parameters)
    limit_days(weighed, parameters)
    return weighed


def _kind(rating: Rating, usual: Habits) -> str:
    if rating.channel == TOKEN and rating.device is None and usual.devices:
        return UNBOUND
    return rating.channel


def limit_devices(weighed: Sequence[Weighed], parameters: Parameters) -> None:
    """One device, one vote: repeats within a period are held, periods share the vote, a token goes first."""
    for votes in _groups(weighed, _device_key):
        if len(votes) > 1:
            _share_one_vote(votes, parameters.device_weeks * DAYS_PER_WEEK * MINUTES_PER_DAY)


def _device_key(vote: Weighed):
    return None if vote.kind == KIOSK else vote.rating.device


def _share_one_vote(votes, period) -> None:
    tokens = [vote for vote in votes if vote.kind == TOKEN]
    firsts: dict[int, int] = {}
    for vote in tokens or votes:
        block = vote.rating.moment // period
        firsts[block] = min(firsts.get(block, vote.rating.moment), vote.rating.moment)
    speaking = [vote for vote in tokens or votes if vote.rating.moment in firsts.values()]
    share = {}
    for vote in speaking:
        share[vote.rating.moment] = share.get(vote.rating.moment, 0) + 1
    for vote in votes:
        counted = (vote.kind == TOKEN or not tokens) and vote.rating.moment in share
        vote.lower(ONE / (len(firsts) * share[vote.rating.moment]) if counted else ZERO, "same-device")


def limit_networks(weighed: Sequence[Weighed], usual: Habits, parameters: Parameters) -> None:
    """Many votes from one network count four and the square root of the rest, or a quarter of what all
    other networks bring to that channel, if that is more; kiosks have their own limit."""
    speaking = Counter(vote.kind for vote in weighed if vote.weight)

    def key(vote):
        if vote.kind == KIOSK or not vote.weight or (vote.rating.prefix is None and not usual.prefixes):
            return None
        return vote.kind, vote.rating.prefix or ""

    for votes in _groups(weighed, key):
        others = speaking[votes[0].kind] - len(votes)
        ceiling = max(source_weight(len(votes), parameters), parameters.network_share * others)
        factor = ceiling / len(votes)
        for vote in votes:
            vote.lower(factor, "same-network")


def limit_kiosk(weighed: Sequence[Weighed], parameters: Parameters) -> None:
    """A kiosk gives one vote a minute and a few a day; those who pressed more often share them."""
    kiosk = [vote for vote in weighed if vote.kind == KIOSK]
    for votes in _groups(kiosk, lambda vote: vote.rating.moment):
        for vote in votes:
            vote.lower(ONE / len(votes), "kiosk-pace")
    for votes in _groups(kiosk, lambda vote: vote.rating.day):
        total = sum(vote.weight for vote in votes)
        for vote in votes:
            vote.lower(parameters.kiosk_votes_a_day / max(total, WEIGHT_STEP), "kiosk-pace")


def limit_days(weighed: Sequence[Weighed], parameters: Parameters) -> None:
    """No day may carry more than its share of a channel's votes in the window."""
    totals: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for vote in weighed:
        totals[vote.kind][vote.rating.day] += vote.weight
    factors = {kind: day_factors(days, parameters) for kind, days in totals.items()}
    for vote in weighed:
        vote.lower(factors[vote.kind].get(vote.rating.day, ONE), "day-burst")


def _groups(weighed, key):
    groups = defaultdict(list)
    for vote in weighed:
        name = key(vote)
        if name is not None:
            groups[name].append(vote)
    return groups.values()
