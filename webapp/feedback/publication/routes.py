"""Results: the public list, an OPD's public result, and the staff's view of it."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, abort
from flask_login import current_user

from webapp.feedback import published
from webapp.feedback.publication import page, queries
from webapp.feedback.publication.cards import weekly
from webapp.feedback.publication.limits import in_force
from webapp.feedback.publication.windows import window
from webapp.people.published import opd_and_below
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, STAFF, open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("publication", __name__)
SEES_ALL = frozenset({"organisasi", "kepala", "inspektorat", "bkpsdm"})
FOR_A_MOMENT = "public, max-age=30"


@blueprint.get("/transparansi")
@open_to(PUBLIC)
def show_all() -> Response:
    results = published.public_results(db())
    response = render_page("feedback/publication/all.html", results=results, limits=in_force(db()))
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/transparansi/<slug>")
@open_to(PUBLIC)
def show_unit(slug: str) -> Response:
    found = page.public_page(db(), slug) or abort(404)
    response = render_page("feedback/publication/unit.html", **found)
    response.headers["Cache-Control"] = FOR_A_MOMENT
    return response


@blueprint.get("/hasil")
@open_to(STAFF)
def list_results() -> Response:
    visible = _visible_opds()
    return render_page(
        "feedback/publication/list.html",
        results=published.staff_results(db(), visible),
        sees_all=visible is None,
    )


@blueprint.get("/hasil/<slug>")
@open_to(STAFF)
def show_result(slug: str) -> Response:
    office = page.office_at(db(), slug) or abort(404)
    visible = _visible_opds()
    if visible is not None and office.id not in visible:
        abort(404)
    today = clock.today(tenancy.current().timezone)
    since, until = window(today)
    below = opd_and_below(db(), office.id)
    row = queries.unit_score(db(), office.id)
    return render_page(
        "feedback/publication/result.html",
        block="received",
        sees_all=visible is None,
        opd_name=office.name,
        received=queries.received(db(), below, since, until),
        received_week=queries.received(db(), below, until - timedelta(days=6), until),
        weeks=weekly(queries.weeks(db(), below, since, until)),
        **(page.unit(row, office.name) if row else {"result": None}),
    )


def _visible_opds() -> set[UUID] | None:
    """The OPD whose results this person may see: her own with everything under it, or all (None)."""
    card = current_user.card
    if card.roles & SEES_ALL:
        return None
    return set(opd_and_below(db(), card.opd_id)) if card.opd_id else set()
