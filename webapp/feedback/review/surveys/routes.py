"""The verifikator's pages about held survey answers: by period, decided with a reason, and taken up again."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.feedback.review.here import reviewer
from webapp.feedback.review.surveys import domain, page, queries, words
from webapp.feedback.review.surveys.forms import SurveyDecisionFields, SurveyReversalFields
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("survey_review", __name__)
REVIEWER = "verifikator"


@blueprint.get("/kelola/tinjauan/survei/<uuid:period_id>")
@open_to(REVIEWER)
def show_held(period_id: UUID) -> Response:
    return _held(period_id, Form(SurveyDecisionFields))


@blueprint.post("/kelola/tinjauan/survei/<uuid:period_id>")
@open_to(REVIEWER)
def create_decision(period_id: UUID) -> Response:
    form = Form(SurveyDecisionFields, request.form)
    if not form.ok:
        return _held(period_id, form, 422)
    sent, (who, _places) = form.fields, reviewer()
    try:
        domain.decide(db(), who, period_id, sent.pilih, sent.putusan, sent.alasan, at=clock.now())
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return _held(period_id, form, 409)
    db().commit()
    return leave(redirect(url_for("review.list_held", _anchor=ANCHOR), 303), "tinjauan-diputus")


@blueprint.get("/kelola/tinjauan/survei/putusan/<uuid:decision_id>")
@open_to(REVIEWER)
def show_decision(decision_id: UUID) -> Response:
    return _decision(decision_id, Form(SurveyReversalFields))


@blueprint.post("/kelola/tinjauan/survei/putusan/<uuid:decision_id>/ubah")
@open_to(REVIEWER)
def create_reversal(decision_id: UUID) -> Response:
    form, (who, _places) = Form(SurveyReversalFields, request.form), reviewer()
    [(old, _period)] = queries.decisions(db(), who, decision_id) or abort(404)
    if not form.ok:
        return _decision(decision_id, form, 422)
    try:
        domain.reverse(db(), who, old, form.fields.putusan, form.fields.alasan, at=clock.now())
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return _decision(decision_id, form, 409)
    db().commit()
    return leave(redirect(url_for("review.list_decisions", _anchor=ANCHOR), 303), "tinjauan-dibalik")


def _held(period_id: UUID, form: Form, status: int = 200) -> Response:
    who, places = reviewer()
    found = page.group(db(), who, period_id, places) or abort(404)
    return render_page("feedback/review/surveys/held.html", status=status, found=found, form=form, outcomes=_choices())


def _decision(decision_id: UUID, form: Form, status: int = 200) -> Response:
    who, places = reviewer()
    found = queries.decisions(db(), who, decision_id) or abort(404)
    [line] = page.decided(db(), found, places, who.id)
    outcomes = [(value, word) for value, word in _choices() if value != found[0][0].outcome]
    return render_page(
        "feedback/review/surveys/decision.html", status=status, line=line, form=form, outcomes=outcomes
    )


def _choices() -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in words.CHOICES.items()]
