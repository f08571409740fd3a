"""The steps of an SKP: submission, withdrawal, clarification, agreement. Each is a thing that is created."""

from flask import Response, redirect, request, url_for

from webapp.performance.here import blueprint, me
from webapp.performance.plans import domain, queries, rules
from webapp.performance.plans.attempts import DONE, attempt, found_skp
from webapp.performance.plans.confirming import ask_agreement, ask_deletion
from webapp.performance.plans.forms import ClarificationFields, StepFields, SubmissionFields, VersionFields
from webapp.performance.plans.page import skp_page
from webapp.platform import clock
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.request import db


@blueprint.post("/kinerja/skp/<uuid:skp_id>/pengajuan")
@open_to(STAFF)
def create_submission(skp_id) -> Response:
    skp, form = found_skp(skp_id), Form(SubmissionFields, request.form)

    def deed() -> None:
        fields = form.fields
        domain.submit(
            db(), skp, version=fields.versi, owner=me(), at=clock.now(), as_it_was=fields.tetap == "ya"
        )

    status = attempt(form, deed)
    gaps = rules.gaps(queries.lines_of(db(), skp_id)) if status == 422 else ()
    return _after(skp_id, form, status, "skp-diajukan", gaps)


@blueprint.post("/kinerja/skp/<uuid:skp_id>/penarikan")
@open_to(STAFF)
def create_withdrawal(skp_id) -> Response:
    return _step(skp_id, domain.withdraw, "skp-ditarik")


@blueprint.get("/kinerja/skp/<uuid:skp_id>/penghapusan")
@open_to(STAFF)
def new_deletion(skp_id) -> Response:
    return ask_deletion(found_skp(skp_id))


@blueprint.post("/kinerja/skp/<uuid:skp_id>/penghapusan")
@open_to(STAFF)
def create_deletion(skp_id) -> Response:
    skp, form = found_skp(skp_id), Form(VersionFields, request.form)
    year = skp.year
    status = attempt(form, lambda: domain.delete_draft(db(), skp, version=form.fields.versi, by=me().id))
    if status == DONE:
        return leave(redirect(url_for(".show", tahun=year, _anchor=ANCHOR), 303), "skp-dihapus")
    return _after(skp_id, form, status, "")


@blueprint.get("/kinerja/skp/<uuid:skp_id>/kesepakatan")
@open_to(STAFF)
def new_agreement(skp_id) -> Response:
    return ask_agreement(found_skp(skp_id))


@blueprint.post("/kinerja/skp/<uuid:skp_id>/kesepakatan")
@open_to(STAFF)
def create_agreement(skp_id) -> Response:
    return _step(skp_id, domain.agree, "skp-disepakati")


@blueprint.post("/kinerja/skp/<uuid:skp_id>/klarifikasi")
@open_to(STAFF)
def create_clarification(skp_id) -> Response:
    skp, form = found_skp(skp_id), Form(ClarificationFields, request.form)
    form.comments = dict(zip(form.lists.get("baris", []), form.lists.get("catatan", []), strict=False))

    def deed() -> None:
        try:
            comments = rules.comments_by_line(form.fields.baris, form.fields.catatan)
        except ValueError:
            comments = {}
        domain.ask_clarification(
            db(), skp, version=form.fields.versi, by=me().id, at=clock.now(), comments=comments,
            reason=form.fields.alasan,
        )  # fmt: skip

    return _after(skp_id, form, attempt(form, deed), "klarifikasi-diminta")


def _step(skp_id, verb, code: str) -> Response:
    skp, form = found_skp(skp_id), Form(StepFields, request.form)
    status = attempt(
        form,
        lambda: verb(db(), skp, version=form.fields.versi, by=me().id, at=clock.now(), reason=form.fields.alasan),
    )
    return _after(skp_id, form, status, code)


def _after(skp_id, form: Form, status: int, code: str, gaps=()) -> Response:
    if status == DONE:
        return leave(redirect(url_for(".show_skp", skp_id=skp_id, _anchor=ANCHOR), 303), code)
    return skp_page(found_skp(skp_id), form=form, gaps=gaps, status=status)
