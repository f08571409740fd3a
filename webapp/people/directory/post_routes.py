"""The jabatan of an OPD: added, changed, closed."""

from uuid import uuid4

from flask import Response, abort, request

from webapp.people.directory import forms, unit_questions, units
from webapp.people.directory.attempts import attempt, was_made
from webapp.people.directory.form_page import ask, done
from webapp.people.directory.here import me, today
from webapp.people.directory.here import units as blueprint
from webapp.people.directory.unit_routes import KEEPERS, found_opd
from webapp.people.models import Jabatan
from webapp.platform.access import open_to
from webapp.platform.forms import Form, version_of
from webapp.platform.request import db

SHOW = "units.show_unit"


@blueprint.get("/kelola/opd/<uuid:opd_id>/jabatan")
@open_to(*KEEPERS)
def new_post(opd_id) -> Response:
    return ask(
        unit_questions.new_jabatan(found_opd(opd_id)), Form(forms.NewJabatanFields), kunci=uuid4(), memimpin="tidak"
    )


@blueprint.post("/kelola/opd/<uuid:opd_id>/jabatan")
@open_to(*KEEPERS)
def create_post(opd_id) -> Response:
    opd, form = found_opd(opd_id), Form(forms.NewJabatanFields, request.form)
    is_new = attempt(form, lambda: units.add_jabatan(db(), form.fields.kunci, opd_id, **_values(form), by=me().id))
    if is_new or was_made(form, Jabatan):
        return done("jabatan-ditambah", SHOW, opd_id=opd_id)
    return ask(unit_questions.new_jabatan(opd), form, kunci=uuid4())


@blueprint.get("/kelola/jabatan/<uuid:jabatan_id>")
@open_to(*KEEPERS)
def edit_post(jabatan_id) -> Response:
    row = _found(jabatan_id)
    return ask(unit_questions.jabatan(row), Form(forms.JabatanFields), nama_jabatan=row.name, jenis=row.kind,
               jenjang=row.jenjang, memimpin="ya" if row.leads else "tidak",
               versi=version_of(*_stored(row)))  # fmt: skip


@blueprint.post("/kelola/jabatan/<uuid:jabatan_id>")
@open_to(*KEEPERS)
def update_post(jabatan_id) -> Response:
    row, form = _found(jabatan_id), Form(forms.JabatanFields, request.form)

    def change() -> None:
        db().refresh(row, with_for_update=True)
        form.check_unchanged(*_stored(row))
        units.change_jabatan(db(), jabatan_id, **_values(form), by=me().id)

    if attempt(form, change):
        return done("jabatan-disimpan", SHOW, opd_id=row.opd_id)
    return ask(unit_questions.jabatan(row), form)


@blueprint.get("/kelola/jabatan/<uuid:jabatan_id>/penutupan")
@open_to(*KEEPERS)
def new_post_closing(jabatan_id) -> Response:
    return ask(unit_questions.closing_of_jabatan(_found(jabatan_id)), Form(forms.DayFields), tanggal=today())


@blueprint.post("/kelola/jabatan/<uuid:jabatan_id>/penutupan")
@open_to(*KEEPERS)
def create_post_closing(jabatan_id) -> Response:
    row, form = _found(jabatan_id), Form(forms.DayFields, request.form)
    if attempt(form, lambda: units.close_jabatan(db(), jabatan_id, on=form.fields.tanggal, by=me().id)):
        return done("jabatan-ditutup", SHOW, opd_id=row.opd_id)
    return ask(unit_questions.closing_of_jabatan(row), form)


def _values(form: Form) -> dict:
    sent = form.fields
    return {"name": sent.nama_jabatan, "kind": sent.jenis, "jenjang": sent.jenjang, "leads": sent.memimpin == "ya"}


def _stored(row: Jabatan) -> tuple:
    return row.name, row.kind, row.jenjang, row.leads


def _found(jabatan_id) -> Jabatan:
    return db().get(Jabatan, (db().tenant.id, jabatan_id)) or abort(404)
