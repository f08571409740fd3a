"""The room for reply templates: of the whole pemda by coordinators and the bureau, of a unit by its petugas."""

from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.feedback.complaints.office import rules, templates
from webapp.feedback.complaints.office.forms import TemplateFields
from webapp.feedback.complaints.office.here import BUREAU, HANDLER, blueprint, me, reader
from webapp.feedback.complaints.office.models import ComplaintTemplate
from webapp.people.published import opd_names
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kelola/pengaduan/templat")
@open_to(HANDLER, BUREAU)
def list_templates() -> Response:
    names = opd_names(db())
    rows = [
        {"row": row, "unit": names.get(row.unit_id, ""), "mine": _may(row.unit_id)} for row in templates.every(db())
    ]
    return render_page("feedback/complaints/office/templates.html", rows=rows)


@blueprint.get("/kelola/pengaduan/templat/baru")
@open_to(HANDLER, BUREAU)
def new_template() -> Response:
    return _page(None, Form(TemplateFields))


@blueprint.post("/kelola/pengaduan/templat")
@open_to(HANDLER, BUREAU)
def create_template() -> Response:
    return _kept(None)


@blueprint.get("/kelola/pengaduan/templat/<uuid:template_id>")
@open_to(HANDLER, BUREAU)
def edit_template(template_id: UUID) -> Response:
    row, form = _mine(template_id), Form(TemplateFields)
    form.values = {"nama": row.name, "unit": str(row.unit_id or ""), "isi": row.text}
    return _page(row, form)


@blueprint.post("/kelola/pengaduan/templat/<uuid:template_id>")
@open_to(HANDLER, BUREAU)
def update_template(template_id: UUID) -> Response:
    return _kept(_mine(template_id))


@blueprint.post("/kelola/pengaduan/templat/<uuid:template_id>/hapus")
@open_to(HANDLER, BUREAU)
def remove_template(template_id: UUID) -> Response:
    templates.take_away(db(), _mine(template_id), me().id)
    db().commit()
    return _back("inbox-templat-hapus")


def _kept(row: ComplaintTemplate | None) -> Response:
    form = Form(TemplateFields, request.form)
    if form.ok:
        _check(form)
    if not form.ok:
        return _page(row, form, 422)
    sent = form.fields
    templates.keep(db(), row, sent.nama, sent.isi, sent.unit, me().id)
    db().commit()
    return _back("inbox-templat")


def _check(form: Form[TemplateFields]) -> None:
    """Nothing in braces that nobody fills in, and no unit she does not answer for."""
    unknown = rules.unknown_placeholders(form.fields.isi)
    if unknown:
        form.refuse("isi", _("Tidak ada isian bernama {%(name)s}. Yang ada: {nomor}, {unit}, {layanan}, {tanggal}.",
                             name=unknown[0]))  # fmt: skip
    if form.fields.unit not in dict(_units()) and not (form.fields.unit is None and _may(None)):
        form.refuse("unit", _("Pilih unit dari daftar."))


def _may(unit: UUID | None) -> bool:
    """Whether she may write templates of this unit (None: of the whole pemda)."""
    return reader().coordinates or BUREAU in me().roles or (unit is not None and unit in reader().actor.units)


def _mine(template_id: UUID) -> ComplaintTemplate:
    row = templates.one(db(), template_id)
    return row if row and _may(row.unit_id) else abort(404)


def _units() -> list[tuple[UUID, str]]:
    found = [(unit, name) for unit, name in opd_names(db()).items() if _may(unit)]
    return sorted(found, key=lambda pair: pair[1].lower())


def _page(row: ComplaintTemplate | None, form: Form, status: int = 200) -> Response:
    return render_page("feedback/complaints/office/template.html", status=status, row=row, form=form, units=_units(),
                       may_all=_may(None))  # fmt: skip


def _back(said: str) -> Response:
    return leave(redirect(url_for(".list_templates", _anchor=ANCHOR), 303), said)
