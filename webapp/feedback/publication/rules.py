"""Pure: when ratings may be let out together, and the same service elsewhere as the baseline of a unit's score."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from webapp.feedback.trust.rules import PARAMETERS, Baseline, Parameters, mixed_baseline, service_baseline, stricter

SMALLEST_CELL = 5  # answers, ratings or words of a kind below which nothing is told
BATCH = 5  # published numbers change by at least this many answers at once (fairness 5.9)
MOST_OF_ONE = 2  # a network and week: who presses four times himself must not learn what the fifth visitor said
OVERDUE = timedelta(weeks=4)  # how long a few answers may outstay their window until others leave with them
ENOUGH = Decimal(30)  # votes a service needs at another OPD to be compared with
FEWEST = 2  # other OPD a comparison needs
EXCLUDED_BECAUSE = ("dikecualikan", "dialihkan_ke_sistem")  # how a contest ended that takes days out of a score


@dataclass(frozen=True)
class Limits:
    """The fewest answers: let out together, behind an office's score, behind an officer's score, and of the last
    those from visits on record."""

    batch: int
    unit_answers: int
    officer_answers: int
    officer_verified: int

    def for_units(self) -> Parameters:
        """The formula's parameters for offices."""
        return stricter(PARAMETERS, minimum_ratings=self.unit_answers)

    def show_officer(self, n: int, verified_share: Decimal) -> bool:
        """Whether an officer's score may be shown. The score itself does not depend on it: anybody may recompute it."""
        return n >= self.officer_answers and (n * verified_share).to_integral_value() >= self.officer_verified


PLATFORM = Limits(BATCH, PARAMETERS.minimum_ratings, PARAMETERS.minimum_ratings, int(PARAMETERS.minimum_voices))
HIGHEST = Limits(30, 100, 100, 50)  # beyond these a pemda would show nothing and call it care


class Looser(ValueError):
    """A limit below the platform's, or beyond reason; the message names it."""


def stricter_limits(platform: Limits, **own: int) -> Limits:
    """The limits of a pemda. Raises Looser for the first one below the platform's or above the highest."""
    for name, number in own.items():
        if not getattr(platform, name) <= number <= getattr(HIGHEST, name):
            raise Looser(name)
    return Limits(**(vars(platform) | own))


def is_batch(sources: Iterable[int], batch: int = BATCH) -> bool:
    """Whether ratings may be let out together; `sources` says how many came from each network in each week."""
    return sum(min(n, MOST_OF_ONE) for n in sources) >= batch


def may_leave(n: int, age: timedelta, batch: int = BATCH) -> bool:
    """Whether n ratings that lie before the window, the oldest by `age`, may be taken out of it together."""
    return n >= batch or n == 0 or age > OVERDUE


def leaves_enough(left: int) -> bool:
    """Whether what is left of a told number without another told number may be known as well."""
    return left == 0 or left >= SMALLEST_CELL


def differ_by_a_batch(before: int, after: int, batch: int = BATCH) -> bool:
    """Whether two numbers, made of so many answers each, are sure to differ in a batch of answers or more.

    Two sets whose sizes are that far apart differ in at least so many members, whichever they are.
    """
    return abs(after - before) >= batch


def told_apart(own: Mapping[Hashable, int], families: Mapping[Hashable, Collection[Hashable]]) -> dict[Hashable, int]:
    """What may be told of a small cell: {office: number with all below it}, from the offices' own numbers.

    `families`: each office with itself and all below it. Told are numbers of five or more, and only where what is left
    of them without the numbers told below is five or more too, or nothing: nobody subtracts his way to fewer.
    """
    told: dict[Hashable, int] = {}
    covered: set[Hashable] = set()
    for office in sorted(families, key=lambda each: (len(families[each]), str(each))):
        family = families[office]
        left = sum(own.get(each, 0) for each in family if each not in covered)
        whole = sum(own.get(each, 0) for each in family)
        if whole >= SMALLEST_CELL and leaves_enough(left):
            told[office] = whole
            covered.update(family)
    return told


def baseline_for(
    standings: Sequence[tuple[UUID, UUID, Decimal, Decimal]], own: Collection[UUID]
) -> Baseline | None:
    """The services of these OPD as they are rated elsewhere, mixed by the unit's own votes. None without peers.

    `standings`: (service, OPD, votes, stars). A service nobody else gives enough of is left out of the mix.
    """
    own = set(own)
    votes: dict[UUID, Decimal] = defaultdict(Decimal)
    elsewhere: dict[UUID, list[Decimal]] = defaultdict(list)
    for service, opd, weight, stars in standings:
        if opd in own:
            votes[service] += weight
        elif weight >= ENOUGH:
            elsewhere[service].append(stars / weight)
    parts = [
        (weight, service_baseline(elsewhere[service]))
        for service, weight in sorted(votes.items())
        if weight and len(elsewhere[service]) >= FEWEST
    ]
    return mixed_baseline(parts) if parts else None
