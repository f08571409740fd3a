"""How many of the invited have rated: told beside scores, for whole weeks whose invitations have all ended.

The invitations of each counter are told in groups of weeks that hold five of them and five ratings, made from its first
week on and never made anew. Every rate, of a counter, a service, an office with all below it, over a quarter or the
last six months, is the sum of such groups. So whatever is taken from whatever, no fewer than five are left, or nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import queries
from webapp.feedback.visits.rules import SMALLEST_TOLD, Told, WeekOfInvitations, is_apart, oldest_alive, told
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
FAR_WEEK = date(9999, 1, 4)
Place = tuple[UUID, UUID]  # office, service
Span = tuple[date, date]


def responses_of(session: TenantSession) -> "Responses":
    """What became of the invitations of this pemda; one question to the database a transaction."""
    if KNOWN not in session.info:
        session.info[KNOWN] = Responses(session)
    return session.info[KNOWN]


@dataclass(frozen=True)
class Counter:
    """What became of the invitations of a counter, week by week."""

    opd_id: UUID
    service_id: UUID
    id: UUID
    weeks: Sequence[WeekOfInvitations]

    @cached_property
    def groups(self) -> list[Told]:
        """All groups of its weeks; each is told from the day on when its last invitation has ended."""
        return told(self.weeks, FAR_WEEK, answered=SMALLEST_TOLD)


class Responses:
    """What became of the invitations of a pemda, counter by counter."""

    def __init__(self, session: TenantSession):
        self._counters = [
            Counter(*row[:3], [WeekOfInvitations(*week) for week in zip(*row[3:], strict=True)])
            for row in queries.weeks_of_points(session)
        ]
        self._of_office: dict[UUID, list[Counter]] = defaultdict(list)
        for each in self._counters:
            self._of_office[each.opd_id].append(each)

    def rate(self, opd_ids: Collection[UUID], since: date, until: date, today: date) -> ResponseRate:
        """The response rate of these offices together in these days."""
        counters = [each for opd_id in opd_ids for each in self._of_office.get(opd_id, ())]
        return summed(counters, (since, until), today)

    def of_points(self, point_ids: Collection[UUID], span: Span) -> ResponseRate:
        """The response rate of these counters together, as of the last day of these."""
        return summed([each for each in self._counters if each.id in point_ids], span, span[1])

    def of_place(self, place: Place, span: Span, today: date) -> ResponseRate:
        """The response rate of a service at an office."""
        counters = [each for each in self._of_office.get(place[0], ()) if each.service_id == place[1]]
        return summed(counters, span, today)


def of_officer(session: TenantSession, person_id: UUID, since: date, until: date) -> ResponseRate:
    """The response rate of the visits this officer served, as of the last day of these: it moves when her score does.

    Slips belong to no officer. A corrected roster moves her ratings and leaves the invitations where they were given.
    It is not told where it would tell of fewer than five what became of her colleagues' at the same counters.
    """
    rows = queries.weeks_of_officer(session, person_id)
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for _point, week, issued, redeemed in rows:
        counts = sums[week]
        counts[:] = counts[0] + issued, counts[1] + redeemed
    weeks = [WeekOfInvitations(week, *counts) for week, counts in sums.items()]
    own = summed([Counter(person_id, person_id, person_id, weeks)], (since, until), until)
    if own.is_told:
        whole = responses_of(session).of_points({point for point, *_week in rows}, (since, until))
        if whole.is_told and not is_apart((whole.issued, whole.redeemed), (own.issued, own.redeemed)):
            return TOO_FEW
    return own


def of_point(session: TenantSession, point_id: UUID, since: date, until: date) -> ResponseRate:
    """The response rate of one counter, as of the last day of these."""
    return responses_of(session).of_points({point_id}, (since, until))


def of_services(
    session: TenantSession, told_places: Mapping[Span, Collection[Place]], today: date
) -> dict[tuple[Span, Place], ResponseRate]:
    """The response rates of services at offices over these quarters, where they have a score; in one question.

    Nothing is told before the last invitation of the quarter has ended.
    """
    found = {}
    for span, places in told_places.items():
        has_ended = week_of(span[1]) < oldest_alive(week_of(today))
        for place in places:
            rate = responses_of(session).of_place(place, span, today)
            found[span, place] = TOO_FEW if rate.is_told and not has_ended else rate
    return found


def summed(counters: Iterable[Counter], span: Span, today: date) -> ResponseRate:
    """All groups of these counters that end in these days and have ended today."""
    alive = oldest_alive(week_of(today))
    issued = redeemed = 0
    was_invited = False
    for counter in counters:
        was_invited = was_invited or any(each.issued for each in counter.weeks if span[0] <= each.week <= span[1])
        for each in counter.groups:
            if span[0] <= each.week <= span[1] and each.week < alive:
                issued, redeemed = issued + each.issued, redeemed + each.redeemed
    if not issued:
        return TOO_FEW if was_invited else NO_INVITATIONS
    return ResponseRate(issued, redeemed)
