"""The verifikator's room for contests of evidence cards, and what the organisation bureau has from it."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.people.published import person_names
from webapp.performance.evidence import contest_page, contests, rules
from webapp.performance.evidence.contests import Case
from webapp.performance.evidence.forms import StepFields
from webapp.performance.evidence.page import title_of
from webapp.performance.here import me, today
from webapp.platform import clock
from webapp.platform.access import open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db

blueprint = Blueprint("contests", __name__)
BUREAU = "organisasi"


@blueprint.get("/kelola/sanggahan")
@open_to(contests.JUDGE)
def list_contests() -> Response:
    found = contests.cases(db(), me(), today())
    names = person_names(db(), {one.file.card.person_id for one in found})
    lines = [contest_page.line(one, names, today()) for one in found]
    return render_page("performance/contests.html", lines=lines, late=sum(line["is_late"] for line in lines))


@blueprint.get("/kelola/sanggahan/sebab-sistem")
@open_to(BUREAU, contests.JUDGE)
def list_causes() -> Response:
    found = contests.moved_to_system(db())
    return render_page("performance/contest_causes.html", found=found)


@blueprint.get("/kelola/sanggahan/<uuid:contest_id>")
@open_to(contests.JUDGE)
def show_contest(contest_id: UUID) -> Response:
    return _page(_found(contest_id), Form(StepFields))


@blueprint.post("/kelola/sanggahan/<uuid:contest_id>/langkah")
@open_to(contests.JUDGE)
def create_step(contest_id: UUID) -> Response:
    one, form = _found(contest_id), Form(StepFields, request.form)
    if not form.ok:
        return _page(one, form, 422)
    sent = form.fields
    try:
        contests.move(
            db(), one, sent.langkah, by=me(), reason=sent.alasan, seen=sent.versi, at=clock.now(), since=sent.sejak,
            until=sent.sampai,
        )  # fmt: skip
    except contests.Refused as problem:
        return _again(contest_id, form, problem, problem.field, 422)
    except Conflict as problem:
        return _again(contest_id, form, problem, "", 409)
    db().commit()
    return leave(redirect(url_for(".show_contest", contest_id=contest_id, _anchor=ANCHOR), 303), "sanggahan-langkah")


def _again(contest_id: UUID, form: Form, problem: Conflict, field: str, status: int) -> Response:
    db().rollback()
    form.refuse(field, str(problem))
    return _page(_found(contest_id), form, status)


def _found(contest_id: UUID) -> Case:
    return contests.case(db(), contest_id, me(), today()) or abort(404)


def _page(one: Case, form: Form, status: int = 200) -> Response:
    card = one.file.card
    form.values = {"sejak": card.since.isoformat(), "sampai": card.until.isoformat()} | form.values
    name = person_names(db(), {card.person_id})[card.person_id]
    return render_page(
        "performance/contest.html",
        status=status,
        one=one,
        card=card,
        form=form,
        owner=name,
        title=title_of(card, name),
        ground=_(rules.GROUNDS[one.file.contest.ground]),
        history=contest_page.history(db(), one.steps),
        steps=contest_page.choices(one),
        is_late=one.is_open and one.due < today(),
    )
