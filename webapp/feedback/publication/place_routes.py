"""A service and a service point as staff see them: how many ratings they received, and the score of their office.

A service has a score for each quarter where it may be told (`split`). A point has none: it would be the score of
whoever serves there.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import Response, abort

from webapp.feedback import published
from webapp.feedback.publication import queries
from webapp.feedback.publication.here import blueprint, today, tree, visible_opds
from webapp.feedback.publication.reach import Tree
from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.publication.service_lines import compared, of_service
from webapp.feedback.publication.windows import window
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.queries import point_by_code, points_of, service_by_id, service_by_slug
from webapp.feedback.visits.response import of_point
from webapp.platform.access import STAFF, open_to
from webapp.platform.i18n import short_date
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/hasil/layanan/<slug>")
@open_to(STAFF)
def show_service(slug: str) -> Response:
    service = service_by_slug(db(), slug) or abort(404)
    offices = tree()
    visible = visible_opds(offices)
    points = [point for point in points_of(db(), service.id) if visible is None or point.opd_id in visible]
    if not points:
        abort(404)
    lines = of_service(db(), service, {point.opd_id: offices.places[point.opd_id] for point in points}, today())
    return render_page(
        "feedback/publication/service.html",
        service=service,
        lines=lines,
        common=compared(lines),
        points=_lines(points, offices),
        **_received([point.id for point in points]),
        results=published.staff_results(db(), {point.opd_id for point in points}),
    )


@blueprint.get("/hasil/titik/<code>")
@open_to(STAFF)
def show_point(code: str) -> Response:
    point = point_by_code(db(), code) or abort(404)
    offices = tree()
    visible = visible_opds(offices)
    if visible is not None and point.opd_id not in visible:
        abort(404)
    return render_page(
        "feedback/publication/point.html",
        point=point,
        office=offices.places[point.opd_id],
        service=service_by_id(db(), point.service_id),
        **_received([point.id]),
        response=of_point(db(), point.id, *_days()),
        results=published.staff_results(db(), {point.opd_id}),
    )


def _received(point_ids: Sequence[UUID]) -> dict:
    """All that was received, and by week; fewer than five are not told."""
    since, until = _days()
    rows = queries.weeks_of_points(db(), point_ids, since, until)
    weeks = [{"week": short_date(monday), "n": _shown(n)} for monday, n in rows]
    return {"received": _shown(sum(n for _monday, n in rows)), "weeks": weeks, "since": since, "until": until}


def _lines(points: Sequence[ServicePoint], offices: Tree) -> list[dict]:
    received = queries.received_by_point(db(), [point.id for point in points], *_days())
    return [
        {
            "name": point.name,
            "code": point.code,
            "opd_name": offices.places[point.opd_id].name,
            "n": _shown(received.get(point.id, 0)),
        }
        for point in sorted(points, key=lambda point: (offices.places[point.opd_id].name, point.name))
    ]


def _days() -> tuple[date, date]:
    """The window up to yesterday: told by the second, a counter's number says whether this visitor has rated."""
    since, until = window(today())
    return since, until - timedelta(days=1)


def _shown(n: int) -> int | None:
    return n if n >= SMALLEST_CELL else None
