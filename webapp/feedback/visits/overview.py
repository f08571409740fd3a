"""The office's page about invitations: what became of them, what to ask about, which slips were printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.rosters.queries import Point, Scope
from webapp.feedback.services.queries import all_services
from webapp.feedback.visits import queries
from webapp.feedback.visits.models import VisitSlips
from webapp.feedback.visits.response import ResponseRate
from webapp.feedback.visits.rules import SMALLEST_TOLD, WEEK, oldest_alive
from webapp.feedback.visits.selective import HOURS, SERVICES, Question, questions
from webapp.feedback.visits.words import ORIGINS
from webapp.people.published import opd_names, person_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

WEEKS = 8  # looked at


@dataclass(frozen=True)
class Line:
    """A point and origin: visits reported (None of slips), invitations, and what became of them (None: too few)."""

    name: str
    origin: str
    served: int | None
    issued: int
    rate: ResponseRate | None
    unused: int | None


@dataclass(frozen=True)
class Asked:
    """A question about an officer's invitations, in words."""

    name: str
    text: str
    services: str


@dataclass(frozen=True)
class Printed:
    """A print of slips."""

    row: VisitSlips
    point_name: str
    is_open: bool


def span(today: date) -> tuple[date, date]:
    """The weeks looked at: from this Monday on, before that one; all their invitations have ended."""
    before = oldest_alive(week_of(today))
    return before - WEEKS * WEEK, before


def lines(session: TenantSession, scope: Scope, today: date) -> list[Line]:
    """What became of the invitations of the points in this scope."""
    rows = queries.sums_of_points(session, scope.opds, *span(today))
    names = opd_names(session)
    return [_line(f"{row[1]}, {names[row[0]]}", *row[2:]) for row in rows if row[4] >= SMALLEST_TOLD]


def _line(name: str, origin: str, served: int, issued: int, redeemed: int, expired: int, revoked: int) -> Line:
    told = redeemed if redeemed >= SMALLEST_TOLD else None
    return Line(
        name=name, origin=_(ORIGINS[origin]), served=None if origin == "lembar" else served, issued=issued,
        rate=ResponseRate(issued, told), unused=None if told is None else expired + revoked,
    )  # fmt: skip


def asked_about(session: TenantSession, scope: Scope, today: date) -> list[Asked]:
    """What to ask about the officers who serve in this scope, compared with all of the pemda."""
    weeks = span(today)
    offices = queries.offices_of_officers(session, *weeks)
    found = [one for one in questions(queries.cells(session, *weeks))
             if any(scope.holds(opd_id) for opd_id in offices.get(one.officer, ()))]  # fmt: skip
    names = person_names(session, {one.officer for one in found})
    services = {each.id: each.name for each in all_services(session, today)} if found else {}
    return [Asked(names[one.officer], *_in_words(one, services)) for one in found]


def _in_words(one: Question, services: dict[UUID, str]) -> tuple[str, str]:
    values = {"issued": one.issued, "served": one.served, "expected": one.expected}
    if one.kind == HOURS:
        hours = ", ".join(f"{hour:02}.00" for hour in one.at)
        return _("Pada jam %(hours)s, %(issued)s dari %(served)s kunjungan diundang menilai; menurut jam-jam lainnya "
                 "dan rekan pada layanan yang sama kira-kira %(expected)s.", hours=hours, **values), ""  # fmt: skip
    if one.kind == SERVICES:
        named = ", ".join(services.get(each, "") for each in one.at)
        return _("Pada layanan berikut, %(issued)s dari %(served)s kunjungan diundang menilai; menurut layanan lainnya "
                 "kira-kira %(expected)s:", **values), named  # fmt: skip
    return _("%(issued)s dari %(served)s kunjungan diundang menilai; menurut rekan pada layanan yang sama kira-kira "
             "%(expected)s.", **values), ""  # fmt: skip


def choices(session: TenantSession, points: Sequence[Point]) -> list[tuple[UUID, str]]:
    """The open ones of these points as options, by their offices."""
    offices = opd_names(session) if points else {}
    found = [(each.id, f"{offices[each.opd_id]}: {each.name} ({each.code})") for each in points if each.is_open]
    return sorted(found, key=lambda each: each[1])


def printed(session: TenantSession, points: Sequence[Point], now: datetime) -> list[Printed]:
    """The latest prints of slips for these points, each with its office: many a counter has the same name."""
    offices = opd_names(session) if points else {}
    names = {each.id: f"{each.name}, {offices[each.opd_id]}" for each in points}
    this_week = week_of(clock.local(now, session.tenant.timezone).date())
    return [
        Printed(row, names[row.point_id], row.cancelled_at is None and row.week >= oldest_alive(this_week))
        for row in queries.prints(session, list(names))
    ]
