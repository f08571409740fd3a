"""A card's page: the ASN reads, answers, contests; her superior reads all three together."""

from collections.abc import Callable

from flask import Response, abort, redirect, request, url_for

from webapp.people.published import person_names
from webapp.performance.evidence import domain, queries, rules
from webapp.performance.evidence.forms import AnswerFields, ContestFields
from webapp.performance.evidence.page import card_for_reader
from webapp.performance.evidence.queries import CardFile
from webapp.performance.here import blueprint, me, today
from webapp.platform import clock
from webapp.platform.access import STAFF, open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db


@blueprint.get("/kinerja/bukti/<uuid:card_id>")
@open_to(STAFF)
def show_card(card_id) -> Response:
    return _page(_found(card_id))


@blueprint.post("/kinerja/bukti/<uuid:card_id>/tanggapan")
@open_to(STAFF)
def create_answer(card_id) -> Response:
    file, form = _found(card_id), Form(AnswerFields, request.form)

    def deed() -> None:
        domain.answer(db(), file, by=me().id, text=form.fields.tanggapan, at=clock.now())

    status = _attempt(form, deed)
    return _back(card_id, "tanggapan") if status == 303 else _page(_found(card_id), answer_form=form, status=status)


@blueprint.post("/kinerja/bukti/<uuid:card_id>/sanggahan")
@open_to(STAFF)
def create_contest(card_id) -> Response:
    file, form = _found(card_id), Form(ContestFields, request.form)

    def deed() -> None:
        fields = form.fields
        domain.contest(db(), file, by=me().id, ground=fields.dasar, text=fields.uraian, at=clock.now())

    status = _attempt(form, deed)
    return _back(card_id, "sanggahan") if status == 303 else _page(_found(card_id), contest_form=form, status=status)


def _attempt(form: Form, deed: Callable[[], None]) -> int:
    if not form.ok:
        return 422
    try:
        deed()
    except Conflict as problem:
        db().rollback()
        form.refuse("", str(problem))
        return 409
    db().commit()
    return 303


def _found(card_id) -> CardFile:
    return queries.card_for(db(), card_id, me().id, today()) or abort(404)


def _back(card_id, code: str) -> Response:
    """To the card, with a word on what was just sent."""
    return leave(redirect(url_for(".show_card", card_id=card_id, _anchor=ANCHOR), 303), code)


def _page(
    file: CardFile, *, answer_form: Form | None = None, contest_form: Form | None = None, status: int = 200
) -> Response:
    card, day = file.card, today()
    is_own = card.person_id == me().id
    others = queries.other_cards(db(), card, None if is_own else day)
    name = "" if is_own else person_names(db(), {card.person_id})[card.person_id]
    newest = all(other.sequence < card.sequence for other in others)
    return render_page(
        "performance/card.html",
        status=status,
        card=card_for_reader(file, reader_id=me().id, day=day, owner_name=name, is_newest=newest),
        frozen=card,
        owner_name=name,
        others=others,
        answer_form=answer_form or Form(AnswerFields),
        contest_form=contest_form or Form(ContestFields),
        grounds=[(slug, _(word)) for slug, word in rules.GROUNDS.items()],
    )
