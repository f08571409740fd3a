"""'Cek keaslian': whether a code on a poster is the pemda's own, and what a false one looks like. No cookie."""

from flask import Blueprint, Response, current_app, request, url_for

from webapp.feedback.ratings.styles import rating_style
from webapp.feedback.services.points import Point, Points
from webapp.platform import clock, pages, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.addresses import public_root
from webapp.platform.i18n import PARAMETER, language

blueprint = Blueprint("checking", __name__)
SHORTLY = "public, max-age=60"
LONGEST = 40


@blueprint.get("/cek/<code>")
@open_to(PUBLIC)
def show_code(code: str) -> Response:
    """The same look-up and the same cache for a code that is there and one that is not."""
    points: Points = current_app.extensions["points"]
    code = code.lower()[:LONGEST]
    point = points.find(tenancy.current(), code, clock.now())
    return _answer(point, code)


def _answer(point: Point | None, code: str) -> Response:
    tenant = tenancy.current()
    style = rating_style(tenant)
    wish = {PARAMETER: language()} if PARAMETER in request.args else {}
    response = pages.render_page(
        "feedback/services/check.html", status=200 if point else 404, point=point, code=code,
        root=public_root(tenant), contact=tenant.contact,
        rate_url=url_for("ratings.new_rating", code=code, **wish) if point else None, wish=wish,
        rating_style=pages.inline_style(style),
    )  # fmt: skip
    response.headers["Content-Security-Policy"] = pages.policy(style)
    response.headers["Cache-Control"] = SHORTLY
    return response
