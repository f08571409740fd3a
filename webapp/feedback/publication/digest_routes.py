"""Wishing for a monthly digest, ending the wish, and reading one."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import Response, abort, redirect, url_for

from webapp.feedback.publication import digests
from webapp.feedback.publication.here import blueprint, me, office_or_404, tree, visible_opds
from webapp.feedback.publication.models import Digest
from webapp.feedback.ratings.rules import REASONS
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
    row = digests.digest_of(db(), digest_id, me().id) or abort(404)
    offices = tree()
    visible = visible_opds(offices)
    if visible is not None and row.opd_id not in visible:
        abort(404)
    if row.read_at is None:
        row.read_at = clock.now()
        db().add(row)
        db().commit()
    return render_page("feedback/publication/digest.html", office=offices.places[row.opd_id], **_shown(row))


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
    return told | values | days
