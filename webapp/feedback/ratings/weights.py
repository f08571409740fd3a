"""How much the answers of one network weigh at one point on one day: pure, exact, the same forwards and recounted."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from webapp.feedback.trust.rules import source_votes


class SourceCounts(NamedTuple):
    """Answers 1..4."""

    n1: int
    n2: int
    n3: int
    n4: int

    @property
    def n(self) -> int:
        return sum(self)

    @property
    def total(self) -> int:
        return self.n1 + 2 * self.n2 + 3 * self.n3 + 4 * self.n4


class DeviceVote(NamedTuple):
    """A device's vote for a service in a week."""

    service_id: UUID
    week: date
    device: bytes
    rating_id: UUID


def weight_of(counts: SourceCounts) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """The weight of each answer after the network cap, at six decimals, so that sums are exact."""
    return source_votes(counts)
