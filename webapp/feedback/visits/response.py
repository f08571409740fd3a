"""How many of the invited have rated: told beside scores, for whole weeks whose invitations have all ended.

Of an office the groups of weeks hold five invitations each; of one counter or one officer, where a step between two
groups would say how many came, five ratings as well. A service is told by its quarter, as its score is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import queries
from webapp.feedback.visits.rules import SMALLEST_TOLD, WeekOfInvitations, oldest_alive, tellable_parts, told
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number, percent


@dataclass(frozen=True)
class ResponseRate:
    """Of `issued` invitations `redeemed` became ratings. `issued` 0: none were given; None: not told, for too few have
    ended. `redeemed` None: under the smallest told number, or nothing to tell."""

    issued: int | None
    redeemed: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether there is a number to tell."""
        return bool(self.issued)

    @property
    def share(self) -> Decimal | None:
        """Of 1; None where it is not told."""
        return None if self.redeemed is None else Decimal(self.redeemed) / self.issued

    @property
    def text(self) -> str:
        """In words."""
        if self.issued is None:
            return _("belum dihitung, karena undangan yang sudah berakhir belum cukup")
        if not self.issued:
            return _("belum ada undangan tercatat")
        if self.redeemed is None:
            return _("kurang dari lima dari %(n)s undangan menjadi penilaian", n=number(self.issued))
        return _("%(share)s dari %(n)s undangan menjadi penilaian", share=percent(self.share), n=number(self.issued))


NO_INVITATIONS, TOO_FEW = ResponseRate(0), ResponseRate(None)
KNOWN = "responses"  # in the session: asked once in a transaction
Place = tuple[UUID, UUID]  # office, service
Span = tuple[date, date]


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

    def rate(self, opd_ids: Collection[UUID], since: date, until: date, today: date) -> ResponseRate:
        """The response rate of these offices together in these days."""
        rows = [row for opd_id in opd_ids for row in self._weeks.get(opd_id, ())]
        return _rate(rows, (since, until), today)


def of_officer(session: TenantSession, person_id: UUID, since: date, until: date) -> ResponseRate:
    """The response rate of the visits this officer served, as of the last day of these: it moves when her score does.

    Slips belong to no officer. A corrected roster moves her ratings and leaves the invitations where they were given.
    """
    return _rate(queries.weeks_of_officer(session, person_id), (since, until), until, answered=SMALLEST_TOLD)


def of_point(session: TenantSession, point_id: UUID, since: date, until: date) -> ResponseRate:
    """The response rate of one counter, as of the last day of these."""
    return _rate(queries.weeks_of_point(session, point_id), (since, until), until, answered=SMALLEST_TOLD)


def of_services(
    session: TenantSession, told_places: Mapping[Span, Collection[Place]], today: date
) -> dict[tuple[Span, Place], ResponseRate]:
    """The response rates of services at offices over these quarters, where they have a score; in one question.

    Nothing is told before the last invitation of the quarter has ended, nothing of fewer than five ratings, and never
    so much that what is left of the office is fewer than five.
    """
    if not told_places:
        return {}
    offices = {opd_id for places in told_places.values() for opd_id, _service in places}
    days = min(since for since, _until in told_places), max(until for _since, until in told_places)
    weeks = queries.weeks_of_services(session, offices, *days)
    found = {}
    for span, places in told_places.items():
        rates = _of_quarter(weeks, span, places) if week_of(span[1]) < oldest_alive(week_of(today)) else {}
        found |= {(span, place): rates.get(place, TOO_FEW) for place in places}
    return found


def _of_quarter(weeks: Iterable[tuple], span: Span, places: Collection[Place]) -> dict[Place, ResponseRate]:
    sums: dict[UUID, dict[UUID, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for opd_id, service_id, week, issued, redeemed in weeks:
        if span[0] <= week <= span[1]:
            counts = sums[opd_id][service_id]
            counts[:] = counts[0] + issued, counts[1] + redeemed
    found = {}
    for opd_id, of_office in sums.items():
        asked = {service for office, service in places if office == opd_id}
        for service_id in tellable_parts({key: tuple(counts) for key, counts in of_office.items()}, asked):
            found[opd_id, service_id] = ResponseRate(*of_office[service_id])
    return {place: found.get(place, TOO_FEW if _issued(sums, place) else NO_INVITATIONS) for place in places}


def _issued(sums: Mapping[UUID, Mapping[UUID, list[int]]], place: Place) -> int:
    return sums.get(place[0], {}).get(place[1], (0, 0))[0]


def _rate(rows: Iterable[tuple[date, int, int]], span: Span, today: date, answered: int = 0) -> ResponseRate:
    """Of (week, issued, redeemed); `answered`: the fewest ratings a group of weeks is told with."""
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for week, issued, redeemed in rows:
        counts = sums[week]
        counts[:] = counts[0] + issued, counts[1] + redeemed
    weeks = [WeekOfInvitations(week, *counts) for week, counts in sums.items()]
    groups = [each for each in told(weeks, week_of(today), answered=answered) if span[0] <= each.week <= span[1]]
    if not groups:
        was_invited = any(each.issued for each in weeks if span[0] <= each.week <= span[1])
        return TOO_FEW if was_invited else NO_INVITATIONS
    redeemed = sum(each.redeemed for each in groups)
    return ResponseRate(sum(each.issued for each in groups), redeemed if redeemed >= SMALLEST_TOLD else None)
