"""What the pages of one office's result show."""

from uuid import UUID

from flask import url_for

from webapp.feedback import published
from webapp.feedback.publication import queries
from webapp.feedback.publication.cards import distribution, held_list, public_card
from webapp.feedback.publication.models import UnitScore
from webapp.people.published import OpdPlace, opd_places
from webapp.platform.db import TenantSession

PUBLIC_PAGE = "publication.show_unit"


def office_at(session: TenantSession, slug: str) -> OpdPlace | None:
    """The OPD at this address, or None."""
    return next((place for place in opd_places(session).values() if place.slug == slug), None)


def public_page(session: TenantSession, slug: str) -> dict | None:
    """An office's result with the office above it and the parts below it; None before its first batch."""
    places = opd_places(session)
    office = next((place for place in places.values() if place.slug == slug), None)
    if office is None:
        return None
    parts = {place.id for place in places.values() if place.parent_id == office.id}
    family = parts | {office.id} | ({office.parent_id} if office.parent_id else set())
    rows = {row.opd_id: row for row in queries.unit_scores_of(session, family)}
    if office.id not in rows:
        return None
    below = published.results_of(session, PUBLIC_PAGE, [row for row in rows.values() if row.opd_id in parts])
    for card in below["rows"]:
        card["part_of"] = ""  # the whole page says so
    return unit(rows[office.id], office.name) | {"above": _link(places.get(office.parent_id), rows), "parts": below}


def unit(row: UnitScore, opd_name: str) -> dict:
    """One released score with its answers and what does not count in full."""
    return {
        "result": public_card(row, opd_name, ""),
        "answers": distribution(row),
        "held": held_list(row),
        "row": row,
    }


def _link(place: OpdPlace | None, rows: dict[UUID, UnitScore]) -> dict | None:
    if place is None or place.id not in rows:
        return None
    return {"name": place.name, "url": url_for(PUBLIC_PAGE, slug=place.slug)}
