"""The pemda's colours as a style sheet, and our own static files."""

import mimetypes

from flask import Blueprint, Response, abort, make_response

from webapp.platform import pages, tenancy
from webapp.platform.access import PUBLIC, anywhere, open_to, stays_open
from webapp.tenants.published import theme_rules

blueprint = Blueprint("tenants", __name__)
FOR_A_YEAR = "public, max-age=31536000, immutable"


@blueprint.get("/tema.css")
@open_to(PUBLIC)
@stays_open
def theme() -> Response:
    response = make_response(theme_rules(tenancy.current()))
    response.mimetype = "text/css"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/static/<fingerprint>/<path:name>")
@open_to(PUBLIC)
@anywhere
@stays_open
def asset(fingerprint: str, name: str) -> Response:
    content = pages.asset_bytes(name)
    if content is None or pages.static(name) != f"/static/{fingerprint}/{name}":
        abort(404)
    response = make_response(content)
    response.mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response
