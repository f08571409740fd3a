"""The OPD tree and its jabatan, as the bureaus keep them; and the chart everybody may see."""

from uuid import uuid4

from flask import Response, abort, request

from webapp.people.directory import forms, labels, moves, tree, unit_questions, units
from webapp.people.directory.attempts import attempt, was_made
from webapp.people.directory.form_page import ask, done
from webapp.people.directory.here import chart, me, today
from webapp.people.directory.here import units as blueprint
from webapp.people.directory.refusals import lock_organisation
from webapp.people.directory.unit_queries import jabatan_of
from webapp.people.models import Opd
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form, version_of
from webapp.platform.pages import render_page
from webapp.platform.request import db

KEEPERS = ("bkpsdm", "organisasi")


@chart.get("/bagan")
@open_to(STAFF)
def show() -> Response:
    return render_page("people/directory/chart.html", roots=tree.opd_tree(db(), today()), labels=labels, today=today())


@blueprint.get("/kelola/opd")
@open_to(*KEEPERS)
def list_units() -> Response:
    roots = tree.opd_tree(db(), today(), with_closed=True)
    return render_page("people/directory/units.html", roots=roots, labels=labels)


@blueprint.get("/kelola/opd/<uuid:opd_id>")
@open_to(*KEEPERS)
def show_unit(opd_id) -> Response:
    opd, day = found_opd(opd_id), today()
    posts = jabatan_of(db(), opd_id)
    held: dict = {}
    for jabatan_id, row, name in moves.holders(db(), [each.id for each in posts], day):
        held.setdefault(jabatan_id, []).append((row, name))
    roots = tree.opd_tree(db(), day)
    node = next((node for _level, node in tree.flat(roots) if node.id == opd_id), None)
    return render_page(
        "people/directory/unit.html",
        opd=opd,
        node=node,
        parent=db().get(Opd, (db().tenant.id, opd.parent_id)) if opd.parent_id else None,
        posts=posts,
        held=held,
        labels=labels,
        today=day,
    )


@blueprint.get("/kelola/opd/baru")
@open_to(*KEEPERS)
def new_unit() -> Response:
    return ask(
        unit_questions.new_opd(_choices()), Form(forms.NewOpdFields), kunci=uuid4(), induk=request.args.get("induk")
    )


@blueprint.post("/kelola/opd/baru")
@open_to(*KEEPERS)
def create_unit() -> Response:
    form = Form(forms.NewOpdFields, request.form)

    def add() -> None:
        sent = form.fields
        units.add_opd(db(), sent.kunci, name=sent.nama_opd, short_name=sent.singkatan, kind=sent.jenis,
                      parent_id=sent.induk, by=me().id)  # fmt: skip

    if attempt(form, add) or was_made(form, Opd):
        return done("opd-ditambah", ".show_unit", opd_id=form.fields.kunci)
    return ask(unit_questions.new_opd(_choices()), form, kunci=uuid4())


@blueprint.get("/kelola/opd/<uuid:opd_id>/nama")
@open_to(*KEEPERS)
def edit_unit(opd_id) -> Response:
    opd = found_opd(opd_id)
    return ask(
        unit_questions.opd(opd), Form(forms.OpdFields), nama_opd=opd.name, singkatan=opd.short_name, jenis=opd.kind,
        versi=version_of(opd.name, opd.short_name, opd.kind),
    )


@blueprint.post("/kelola/opd/<uuid:opd_id>/nama")
@open_to(*KEEPERS)
def update_unit(opd_id) -> Response:
    opd, form = found_opd(opd_id), Form(forms.OpdFields, request.form)

    def change() -> None:
        sent = form.fields
        lock_organisation(db())
        db().refresh(opd)
        form.check_unchanged(opd.name, opd.short_name, opd.kind)
        units.change_opd(db(), opd_id, name=sent.nama_opd, short_name=sent.singkatan, kind=sent.jenis, by=me().id)

    if attempt(form, change):
        return done("opd-disimpan", ".show_unit", opd_id=opd_id)
    return ask(unit_questions.opd(opd), form)


@blueprint.get("/kelola/opd/<uuid:opd_id>/induk")
@open_to(*KEEPERS)
def edit_parent(opd_id) -> Response:
    opd = found_opd(opd_id)
    return ask(unit_questions.parent(opd, _choices()), Form(forms.ParentFields), induk=opd.parent_id)


@blueprint.post("/kelola/opd/<uuid:opd_id>/induk")
@open_to(*KEEPERS)
def update_parent(opd_id) -> Response:
    opd, form = found_opd(opd_id), Form(forms.ParentFields, request.form)
    if attempt(form, lambda: units.move_opd(db(), opd_id, form.fields.induk, by=me().id)):
        return done("opd-dipindah", ".show_unit", opd_id=opd_id)
    return ask(unit_questions.parent(opd, _choices()), form)


@blueprint.get("/kelola/opd/<uuid:opd_id>/penutupan")
@open_to(*KEEPERS)
def new_unit_closing(opd_id) -> Response:
    return ask(unit_questions.closing(found_opd(opd_id)), Form(forms.LeaveFields), tanggal=today())


@blueprint.post("/kelola/opd/<uuid:opd_id>/penutupan")
@open_to(*KEEPERS)
def create_unit_closing(opd_id) -> Response:
    opd, form = found_opd(opd_id), Form(forms.LeaveFields, request.form)
    if attempt(form, lambda: units.close_opd(db(), opd_id, on=form.fields.tanggal, reason=form.fields.alasan,
                                             by=me().id)):  # fmt: skip
        return done("opd-ditutup", ".show_unit", opd_id=opd_id)
    return ask(unit_questions.closing(opd), form)


def found_opd(opd_id) -> Opd:
    """The OPD, if it is of this pemda; else 404."""
    return db().get(Opd, (db().tenant.id, opd_id)) or abort(404)


def _choices() -> list:
    return tree.opd_choices(db(), today())
