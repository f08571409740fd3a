"""Pure: when ratings may be let out together, and the same service elsewhere as the baseline of a unit's score."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from webapp.feedback.trust.rules import Baseline, mixed_baseline, service_baseline

BATCH = 5  # published numbers change by at least this many answers at once (fairness 5.9)
MOST_OF_ONE = 2  # a network and week: who presses four times himself must not learn what the fifth visitor said
OVERDUE = timedelta(weeks=4)  # how long a few answers may outstay their window until others leave with them
ENOUGH = Decimal(30)  # votes a service needs at another OPD to be compared with
FEWEST = 2  # other OPD a comparison needs


def is_batch(sources: Iterable[int]) -> bool:
    """Whether ratings may be let out together; `sources` says how many came from each network in each week."""
    return sum(min(n, MOST_OF_ONE) for n in sources) >= BATCH


def may_leave(n: int, age: timedelta) -> bool:
    """Whether n ratings that lie before the window, the oldest by `age`, may be taken out of it together."""
    return n >= BATCH or n == 0 or age > OVERDUE


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
