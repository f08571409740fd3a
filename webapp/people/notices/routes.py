"""The bell: what changed for whoever is signed in. Opening a notice is a form, for it marks it as read."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.people.notices import domain, queries
from webapp.people.notices.page import address_of, shown
from webapp.people.routes import me
from webapp.platform import clock
from webapp.platform.access import STAFF, open_to
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("notices", __name__)


@blueprint.get("/kabar")
@open_to(STAFF)
def show() -> Response:
    before = request.args.get("sebelum", type=UUID)
    found = queries.newest(db(), me().id, before=before)
    page, more = found[: queries.PAGE], len(found) > queries.PAGE
    return render_page(
        "people/notices/show.html",
        "notices",
        notices=shown(page),
        older_url=url_for(".show", sebelum=page[-1].id) if more else None,
        is_first=before is None,
    )


@blueprint.get("/kabar/lonceng")
@open_to(STAFF)
def show_bell() -> Response:
    return render_page("people/notices/bell.html", unread=me().unread)


@blueprint.post("/kabar/<uuid:notice_id>")
@open_to(STAFF)
def create_reading(notice_id: UUID) -> Response:
    notice = queries.notice_of(db(), me().id, notice_id) or abort(404)
    domain.read(notice, clock.now())
    db().commit()
    return redirect(address_of(notice), 303)


@blueprint.post("/kabar")
@open_to(STAFF)
def create_readings() -> Response:
    domain.read_all(db(), me().id, clock.now())
    db().commit()
    return redirect(url_for(".show"), 303)
