"""A service as citizens see it."""

from datetime import date

from flask import Blueprint, Response, abort, url_for

from webapp.feedback import published
from webapp.feedback.services import hours, queries, standards
from webapp.feedback.services.models import Service, ServicePoint, ServiceStandard, closed_note_of
from webapp.feedback.services.words import KINDS, state_card, written_parts
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("services", __name__)
FOR_A_MOMENT = "public, max-age=30"


@blueprint.get("/layanan/<slug>")
@open_to(PUBLIC)
def show(slug: str) -> Response:
    service = queries.service_by_slug(db(), slug) or abort(404)
    today = clock.today(tenancy.current().timezone)
    places = published.opd_places(db())
    opd_names = {place.id: place.name for place in places.values()}
    versions = standards.versions_of(db(), service.id)
    response = render_page(
        "feedback/services/show.html",
        service=_service_card(service, opd_names, today),
        points=_point_cards(service, opd_names, today),
        result=published.public_card_of_unit(db(), service.opd_id, places),
        standard=_standard_card(versions, today),
        has_versions=len(versions) > 1,
    )
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/layanan/<slug>/versi")
@open_to(PUBLIC)
def show_versions(slug: str) -> Response:
    service = queries.service_by_slug(db(), slug) or abort(404)
    versions = standards.versions_of(db(), service.id) or abort(404)
    today = clock.today(tenancy.current().timezone)
    in_force = standards.standard_on(versions, today)
    cards = [
        {"number": each.version, "valid_from": each.valid_from, "published_on": each.published_on,
         "parts": written_parts(each.parts), "is_in_force": each is in_force, "is_next": each.valid_from > today}
        for each in versions
    ]  # fmt: skip
    response = render_page("feedback/services/versions.html", service=service, versions=cards)
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


def _standard_card(versions: list[ServiceStandard], today: date) -> dict | None:
    """The standard in force today as citizens read it."""
    standard = standards.standard_on(versions, today)
    if standard is None:
        return None
    return {"valid_from": standard.valid_from, "number": standard.version, "parts": written_parts(standard.parts)}


def _service_card(service: Service, opd_names: dict, today: date) -> dict:
    closed = closed_note_of(service, today)
    alternative = queries.service_by_id(db(), service.alternative_id) if service.alternative_id else None
    return {
        "name": service.name,
        "slug": service.slug,
        "description": service.description,
        "requirements": service.requirements,
        "opd_name": opd_names.get(service.opd_id, ""),
        "is_open": closed is None,
        "closed_note": closed,
        "alternative": alternative
        and {"name": alternative.name, "url": url_for(".show", slug=alternative.slug)},
    }


def _point_cards(service: Service, opd_names: dict, today: date) -> list[dict]:
    """The service's own office first, then the others by name: counters of the same name stand apart."""
    points = queries.points_of(db(), service.id)
    zone = tenancy.current().timezone
    states = hours.states_at(db(), [point.id for point in points], clock.local(clock.now(), zone))
    moved = {p.alternative_id for p in points if p.alternative_id and closed_note_of(p, today)}
    known = {point.id: point for point in points} | queries.points_by_id(db(), moved - {p.id for p in points})
    cards = [_point_card(point, opd_names, today) for point in points]
    for point, card in zip(points, cards, strict=True):
        other = known.get(point.alternative_id) if not card["is_open"] else None
        is_open = other is not None and closed_note_of(other, today) is None
        card["state"] = state_card(states[point.id], zone, today) if card["is_open"] else None
        card["alternative"] = _point_card(other, opd_names, today) if is_open else None
    own = opd_names.get(service.opd_id, "")
    return sorted(cards, key=lambda card: (card["opd_name"] != own, card["opd_name"], card["name"]))


def _point_card(point: ServicePoint, opd_names: dict, today: date) -> dict:
    closed = closed_note_of(point, today)
    return {
        "name": point.name,
        "kind_word": _(KINDS[point.kind]),
        "opd_name": opd_names.get(point.opd_id, ""),
        "address": point.address,
        "code": point.code,
        "url": url_for("ratings.new_rating", code=point.code),
        "is_open": closed is None,
        "closed_note": closed,
    }
