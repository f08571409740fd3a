"""The verifikator's room: held ratings by point, day and reason, what was decided, and decisions taken up again."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.feedback.publication.windows import window
from webapp.feedback.review import comments, domain, page, queries, words
from webapp.feedback.review.forms import DecisionFields, FilterFields, GroupFields, ReversalFields
from webapp.feedback.review.here import me, reviewer, today
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("review", __name__)
REVIEWER, BUREAU, INSPECTOR = "verifikator", "organisasi", "inspektorat"


@blueprint.get("/kelola/tinjauan")
@open_to(REVIEWER)
def list_held() -> Response:
    who, places = reviewer()
    since, asked = window(today())[0], Form(FilterFields, request.args).fields or FilterFields()
    every = groups = queries.groups(db(), who, since)
    if asked.titik or asked.dugaan:
        groups = queries.groups(db(), who, since, asked.titik, asked.dugaan)
    return render_page(
        "feedback/review/held.html", lines=page.lines(groups, places), asked=asked, every=len(every),
        points=page.points_of(every, places), doubts=[(value, _(word)) for value, word in words.DOUBTS.items()],
    )  # fmt: skip


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
    who, _places = reviewer()
    lines = page.decided(db(), queries.decisions(db()), who.own, who.id)
    return render_page("feedback/review/decisions.html", lines=lines, may_turn=REVIEWER in me().roles)


@blueprint.get("/kelola/tinjauan/sebab-sistem")
@open_to(BUREAU, REVIEWER)
def list_causes() -> Response:
    found = queries.decisions(db(), "dialihkan_ke_sistem")
    return render_page("feedback/review/causes.html", lines=page.decided(db(), found, frozenset(), me().id))


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
    who, places = reviewer()
    lines = [{"row": row, "office": places[row.opd_id].name} for row in queries.named(db(), who.own)]
    return render_page("feedback/review/messages.html", lines=lines)


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
