"""Starting and showing an SKP."""

from flask import Response, abort, redirect, request, url_for

from webapp.performance.here import blueprint, me, today
from webapp.performance.plans import domain
from webapp.performance.plans.attempts import found_skp
from webapp.performance.plans.forms import StartFields
from webapp.performance.plans.page import skp_page
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.request import db


@blueprint.post("/kinerja/skp")
@open_to(STAFF)
def create_skp() -> Response:
    form = Form(StartFields, request.form)
    if not form.ok:
        abort(422)
    skp = domain.start(db(), owner=me(), year=form.fields.tahun, this_year=today().year)
    is_new, skp_id = skp.version == 1, skp.id
    db().commit()
    to_skp = redirect(url_for(".show_skp", skp_id=skp_id, _anchor=ANCHOR if is_new else None), 303)
    return leave(to_skp, "skp-dibuat") if is_new else to_skp


@blueprint.get("/kinerja/skp/<uuid:skp_id>")
@open_to(STAFF)
def show_skp(skp_id) -> Response:
    return skp_page(found_skp(skp_id), add=request.args.get("tambah", ""), change=request.args.get("ubah", ""))
