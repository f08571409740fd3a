"""How many of the invited have rated: told beside scores, for whole weeks whose invitations have all ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import queries
from webapp.feedback.visits.rules import SMALLEST_TOLD, told
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class ResponseRate:
    """Of `issued` invitations `redeemed` became ratings; None where that is under the smallest told number."""

    issued: int
    redeemed: int | None

    @property
    def share(self) -> Decimal | None:
        """Of 1; None where it is not told."""
        return None if self.redeemed is None else Decimal(self.redeemed) / self.issued


def rate_of(
    session: TenantSession, opd_ids: Collection[UUID], since: date, until: date, today: date
) -> ResponseRate | None:
    """The response rate of these offices together in these days; None while too few invitations have ended."""
    groups = [
        each for each in told(queries.weeks_of(session, opd_ids), week_of(today)) if since <= each.week <= until
    ]
    if not groups:
        return None
    redeemed = sum(each.redeemed for each in groups)
    return ResponseRate(sum(each.issued for each in groups), redeemed if redeemed >= SMALLEST_TOLD else None)
