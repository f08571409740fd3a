"""The verifikator's room: held ratings by point, day and reason, what was decided, and decisions taken up again."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.feedback.publication.windows import window
from webapp.feedback.review import comments, domain, page, queries, words
from webapp.feedback.review.forms import DecisionFields, FilterFields, GroupFields, ReversalFields
from webapp.feedback.review.here import me, reviewer, today
from webapp.feedback.review.surveys import page as surveys
from webapp.feedback.review.surveys import queries as survey_queries
from webapp.feedback.review.waiting import MOST
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.paging import asked_page
from webapp.platform.request import db

blueprint = Blueprint("review", __name__)
REVIEWER, BUREAU, INSPECTOR = "verifikator", "organisasi", "inspektorat"


@blueprint.get("/kelola/tinjauan")
@open_to(REVIEWER)
def list_held() -> Response:
    (who, places), asked = reviewer(), asked_page()
    since, wish = window(today())[0], Form(FilterFields, _wished()).fields or FilterFields()
    every = queries.groups(db(), who, since, MOST, 0)
    found = queries.groups(db(), who, since, asked.most, asked.offset, wish.titik, wish.dugaan)
    return render_page(
        "feedback/review/held.html", lines=page.lines(asked.shown(found), places), asked=wish, every=len(every),
        points=page.points_of(every, places), doubts=[(value, _(word)) for value, word in words.DOUBTS.items()],
        answers=surveys.lines(db(), who, places) if not asked.offset else [], page=asked.pager(found),
    )  # fmt: skip


def _wished() -> MultiDict:
    """The filters of the address; the page and the language are not among them."""
    return MultiDict((name, request.args[name]) for name in FilterFields.model_fields if name in request.args)


@blueprint.get("/kelola/tinjauan/kelompok")
@open_to(REVIEWER)
def show_group() -> Response:
    asked = Form(GroupFields, MultiDict((name, request.args.get(name, "")) for name in ("titik", "hari", "dugaan")))
    if not asked.ok:
        abort(404)
    return _group(asked.fields, Form(DecisionFields))


@blueprint.post("/kelola/tinjauan")
@open_to(REVIEWER)
def create_decision() -> Response:
    form = Form(DecisionFields, request.form)
    if not form.ok:
        asked = Form(GroupFields, MultiDict((name, form.values.get(name, "")) for name in GroupFields.model_fields))
        return _group(asked.fields if asked.ok else abort(404), form, 422)
    sent, (who, _places) = form.fields, reviewer()
    try:
        domain.decide(db(), who, sent.pilih, sent.putusan, sent.alasan, at=clock.now())
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return _group(sent, form, 409)
    db().commit()
    return leave(redirect(url_for(".list_held", _anchor=ANCHOR), 303), "tinjauan-diputus")


@blueprint.get("/kelola/tinjauan/putusan")
@open_to(REVIEWER, INSPECTOR)
def list_decisions() -> Response:
    (who, places), asked = reviewer(), asked_page()
    found = queries.decisions(db(), who.own, asked.most, asked.offset)
    answers = surveys.decided(db(), survey_queries.decisions(db(), who), places, who.id) if not asked.offset else []
    return render_page(
        "feedback/review/decisions.html", lines=page.decided(db(), asked.shown(found), who.own, who.id),
        answers=answers, may_turn=REVIEWER in me().roles, page=asked.pager(found),
    )  # fmt: skip


@blueprint.get("/kelola/tinjauan/sebab-sistem")
@open_to(BUREAU, REVIEWER)
def list_causes() -> Response:
    asked = asked_page()
    found = queries.decisions(db(), frozenset(), asked.most, asked.offset, "dialihkan_ke_sistem")
    lines = page.decided(db(), asked.shown(found), frozenset(), me().id)
    return render_page("feedback/review/causes.html", lines=lines, page=asked.pager(found))


@blueprint.get("/kelola/tinjauan/putusan/<uuid:decision_id>")
@open_to(REVIEWER)
def show_decision(decision_id: UUID) -> Response:
    return _decision(decision_id, Form(ReversalFields))


@blueprint.post("/kelola/tinjauan/putusan/<uuid:decision_id>/ubah")
@open_to(REVIEWER)
def create_reversal(decision_id: UUID) -> Response:
    old, form = queries.decision(db(), decision_id) or abort(404), Form(ReversalFields, request.form)
    if not form.ok:
        return _decision(decision_id, form, 422)
    who, _places = reviewer()
    try:
        domain.reverse(db(), who, old, form.fields.putusan, form.fields.alasan, at=clock.now())
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return _decision(decision_id, form, 409)
    db().commit()
    return leave(redirect(url_for(".list_decisions", _anchor=ANCHOR), 303), "tinjauan-dibalik")


@blueprint.get("/kelola/tinjauan/pesan")
@open_to(REVIEWER)
def list_messages() -> Response:
    (who, places), asked = reviewer(), asked_page()
    found = queries.named(db(), who.own, asked.most, asked.offset)
    lines = [{"row": row, "office": places[row.opd_id].name} for row in asked.shown(found)]
    return render_page("feedback/review/messages.html", lines=lines, page=asked.pager(found))


@blueprint.get("/kelola/tinjauan/pesan/<uuid:message_id>")
@open_to(REVIEWER)
def show_message(message_id: UUID) -> Response:
    who, places = reviewer()
    row = queries.message(db(), message_id, who.own) or abort(404)
    text = comments.original(db(), row, by=who.id)
    db().commit()
    return render_page("feedback/review/message.html", row=row, text=text, office=places[row.opd_id].name)


@blueprint.post("/kelola/tinjauan/pesan/<uuid:message_id>/teruskan")
@open_to(REVIEWER)
def pass_on(message_id: UUID) -> Response:
    who, _places = reviewer()
    row = queries.message(db(), message_id, who.own) or abort(404)
    comments.pass_on(db(), row, by=who.id)
    db().commit()
    return leave(redirect(url_for(".list_messages", _anchor=ANCHOR), 303), "pesan-diteruskan")


def _group(asked: GroupFields, form: Form, status: int = 200) -> Response:
    who, _places = reviewer()
    found = page.group(db(), who, asked.titik, asked.hari, asked.dugaan) or abort(404)
    return render_page("feedback/review/group.html", status=status, found=found, form=form, outcomes=_choices())


def _decision(decision_id: UUID, form: Form, status: int = 200) -> Response:
    who, _places = reviewer()
    old = queries.decision(db(), decision_id) or abort(404)
    lines = page.decided(db(), [old], who.own, who.id) or abort(404)
    return render_page(
        "feedback/review/decision.html", status=status, line=lines[0], form=form,
        outcomes=[(value, word) for value, word in _choices() if value != old.outcome],
    )  # fmt: skip


def _choices() -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in words.CHOICES.items()]
