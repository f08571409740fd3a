"""The inspector's room: what was drawn each month, by which seed, and what was found."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.feedback.review import audit_page, drawing, seen, words
from webapp.feedback.review.forms import FindingFields
from webapp.feedback.review.here import line_of, me
from webapp.feedback.review.models import AuditItem
from webapp.people.published import opd_places
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.paging import asked_page
from webapp.platform.request import db

blueprint = Blueprint("sampling", __name__)
INSPECTOR = "inspektorat"


@blueprint.get("/kelola/uji-petik")
@open_to(INSPECTOR)
def list_draws() -> Response:
    asked = asked_page()
    found = audit_page.draws(db(), asked.most, asked.offset)
    return render_page("feedback/review/draws.html", lines=asked.shown(found), page=asked.pager(found))


@blueprint.get("/kelola/uji-petik/<uuid:draw_id>")
@open_to(INSPECTOR)
def show_draw(draw_id: UUID) -> Response:
    row = audit_page.draw_by_id(db(), draw_id) or abort(404)
    asked, (seen, left_out) = asked_page(), audit_page.drawn(db(), draw_id, _own())
    found = seen[asked.offset : asked.offset + asked.most]
    again = drawing.is_same(db(), row) if request.args.get("hitung") == "ulang" else None
    return render_page(
        "feedback/review/draw.html", row=row, items=audit_page.lines(db(), asked.shown(found)), left_out=left_out,
        again=again, page=asked.pager(found),
    )  # fmt: skip


@blueprint.get("/kelola/uji-petik/temuan/<uuid:item_id>")
@open_to(INSPECTOR)
def show_item(item_id: UUID) -> Response:
    return _item(item_id, Form(FindingFields))


@blueprint.post("/kelola/uji-petik/temuan/<uuid:item_id>")
@open_to(INSPECTOR)
def create_finding(item_id: UUID) -> Response:
    item, _line = _found(item_id)
    form = Form(FindingFields, request.form)
    if not form.ok:
        return _item(item_id, form, 422)
    try:
        drawing.find(db(), item, form.fields.temuan, form.fields.catatan, by=me().id, at=clock.now())
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return _item(item_id, form, 409)
    db().commit()
    return leave(redirect(url_for(".show_draw", draw_id=item.draw_id, _anchor=ANCHOR), 303), "temuan-dicatat")


def _own() -> set:
    return line_of(opd_places(db()))


def _found(item_id: UUID) -> tuple[AuditItem, dict]:
    item = audit_page.item_by_id(db(), item_id) or abort(404)
    seen, _left_out = audit_page.drawn(db(), item.draw_id, _own())
    return item, audit_page.lines(db(), [item])[0] if item_id in {each.id for each in seen} else abort(404)


def _item(item_id: UUID, form: Form, status: int = 200) -> Response:
    item, line = _found(item_id)
    choices = [(value, _(word)) for value, word in words.FINDINGS.items()]
    return render_page(
        "feedback/review/item.html", status=status, item=item, line=line, form=form, choices=choices,
        seen=seen.seen(db(), item_id),
    )  # fmt: skip
