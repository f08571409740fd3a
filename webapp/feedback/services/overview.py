"""What the organisation bureau's pages show of services and points, as plain values."""

from datetime import date, datetime
from uuid import UUID

from webapp.feedback.services import hours, queries, standards
from webapp.feedback.services.components import COMPONENTS, missing
from webapp.feedback.services.models import Service, ServicePoint, ServiceStandard, closed_note_of
from webapp.feedback.services.trail import history_of
from webapp.feedback.services.words import DAYS, KINDS, state_card, week_lines, written_parts
from webapp.people.published import opd_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date


def all_services(session: TenantSession, today: date, search: str, opd_id: UUID | None) -> dict:
    """The rows of the list, narrowed, and how many there are in all."""
    names, counts = opd_names(session), queries.points_per_service(session)
    written, published = queries.standards_in_short(session)
    every = queries.every_service(session)
    rows = [
        {
            "id": row.id, "name": row.name, "opd_name": names.get(row.opd_id, ""), "points": counts.get(row.id, 0),
            "status": _status(row, today), "standard": _standard_word(written.get(row.id), published.get(row.id)),
        }
        for row in every
        if (opd_id is None or row.opd_id == opd_id) and search.lower() in row.name.lower()
    ]  # fmt: skip
    return {"rows": rows, "total": len(every), "components": len(COMPONENTS)}


def _status(row: Service | ServicePoint, today: date) -> dict:
    if row.closed_on is None:
        return {"word": _("Buka"), "tone": "good"}
    if row.closed_on <= today:
        return {"word": _("Tutup"), "tone": "wait"}
    return {"word": _("Akan tutup %(date)s", date=long_date(row.closed_on)), "tone": "wait"}


def _standard_word(draft: dict | None, version: int | None) -> dict:
    """The state of the standard in a word; `gaps`: how many components nobody has written yet."""
    gaps = len(missing(draft)) if draft is not None else 0 if version else len(COMPONENTS)
    if version:
        word = _("Terbit, versi %(number)s", number=version)
        return {"word": word, "tone": "good", "gaps": gaps if draft is not None else 0, "draft": draft is not None}
    if draft is not None:
        return {"word": _("Draf"), "tone": "wait", "gaps": gaps, "draft": True}
    return {"word": _("Belum ada"), "tone": "neutral", "gaps": gaps, "draft": False}


def one_service(session: TenantSession, service: Service, today: date) -> dict:
    """A service with its points, its standard and its history."""
    names, points = opd_names(session), queries.points_of(session, service.id)
    versions, draft = standards.versions_of(session, service.id), standards.draft_of(session, service.id)
    latest = versions[0].version if versions else None
    alternative = queries.service_by_id(session, service.alternative_id) if service.alternative_id else None
    return {
        "service": service,
        "opd_name": names.get(service.opd_id, ""),
        "condition": _status(service, today),
        "alternative": alternative,
        "points": [_point_row(point, names, today) for point in points],
        "standard": _standard_word(draft.parts if draft else None, latest),
        "in_force": _version(standards.standard_on(versions, today)),
        "versions": [_version(each) for each in versions],
        "gaps": missing(draft.parts) if draft else [] if versions else COMPONENTS,
        "steps": history_of(session, service.id, _, _day_in(session)),
    }


def one_point(session: TenantSession, point: ServicePoint, today: date) -> dict:
    """A service point with its service, hours, state and history."""
    zone = session.tenant.timezone
    moment = clock.local(clock.now(), zone)
    week = hours.hours_of(session, [point.id]).get(point.id, [])
    state = hours.states_at(session, [point.id], moment)[point.id]
    others = queries.points_by_id(session, {point.alternative_id} - {None})
    return {
        "point": point,
        "kind_word": _(KINDS[point.kind]),
        "opd_name": opd_name(session, point.opd_id),
        "service": queries.service_by_id(session, point.service_id),
        "condition": _status(point, today),
        "alternative": others.get(point.alternative_id),
        "week": week_lines(week) if week else [],
        "on_holidays": any(each.on_holidays for each in week),
        "state": state_card(state, zone, today),
        "steps": history_of(session, point.id, _, _day_in(session)),
    }


def publication(session: TenantSession, service: Service) -> dict:
    """The draft as it would be published, and what is still missing."""
    draft, versions = standards.draft_of(session, service.id), standards.versions_of(session, service.id)
    parts = draft.parts if draft else {}
    return {
        "gaps": missing(parts),
        "parts": written_parts(parts),
        "has_draft": draft is not None,
        "number": versions[0].version + 1 if versions else 1,
        "before": _version(versions[0]) if versions else None,
    }


def closing_values(row: Service | ServicePoint, today: date) -> dict[str, str]:
    """What the form for a closing begins with."""
    return {"tanggal": (row.closed_on or today).isoformat(), "alasan": row.closed_note or "",
            "pengganti": str(row.alternative_id or "")}  # fmt: skip


def alternatives_to(session: TenantSession, point: ServicePoint, today: date) -> list[tuple[UUID, str]]:
    """The open points that may stand in: of the same service first, then of the same OPD."""
    known = {row.id: row for row in queries.points_of_opd(session, point.opd_id)}
    rows = {row.id: row for row in queries.points_of(session, point.service_id)} | known
    names = opd_names(session)
    open_rows = [row for row in rows.values() if row.id != point.id and closed_note_of(row, today) is None]
    ordered = sorted(open_rows, key=lambda row: (row.service_id != point.service_id, row.name))
    return [(row.id, f"{row.name}, {names.get(row.opd_id, '')}") for row in ordered]


def opd_name(session: TenantSession, opd_id: UUID) -> str:
    """The name of one OPD."""
    return opd_names(session).get(opd_id, "")


def day_names() -> list[tuple[int, str]]:
    """Monday to Sunday."""
    return [(day, _(word)) for day, word in DAYS.items()]


def _point_row(point: ServicePoint, names: dict[UUID, str], today: date) -> dict:
    return {"id": point.id, "name": point.name, "code": point.code, "kind_word": _(KINDS[point.kind]),
            "opd_name": names.get(point.opd_id, ""), "address": point.address,
            "status": _status(point, today)}  # fmt: skip


def _version(standard: ServiceStandard | None) -> dict | None:
    if standard is None:
        return None
    return {"number": standard.version, "valid_from": standard.valid_from, "published_on": standard.published_on}


def _day_in(session: TenantSession):
    def day_of(moment: datetime) -> str:
        return long_date(clock.local(moment, session.tenant.timezone))

    return day_of
