"""What stands out in a whole pemda, for those who lead or watch over it: offices, never people."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask import url_for

from webapp.feedback.publication import queries
from webapp.feedback.publication.cards import period_text, shown
from webapp.feedback.publication.models import UnitScore
from webapp.feedback.publication.offices import WHOLE, part_of
from webapp.feedback.publication.series import families_of
from webapp.feedback.publication.standouts import Range, surely_below, turn
from webapp.feedback.visits.response import ResponseRate, responses_of
from webapp.people.published import OpdPlace, opd_places
from webapp.platform.db import TenantSession

MONTH, STALE = timedelta(weeks=4), timedelta(weeks=6)
WEEKS = sa.text("""
select opd_id, since, score, low, high, n from period_score
where tenant_id = :tenant and kind = 'pekan' and since >= :since and n >= :least and score is not null
order by opd_id, since
""")
SILENT = sa.text("""
select s.slug, s.name from service s
where s.tenant_id = :tenant and (s.closed_on is null or s.closed_on > :today)
  and exists (select from service_point p where p.tenant_id = :tenant and p.service_id = s.id
              and (p.closed_on is null or p.closed_on > :today))
  and not exists (select from service_standing t where t.tenant_id = :tenant and t.service_id = s.id and t.n > 0)
  and not exists (select from sample_row x where x.tenant_id = :tenant and x.id = s.id)
order by s.name
""")


@dataclass(frozen=True)
class OfficeLine:
    """An office that stands out: its score with interval now, and (of a change) a month earlier or (else) with how many
    of the invited have rated."""

    name: str
    part_of: str
    url: str
    now: Range
    n: int
    before: Range | None = None
    response: ResponseRate | None = None


@dataclass(frozen=True)
class Overview:
    """What stands out, offices by name. `whole`: the pemda's own line, None before it has a score.

    `silent`: services whose first ratings are not let out yet, as (name, address).
    """

    whole: OfficeLine | None
    period_text: str
    below: list[OfficeLine]
    better: list[OfficeLine]
    worse: list[OfficeLine]
    has_course: bool
    silent: list[tuple[str, str]]


def overview(session: TenantSession, today: date, least: int) -> Overview:
    """What stands out in this pemda today, in five statements; `least`: the answers a score needs to be shown here."""
    places = opd_places(session)
    families = families_of(places)
    rows = {row.opd_id: shown(row, least) for row in queries.unit_scores(session) if row.opd_id in places}
    known = {opd_id: _range(row) for opd_id, row in rows.items() if row.score is not None}
    root = next((place.id for place in places.values() if place.kind == WHOLE and place.id in known), None)
    below = surely_below({key: own for key, own in known.items() if key != root}, known[root]) if root else set()
    changes = _changes(session, places, today, least)
    return Overview(
        whole=_rated(session, places, families, rows[root]) if root else None,
        period_text=period_text(rows[root].since, rows[root].until) if root else "",
        below=_by_name(_rated(session, places, families, rows[key]) for key in below),
        better=_by_name(line for line in changes if turn(line.before, line.now) > 0),
        worse=_by_name(line for line in changes if turn(line.before, line.now) < 0),
        has_course=bool(changes),
        silent=_silent(session, today),
    )


def _changes(session: TenantSession, places: dict[UUID, OpdPlace], today: date, least: int) -> list[OfficeLine]:
    """Each office's last week that is told of, beside the one four weeks earlier; not where either is missing."""
    weeks: dict[UUID, dict[date, tuple[Range, int]]] = {}
    asked = {"tenant": session.tenant.id, "since": today - MONTH - STALE, "least": least}
    for opd_id, since, score, low, high, n in session.connection().execute(WEEKS, asked):
        weeks.setdefault(opd_id, {})[since] = Range(score, low, high), n
    lines = []
    for opd_id in weeks.keys() & places.keys():
        told = weeks[opd_id]
        last = max(told)
        if last - MONTH in told:
            (now, n), (before, _n) = told[last], told[last - MONTH]
            lines.append(_line(places, opd_id, now, n, before))
    return lines


def _silent(session: TenantSession, today: date) -> list[tuple[str, str]]:
    rows = session.connection().execute(SILENT, {"tenant": session.tenant.id, "today": today})
    return [(name, url_for("publication.show_service", slug=slug)) for slug, name in rows]


def _line(places: dict[UUID, OpdPlace], opd_id: UUID, now: Range, n: int, before: Range | None = None) -> OfficeLine:
    place = places[opd_id]
    return OfficeLine(
        place.name, part_of(places, place), url_for("publication.show_result", slug=place.slug), now, n, before
    )


def _rated(session: TenantSession, places: dict[UUID, OpdPlace], families: dict, row: UnitScore) -> OfficeLine:
    response = responses_of(session).rate(families[row.opd_id], row.since, row.until, row.until)
    return replace(_line(places, row.opd_id, _range(row), row.n), response=response)


def _by_name(lines) -> list[OfficeLine]:
    return sorted(lines, key=lambda line: line.name)


def _range(row) -> Range:
    return Range(row.score, row.low, row.high)
