"""Pure: the same service elsewhere, as the baseline of a unit's score."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from uuid import UUID

from webapp.feedback.trust.rules import Baseline, mixed_baseline, service_baseline

ENOUGH = Decimal(30)  # votes a service needs at another OPD to be compared with
FEWEST = 2  # other OPD a comparison needs


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
