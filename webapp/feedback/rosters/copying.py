"""Copying a week to other weeks: first what it would add and leave out, then the deed, by the same reckoning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from webapp.feedback.rosters import domain, queries
from webapp.feedback.rosters.rules import DAY, WEEK, Skipped, Turn, copied, day_begins, monday_of
from webapp.people.published import opd_and_below, staff_of
from webapp.platform.db import TenantSession
from webapp.tenants.published import days_of


@dataclass(frozen=True)
class Copy:
    """What copying adds, and what it leaves out."""

    turns: list[Turn]
    skipped: list[Skipped]


def foresee(session: TenantSession, opd_id: UUID, source: date, mondays: Sequence[date], now: datetime) -> Copy:
    """What copying the week of `source` of this office to the weeks of these Mondays adds now."""
    zone = ZoneInfo(session.tenant.timezone)
    points = {each.id: each for each in queries.points_in(session, queries.Scope(frozenset([opd_id])), source)}
    week = day_begins(source, zone), day_begins(source + WEEK, zone)
    planned = queries.duties_at(session, points, week)
    turns = [queries.turn_of(each) for each in planned if each.starts_at >= week[0]]
    if not turns or not mondays:
        return Copy([], [])
    ahead = day_begins(min(mondays), zone), day_begins(max(mondays) + WEEK + DAY, zone)
    at_points = queries.duties_at(session, points, ahead)
    of_people = queries.duties_of(session, {turn.person_id for turn in turns}, ahead)
    calendar = days_of(session, min(mondays), max(mondays) + WEEK)
    made = list(
        copied(
            turns, source, mondays, [queries.turn_of(each) for each in (*at_points, *of_people)],
            _gone(session, opd_id, points, {turn.person_id for turn in turns}, mondays),
            lambda day: day in calendar.holidays, now, zone,
        )
    )  # fmt: skip
    return Copy([one for one in made if isinstance(one, Turn)], [one for one in made if isinstance(one, Skipped)])


def copy(
    session: TenantSession, opd_id: UUID, source: date, mondays: Sequence[date], *, by: UUID, now: datetime
) -> int:
    """Copies; returns how many turns came. Doing it again adds nothing. Raises Refused."""
    return domain.add_all(session, foresee(session, opd_id, source, mondays, now).turns, "disalin", by=by)


def _gone(session: TenantSession, opd_id: UUID, points: dict, people: set[UUID], mondays: Sequence[date]):
    """Whether a point is closed on a day, or a person is not of this office any more in that week."""
    offices = opd_and_below(session, opd_id)
    staff = {monday: {one.id for one in staff_of(session, offices, monday + WEEK - DAY)} for monday in mondays}
    rows = queries.points_by_id(session, list(points))

    def is_gone(which: UUID, day: date) -> bool:
        if which in rows:
            return rows[which].closed_on is not None and rows[which].closed_on <= day
        return which in people and which not in staff.get(monday_of(day), people)

    return is_gone
