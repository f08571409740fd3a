"""How many of the invited have rated: told beside scores, for whole weeks whose invitations have all ended."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import queries
from webapp.feedback.visits.rules import SMALLEST_TOLD, WeekOfInvitations, told
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number, percent


@dataclass(frozen=True)
class ResponseRate:
    """Of `issued` invitations `redeemed` became ratings; None where that is under the smallest told number."""

    issued: int
    redeemed: int | None

    @property
    def share(self) -> Decimal | None:
        """Of 1; None where it is not told."""
        return None if self.redeemed is None else Decimal(self.redeemed) / self.issued

    @property
    def text(self) -> str:
        """In words."""
        if self.redeemed is None:
            return _("kurang dari lima dari %(n)s undangan menjadi penilaian", n=number(self.issued))
        return _("%(share)s dari %(n)s undangan menjadi penilaian", share=percent(self.share), n=number(self.issued))


KNOWN = "responses"  # in the session: asked once in a transaction


def responses_of(session: TenantSession) -> "Responses":
    """What became of the invitations of this pemda; one question to the database a transaction."""
    if KNOWN not in session.info:
        session.info[KNOWN] = Responses(session)
    return session.info[KNOWN]


class Responses:
    """What became of the invitations of a pemda's offices, week by week."""

    def __init__(self, session: TenantSession):
        self._weeks: dict[UUID, list[tuple[date, int, int]]] = defaultdict(list)
        for opd_id, *week in queries.weeks_of_offices(session):
            self._weeks[opd_id].append(tuple(week))

    def rate(self, opd_ids: Collection[UUID], since: date, until: date, today: date) -> ResponseRate | None:
        """The response rate of these offices together in these days; None while too few invitations have ended."""
        sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
        for opd_id in opd_ids:
            for week, issued, redeemed in self._weeks.get(opd_id, ()):
                sums[week][0] += issued
                sums[week][1] += redeemed
        weeks = [WeekOfInvitations(week, *counts) for week, counts in sums.items()]
        groups = [each for each in told(weeks, week_of(today)) if since <= each.week <= until]
        if not groups:
            return None
        redeemed = sum(each.redeemed for each in groups)
        return ResponseRate(sum(each.issued for each in groups), redeemed if redeemed >= SMALLEST_TOLD else None)
