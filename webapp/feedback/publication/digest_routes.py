"""Wishing for a monthly digest, ending the wish, and reading one."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import Response, abort, redirect, url_for

from webapp.feedback.publication import digests
from webapp.feedback.publication.here import blueprint, me, office_or_404, tree, visible_opds
from webapp.feedback.publication.models import Digest
from webapp.feedback.ratings.rules import REASONS
from webapp.feedback.visits.response import ResponseRate
from webapp.people.published import OpdPlace
from webapp.platform import clock
from webapp.platform.access import STAFF, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.post("/hasil/<slug>/langganan")
@open_to(STAFF)
def create_subscription(slug: str) -> Response:
    office = office_or_404(tree(), slug)
    digests.subscribe(db(), me().id, office.id, clock.now())
    db().commit()
    return leave(redirect(url_for(".show_result", slug=slug, _anchor=ANCHOR), 303), "ringkasan-mulai")


@blueprint.post("/hasil/<slug>/langganan/akhiri")
@open_to(STAFF)
def end_subscription(slug: str) -> Response:
    office = office_or_404(tree(), slug)
    digests.unsubscribe(db(), me().id, office.id, clock.now())
    db().commit()
    return leave(redirect(url_for(".show_result", slug=slug, _anchor=ANCHOR), 303), "ringkasan-akhir")


@blueprint.get("/hasil/ringkasan/<uuid:digest_id>")
@open_to(STAFF)
def show_digest(digest_id: UUID) -> Response:
    row, office = _found(digest_id)
    return render_page("feedback/publication/digest.html", office=office, **_shown(row))


@blueprint.post("/hasil/ringkasan/<uuid:digest_id>/dibaca")
@open_to(STAFF)
def create_reading(digest_id: UUID) -> Response:
    row, _office = _found(digest_id)
    digests.note_read(db(), row, clock.now())
    db().commit()
    return leave(redirect(url_for(".list_results", _anchor=ANCHOR), 303), "ringkasan-dibaca")


def _found(digest_id: UUID) -> tuple[Digest, OpdPlace]:
    """This person's digest with its office, if she may still see its results."""
    row = digests.digest_of(db(), digest_id, me().id) or abort(404)
    offices = tree()
    visible = visible_opds(offices)
    if visible is not None and row.opd_id not in visible:
        abort(404)
    return row, offices.places[row.opd_id]


def _shown(row: Digest) -> dict:
    told = row.content
    return {
        "digest": row,
        "received": told["received"],
        "now": _numbers(told["now"]),
        "before": _numbers(told["before"]),
        "good": [(_(REASONS[unsur]), n) for unsur, n in told["good"]],
        "bad": [(_(REASONS[unsur]), n) for unsur, n in told["bad"]],
    }


def _numbers(told: dict | None) -> dict | None:
    """Numbers and days as they were before they were written down."""
    if told is None:
        return None
    values = {name: Decimal(told[name]) if told[name] else None for name in ("score", "low", "high")}
    days = {name: date.fromisoformat(told[name]) for name in ("since", "until")}
    return told | values | days | {"response": _response(told)}


def _response(told: dict) -> str | None:
    """How many of the invited had rated, in words; None of a digest that was written before this was kept."""
    return ResponseRate(told["invited"], told["responded"]).text if "invited" in told else None
