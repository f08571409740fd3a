"""Third stage: the service baseline (case mix), so that nobody is blamed for the harder counter.

A service's offset is what it lifts or lowers ratings compared with the other services, learned from the
verified votes of all officers, shrunk to nothing unless the services differ more than chance, and for each
officer computed without her own ratings.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.feedback.trust.exact import ONE, ZERO

CELL_PULL = Decimal(
    10
)  # votes at which a cell counts half: officers differ, so many votes of one are not many officers
UNIT_PULL = Decimal(4)  # officers at which half of a unit's difference is taken for the unit's own
CAUTION = Decimal("1.5")  # noise is overstated by this before services are believed to differ
ROUNDS = 12


@dataclass(slots=True)
class CaseCell:
    """Verified votes of one officer in one service, and what is left of their mean beyond the tenant's."""

    officer: str
    unit: str
    service: str
    votes: Decimal
    residual: Decimal
    pull: Decimal = ZERO

    def __post_init__(self):
        self.pull = self.votes / (self.votes + CELL_PULL)


class ServiceOffsets:
    """Offsets of the services; `for_officer` leaves out what the officer herself contributed."""

    def __init__(self, cells: Sequence[CaseCell]):
        self._own: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
        self._sums: dict[str, tuple[Decimal, Decimal]] = {}
        self._belief = ZERO
        self._centre = ZERO
        if len({cell.service for cell in cells}) > 1:
            self._learn([cell for cell in cells if cell.votes])

    def for_officer(self, officer: str, service: str) -> Decimal:
        """Stars by which this service differs for the officer's peers; 0 when nothing can be said."""
        if not self._belief or service not in self._sums:
            return ZERO
        pulls, pulled = self._sums[service]
        own_pull, own_pulled = self._own.get((officer, service), (ZERO, ZERO))
        return self._belief * ((pulled - own_pulled) / (pulls - own_pull) - self._centre)

    def _learn(self, cells):
        levels = _unit_levels(cells)
        for cell in cells:
            beyond = cell.residual - levels[cell.unit]
            self._own[cell.officer, cell.service] = (cell.pull, cell.pull * beyond)
        by_service = _grouped(cells, lambda cell: cell.service)
        for service, members in by_service.items():
            own = [self._own[cell.officer, service] for cell in members]
            self._sums[service] = (sum(pull for pull, _ in own), sum(pulled for _, pulled in own))
        self._centre = sum(pulled for _, pulled in self._sums.values()) / sum(pulls for pulls, _ in self._sums.values())
        self._belief = self._believed_share(by_service, levels)

    def _believed_share(self, by_service, levels) -> Decimal:
        """How much of the spread between services is more than chance (James-Stein, cautious)."""
        spread = noise = ZERO
        for service, members in by_service.items():
            pulls, pulled = self._sums[service]
            offset = pulled / pulls
            variance = _variance_of_offset(members, levels, offset)
            if variance is None:
                self._sums[service] = (pulls, pulls * self._centre)
                self._own.update({(cell.officer, service): (ZERO, ZERO) for cell in members})
                continue
            spread += pulls * (offset - self._centre) ** 2
            noise += pulls * variance
        return max(ZERO, ONE - CAUTION * noise / spread) if spread else ZERO


def _unit_levels(cells) -> dict[str, Decimal]:
    """What each unit lifts its ratings beyond its mix of services, by alternating until both settle."""
    units, services = _grouped(cells, lambda cell: cell.unit), _grouped(cells, lambda cell: cell.service)
    levels, offsets = dict.fromkeys(units, ZERO), dict.fromkeys(services, ZERO)
    for _ in range(ROUNDS):
        for service, members in services.items():
            pulls = sum(cell.pull for cell in members)
            offsets[service] = sum(cell.pull * (cell.residual - levels[cell.unit]) for cell in members) / pulls
        for unit, members in units.items():
            pulls = sum(cell.pull for cell in members)
            beyond = sum(cell.pull * (cell.residual - offsets[cell.service]) for cell in members)
            levels[unit] = beyond / (pulls + UNIT_PULL)
    return levels


def _variance_of_offset(members, levels, offset) -> Decimal | None:
    """Variance of a service's offset from how its units (or, within one unit, its officers) disagree.

    None where one group alone offers the service: then its difficulty and the group's quality cannot be
    told apart.
    """
    clusters = _grouped(members, lambda cell: cell.unit)
    if len(clusters) == 1:
        clusters = _grouped(members, lambda cell: cell.officer)
    count = len(clusters)
    if count == 1:
        return None
    pulls = sum(cell.pull for cell in members)
    squares = ZERO
    for group in clusters.values():
        deviation = sum(cell.pull * (cell.residual - levels[cell.unit] - offset) for cell in group)
        squares += deviation * deviation
    return squares / (pulls * pulls) * count / (count - 1)


def _grouped(cells, key):
    groups = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return groups
