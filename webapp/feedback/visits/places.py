"""Where somebody may invite citizens: where she serves now, and where she plans who serves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.feedback.rosters import queries as rosters
from webapp.feedback.rosters.queries import Point, Scope
from webapp.people.published import PersonCard
from webapp.platform import clock
from webapp.platform.db import TenantSession

MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Places:
    """The open points where she is on duty now, and the others of her scope."""

    serving: list[Point]
    others: list[Point]

    def find(self, code: str) -> Point | None:
        return next((each for each in (*self.serving, *self.others) if each.code == code.lower()), None)


def places_of(session: TenantSession, card: PersonCard, now: datetime) -> Places:
    """Where this person may say that a visit has ended."""
    today = clock.local(now, session.tenant.timezone).date()
    scope = rosters.scope_of(session, card, today)
    on_duty = {each.point_id for each in rosters.duties_of(session, [card.id], (now, now + MOMENT))}
    seen = [each for each in _points(session, scope, on_duty, today) if each.is_open]
    return Places([each for each in seen if each.id in on_duty], [each for each in seen if each.id not in on_duty])


def _points(session: TenantSession, scope: Scope, on_duty: set, today) -> list[Point]:
    planned = [] if scope.is_empty else rosters.points_in(session, scope, today)
    missing = on_duty - {each.id for each in planned}
    if not missing:
        return planned
    offices = frozenset(each.opd_id for each in rosters.points_by_id(session, missing).values())
    return planned + [each for each in rosters.points_in(session, Scope(offices), today) if each.id in missing]
