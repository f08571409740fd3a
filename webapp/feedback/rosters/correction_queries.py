"""Look-ups about corrections of rosters: which there are, who may see and decide them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.rosters.models import MOVED, RosterCorrection, RosterDecision
from webapp.feedback.rosters.queries import Scope
from webapp.feedback.rosters.rules import Period, may_decide
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.people.published import OpdPlace, PersonCard, leaders_of, led_opds, opd_places, reports_of
from webapp.platform.db import TenantSession

MOST_SHOWN = 200
SEES_ALL = frozenset({"organisasi", "inspektorat"})


@dataclass(frozen=True)
class Correction:
    """A correction with its point and, once it is decided, its decision."""

    row: RosterCorrection
    point: ServicePoint
    decision: RosterDecision | None


@dataclass(frozen=True)
class Told:
    """A correction as other rooms may tell it of one officer: what was put right, who said so and who agreed.

    takes_away: the hours were taken from him, else they were given to him.
    """

    id: UUID
    point_name: str
    starts_at: datetime
    ends_at: datetime
    proposed_by: UUID
    decided_by: UUID
    decided_at: datetime
    ratings_moved: bool
    takes_away: bool


def correction_of(session: TenantSession, correction_id: UUID) -> Correction | None:
    """The correction, or None."""
    return next(iter(_found(session, RosterCorrection.id == correction_id)), None)


def corrections_in(session: TenantSession, scope: Scope, person_id: UUID) -> list[Correction]:
    """The corrections of these OPD and those that are about this person, the newest first."""
    if scope.opds is None:
        return _found(session, sa.true())
    own = sa.literal(person_id, sa.Uuid) == sa.any_(RosterCorrection.concerned)
    return _found(session, sa.or_(col(ServicePoint.opd_id).in_(scope.opds), own))


def corrections_about(session: TenantSession, person_id: UUID) -> list[Told]:
    """The accepted corrections that took hours from this officer or gave them to him, the newest first."""
    own = sa.or_(RosterCorrection.wrong_person_id == person_id, RosterCorrection.right_person_id == person_id)
    return [
        Told(one.row.id, one.point.name, one.row.starts_at, one.row.ends_at, one.row.proposed_by,
             one.decision.decided_by, one.decision.decided_at, one.decision.ratings == MOVED,
             one.row.wrong_person_id == person_id)
        for one in _found(session, own)
        if one.decision and one.decision.is_accepted
    ]  # fmt: skip


def corrections_waiting_for(session: TenantSession, card: PersonCard, today: date) -> list[Correction]:
    """The corrections this person may decide now. One statement when there are none, else five."""
    undecided = _found(session, col(RosterDecision.id).is_(None))
    stands = _standing(session, card, {one.point.opd_id for one in undecided}, today)
    return [one for one in undecided if stands.decides(card, one.row, one.point.opd_id)]


def decides(session: TenantSession, card: PersonCard, row: RosterCorrection, opd_id: UUID, today: date) -> bool:
    """Whether this person may decide on the correction of a point of this office."""
    return _standing(session, card, {opd_id}, today).decides(card, row, opd_id)


@dataclass(frozen=True)
class _Standing:
    """Where somebody stands to some offices: what he leads, whom he appraises, who leads them and all above them."""

    led: set[UUID]
    reports: set[UUID]
    chains: dict[UUID, set[UUID]]
    leaders: dict[UUID, set[UUID]]

    def decides(self, card: PersonCard, row: RosterCorrection, opd_id: UUID) -> bool:
        chain = self.chains[opd_id]
        heads = self.leaders.get(opd_id) or {head for each in chain for head in self.leaders.get(each, ())}
        superiors = {card.id} if heads & self.reports else set()
        return may_decide(card.id, card.roles, self.led, chain - {opd_id}, superiors, row.concerned)


def _standing(session: TenantSession, card: PersonCard, opd_ids: set[UUID], today: date) -> _Standing:
    if not opd_ids:
        return _Standing(set(), set(), {}, {})
    places, leaders = opd_places(session), defaultdict(set)
    chains = {opd_id: _chain(places, opd_id) for opd_id in opd_ids}
    for opd_id, person_id in leaders_of(session, set().union(*chains.values()), today):
        leaders[opd_id].add(person_id)
    reports = {person_id for person_id, _name in reports_of(session, card.id, today)}
    return _Standing(led_opds(session, card.id, today), reports, chains, leaders)


def _chain(places: dict[UUID, OpdPlace], opd_id: UUID) -> set[UUID]:
    """The office and all above it."""
    found, step = set(), opd_id
    while step is not None and step not in found:
        found.add(step)
        step = places[step].parent_id
    return found


def ever_on_duty(session: TenantSession, person_id: UUID, point_id: UUID, period: Period) -> list[Period]:
    """The hours for which this person was on duty there when they passed, also if the roster was put right since."""
    asked = select(Duty).where(
        Duty.person_id == person_id, Duty.point_id == point_id, Duty.starts_at < period[1], Duty.ends_at > period[0]
    )
    hours = [(row.starts_at, min(row.ends_at, row.withdrawn_at or row.ends_at)) for row in session.exec(asked)]
    return [(start, end) for start, end in hours if start < end]


def _found(session: TenantSession, condition) -> list[Correction]:
    asked = (
        select(RosterCorrection, ServicePoint, RosterDecision)
        .join(ServicePoint, _same(ServicePoint, RosterCorrection.point_id))
        .outerjoin(
            RosterDecision,
            sa.and_(
                RosterDecision.tenant_id == RosterCorrection.tenant_id,
                RosterDecision.correction_id == RosterCorrection.id,
            ),
        )
        .where(condition)
        .order_by(col(RosterCorrection.proposed_at).desc(), RosterCorrection.id)
        .limit(MOST_SHOWN)
    )
    return [Correction(*row) for row in session.exec(asked)]


def _same(table: type, foreign) -> sa.ColumnElement[bool]:
    return sa.and_(table.tenant_id == foreign.class_.tenant_id, table.id == foreign)


def people_of(corrections: Collection[Correction]) -> set[UUID]:
    """Everybody these corrections name."""
    return {
        each
        for one in corrections
        for each in (*one.row.concerned, *([one.decision.decided_by] if one.decision else []))
    }
