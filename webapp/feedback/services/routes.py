"""A service as citizens see it."""

from datetime import date

from flask import Blueprint, Response, abort, url_for

from webapp.feedback import published
from webapp.feedback.services import queries
from webapp.feedback.services.models import closed_note_of
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("services", __name__)
KINDS = {"counter": "Loket", "kiosk": "Mesin penilaian", "online": "Layanan daring"}
FOR_A_MOMENT = "public, max-age=30"


@blueprint.get("/layanan/<slug>")
@open_to(PUBLIC)
def show(slug: str) -> Response:
    service = queries.service_by_slug(db(), slug) or abort(404)
    today = clock.today(tenancy.current().timezone)
    closed = closed_note_of(service, today)
    points = queries.points_of(db(), service.id)
    opd_names = published.opd_names(db())
    alternative = queries.service_by_id(db(), service.alternative_id) if service.alternative_id else None
    card = {
        "name": service.name,
        "description": service.description,
        "requirements": service.requirements,
        "opd_name": opd_names.get(service.opd_id, ""),
        "is_open": closed is None,
        "closed_note": closed,
        "alternative": alternative
        and {"name": alternative.name, "url": url_for(".show", slug=alternative.slug)},
    }
    response = render_page(
        "feedback/services/show.html",
        service=card,
        points=[_point_card(point, today) for point in points],
        result=published.public_card_of_unit(db(), service.opd_id),
    )
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


def _point_card(point, today: date) -> dict:
    return {
        "name": point.name,
        "kind_word": _(KINDS[point.kind]),
        "code": point.code,
        "url": url_for("ratings.new_rating", code=point.code),
        "is_open": closed_note_of(point, today) is None,
    }
