"""The room of paper: batches of a period, one batch, a sheet to type or to match, and the decision."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, redirect, request, url_for

from webapp.feedback.survey import domain as survey
from webapp.feedback.survey import queries as survey_queries
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.paper import domain, page, queries, rules
from webapp.feedback.survey.paper.attempts import attempt
from webapp.feedback.survey.paper.forms import BatchFields, CancelFields, NoFields
from webapp.feedback.survey.paper.here import BUREAU, TYPISTS, batch_page, blueprint, found, me, today
from webapp.people.published import opd_places
from webapp.platform import clock, news, pdf, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources
from webapp.platform.sheets import attachment

READERS = (BUREAU, "inspektorat", "kepala")


@blueprint.get("/kelola/survei/kertas")
@open_to(*TYPISTS)
def list_batches() -> Response:
    return render_page("feedback/survey/paper/list.html", lines=page.lines(db(), queries.batches(db())))


@blueprint.get("/kelola/survei/<uuid:period_id>/kertas")
@open_to(*READERS)
def list_of_period(period_id: UUID) -> Response:
    return _period_page(_period(period_id), Form(BatchFields))


@blueprint.post("/kelola/survei/<uuid:period_id>/kertas")
@open_to(BUREAU)
def create_batch(period_id: UUID) -> Response:
    period, form = _period(period_id), Form(BatchFields, request.form)
    deed = lambda: domain.prepare(db(), period, form.fields.lembar, by=me(), at=clock.now(), today=today())  # noqa: E731
    batch = attempt(form, deed)
    if batch is None:
        return _period_page(period, form, 422)
    return _done(batch.id, "bendel-dibuat")


@blueprint.get("/kelola/survei/kertas/<uuid:batch_id>")
@open_to(*TYPISTS)
def show_batch(batch_id: UUID) -> Response:
    return batch_page(found(batch_id))


@blueprint.get("/kelola/survei/kertas/<uuid:batch_id>/formulir.pdf")
@open_to(BUREAU)
def download_form(batch_id: UUID) -> Response:
    form = Form(NoFields)
    paper = page.paper_of(db(), found(batch_id))
    asked = {"office": paper.office, "period": paper.period, "batch": paper.batch, "about": paper.about,
             "asked": paper.asked}  # fmt: skip
    db().rollback()  # nothing was written, and the database need not wait for the paper
    try:
        body = pdf.as_pdf("feedback/survey/paper/form.html", **asked)
    except pdf.NoPaper:
        form.refuse("", _("Server ini belum dapat membuat PDF. Hubungi pengelola Pamong."))
        return batch_page(found(batch_id), form, 503)
    name = f"survei-{paper.office.slug}-bendel-{paper.batch.number}-{tenancy.current().slug}.pdf"
    return attachment(body, pdf.KIND, name)


@blueprint.post("/kelola/survei/kertas/<uuid:batch_id>/ambil")
@open_to(*TYPISTS)
def take_batch(batch_id: UUID) -> Response:
    batch, form = found(batch_id), Form(NoFields, request.form)
    if not _deed(form, lambda: domain.take(db(), batch, by=me(), day=today())):
        return batch_page(batch, form, 409)
    return redirect(url_for(".new_sheet", batch_id=batch_id), 303)


@blueprint.post("/kelola/survei/kertas/<uuid:batch_id>/sahkan")
@open_to(*TYPISTS)
def confirm_batch(batch_id: UUID) -> Response:
    batch, form = found(batch_id), Form(NoFields, request.form)
    if not _deed(form, lambda: domain.confirm(db(), batch, by=me(), at=clock.now(), day=today())):
        return batch_page(batch, form, 409)
    resources().bell.ring("survey.count", tenancy.current().slug)
    return _done(batch_id, "bendel-disahkan")


@blueprint.post("/kelola/survei/kertas/<uuid:batch_id>/batal")
@open_to(BUREAU)
def cancel_batch(batch_id: UUID) -> Response:
    batch, form = found(batch_id), Form(CancelFields, request.form)
    if not _deed(form, lambda: domain.cancel(db(), batch, form.fields.alasan, by=me(), at=clock.now())):
        return batch_page(batch, form, 422)
    return _done(batch_id, "bendel-dibatalkan")


def _deed(form: Form, deed: Callable[[], object]) -> bool:
    """Whether the deed was done and committed; else its sentence is in the form."""
    return attempt(form, lambda: (deed(), True)) is not None


def _done(batch_id: UUID, code: str) -> Response:
    return news.leave(redirect(url_for(".show_batch", batch_id=batch_id, _anchor=news.ANCHOR), 303), code)


def _period(period_id: UUID) -> SurveyPeriod:
    return survey_queries.period_by_id(db(), period_id) or abort(404)


def _period_page(period: SurveyPeriod, form: Form, status: int = 200) -> Response:
    return render_page(
        "feedback/survey/paper/period.html", status=status, form=form, period=period,
        office=opd_places(db())[period.opd_id], is_over=survey.is_over(period, today()),
        lines=page.lines(db(), queries.batches(db(), period.id)), most=rules.MOST_SHEETS,
    )  # fmt: skip
