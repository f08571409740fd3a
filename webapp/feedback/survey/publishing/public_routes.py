"""The published index for everybody: the list, a period with its working, 'hitung ulang', and the open data."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for

from webapp.feedback.survey.publishing import data, domain, here, page, queries
from webapp.feedback.survey.publishing.models import SurveyPublication
from webapp.feedback.survey.publishing.refusals import NotPossible
from webapp.platform import clock, sheets, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.i18n import gettext as _
from webapp.platform.jobs import USUAL
from webapp.platform.pages import kept, render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("ikm", __name__)
WORK = "survey.recount"
JSON = "application/json; charset=utf-8"


@blueprint.get("/ikm")
@open_to(PUBLIC)
def list_offices() -> Response:
    return render_page("feedback/surveyreport/offices.html", lines=page.offices(db()))


@blueprint.get("/ikm/<uuid:period_id>")
@open_to(PUBLIC)
def show_result(period_id: UUID) -> Response:
    return _result(_published(period_id))


@blueprint.post("/ikm/<uuid:period_id>/hitung-ulang")
@open_to(PUBLIC)
def create_recount(period_id: UUID) -> Response:
    row, now = _published(period_id), clock.now()
    if domain.needs_recount(db(), period_id, now):
        try:
            recount_id = domain.ask_recount(db(), here.period_or_404(period_id), row.n, by=None, at=now)
        except NotPossible as problem:
            db().rollback()
            return _result(row, _(problem.sentence), 429)
        db().commit()
        resources().bell.ring(WORK, tenancy.current().slug, str(recount_id), queue=USUAL)
    return redirect(url_for(".show_result", period_id=period_id, _anchor="hitung-ulang"), 303)


@blueprint.get("/data/ikm")
@open_to(PUBLIC)
def explain_data() -> Response:
    found = data.entries(db())
    return render_page("feedback/surveyreport/data.html", count=len(found))


@blueprint.get("/data/ikm.json")
@open_to(PUBLIC)
def show_json() -> Response:
    return kept(data.as_json(data.entries(db())), JSON)


@blueprint.get("/data/ikm.csv")
@open_to(PUBLIC)
def show_csv() -> Response:
    response = kept(sheets.as_csv(data.as_sheet(data.entries(db()))), sheets.CSV)
    response.headers["Content-Disposition"] = 'attachment; filename="ikm.csv"'
    return response


def _published(period_id: UUID) -> SurveyPublication:
    return queries.newest(db(), period_id) or abort(404)


def _result(row: SurveyPublication, refusal: str | None = None, status: int = 200) -> Response:
    found = page.of_publication(db(), row, clock.now())
    return render_page("feedback/surveyreport/result.html", status=status, refusal=refusal, **found)
