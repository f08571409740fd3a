"""The rows of an SKP: RHK and indicators, added, changed and taken out one at a time."""

from flask import Response, redirect, request, url_for

from webapp.performance.here import blueprint, me, today
from webapp.performance.plans import lines, queries
from webapp.performance.plans.attempts import DONE, attempt, found_skp
from webapp.performance.plans.confirming import ask_removal
from webapp.performance.plans.forms import IndicatorFields, RhkFields, VersionFields
from webapp.performance.plans.page import skp_page
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.request import db


@blueprint.post("/kinerja/skp/<uuid:skp_id>/rhk")
@open_to(STAFF)
def create_rhk(skp_id) -> Response:
    skp, form, made = found_skp(skp_id), Form(RhkFields, request.form), []
    status = attempt(form, lambda: made.append(lines.add_rhk(db(), skp, **_rhk_values(form))))
    if status == DONE:
        return _back(skp_id, "rhk-ditambah", made[0], tambah=made[0])
    return skp_page(found_skp(skp_id), add="rhk", form=form, status=status)


@blueprint.post("/kinerja/rhk/<uuid:rhk_id>")
@open_to(STAFF)
def update_rhk(rhk_id) -> Response:
    skp_id = queries.skp_id_of_rhk(db(), rhk_id)
    skp, form = found_skp(skp_id), Form(RhkFields, request.form)
    status = attempt(form, lambda: lines.change_rhk(db(), skp, rhk_id, **_rhk_values(form)))
    if status == DONE:
        return _back(skp_id, "rhk-diubah", rhk_id)
    return skp_page(found_skp(skp_id), change=str(rhk_id), form=form, status=status)


@blueprint.get("/kinerja/rhk/<uuid:rhk_id>/penghapusan")
@open_to(STAFF)
def new_rhk_removal(rhk_id) -> Response:
    return ask_removal(found_skp(queries.skp_id_of_rhk(db(), rhk_id)), rhk_id)


@blueprint.post("/kinerja/rhk/<uuid:rhk_id>/penghapusan")
@open_to(STAFF)
def create_rhk_removal(rhk_id) -> Response:
    skp_id = queries.skp_id_of_rhk(db(), rhk_id)
    return _remove(skp_id, lines.remove_rhk, rhk_id, "rhk-dihapus")


@blueprint.post("/kinerja/rhk/<uuid:rhk_id>/indikator")
@open_to(STAFF)
def create_indicator(rhk_id) -> Response:
    skp_id = queries.skp_id_of_rhk(db(), rhk_id)
    skp, form = found_skp(skp_id), Form(IndicatorFields, request.form)
    status = attempt(form, lambda: lines.add_indicator(db(), skp, rhk_id, **_indicator_values(form)))
    if status == DONE:
        return _back(skp_id, "indikator-ditambah", rhk_id)
    return skp_page(found_skp(skp_id), add=str(rhk_id), form=form, status=status)


@blueprint.post("/kinerja/indikator/<uuid:indicator_id>")
@open_to(STAFF)
def update_indicator(indicator_id) -> Response:
    rhk_id, skp_id = queries.rhk_of_indicator(db(), indicator_id) or (None, None)
    skp, form = found_skp(skp_id), Form(IndicatorFields, request.form)
    status = attempt(form, lambda: lines.change_indicator(db(), skp, indicator_id, **_indicator_values(form)))
    if status == DONE:
        return _back(skp_id, "indikator-diubah", rhk_id)
    return skp_page(found_skp(skp_id), change=str(indicator_id), form=form, status=status)


@blueprint.get("/kinerja/indikator/<uuid:indicator_id>/penghapusan")
@open_to(STAFF)
def new_indicator_removal(indicator_id) -> Response:
    _rhk_id, skp_id = queries.rhk_of_indicator(db(), indicator_id) or (None, None)
    return ask_removal(found_skp(skp_id), indicator_id)


@blueprint.post("/kinerja/indikator/<uuid:indicator_id>/penghapusan")
@open_to(STAFF)
def create_indicator_removal(indicator_id) -> Response:
    _rhk_id, skp_id = queries.rhk_of_indicator(db(), indicator_id) or (None, None)
    return _remove(skp_id, lines.remove_indicator, indicator_id, "indikator-dihapus")


def _remove(skp_id, verb, line_id, code: str) -> Response:
    skp, form = found_skp(skp_id), Form(VersionFields, request.form)
    status = attempt(form, lambda: verb(db(), skp, line_id, version=form.fields.versi, by=me().id))
    if status == DONE:
        return _back(skp_id, code)
    return skp_page(found_skp(skp_id), form=form, status=status)


def _rhk_values(form: Form) -> dict:
    fields = form.fields
    return {
        "version": fields.versi, "by": me().id, "kind": fields.jenis, "text": fields.teks,
        "serves_id": fields.intervensi, "day": today(),
    }  # fmt: skip


def _indicator_values(form: Form) -> dict:
    fields = form.fields
    return {
        "version": fields.versi, "by": me().id, "aspek": fields.aspek, "text": fields.teks, "target": fields.target,
        "binding": fields.binding, "opd_id": fields.opd_id, "day": today(),
    }  # fmt: skip


def _back(skp_id, code: str, rhk_id="", **wish) -> Response:
    """To the SKP, where the word of this code stands at the RHK it is about."""
    return leave(redirect(url_for(".show_skp", skp_id=skp_id, _anchor=ANCHOR, **wish), 303), code, rhk_id)
