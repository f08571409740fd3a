"""A card's page: the ASN reads, answers, contests; her superior reads all three together."""

from collections.abc import Callable

from flask import Response, abort, redirect, request, url_for

from webapp.people.published import person_names
from webapp.performance import words
from webapp.performance.evidence import contest_page, domain, exclusions, queries, rules
from webapp.performance.evidence.corrections import corrections_beside
from webapp.performance.evidence.forms import AnswerFields, ContestFields
from webapp.performance.evidence.page import card_for_reader, is_newest_of, response_of
from webapp.performance.evidence.queries import CardFile
from webapp.performance.here import blueprint, me, today
from webapp.platform import clock
from webapp.platform.access import STAFF, open_to
from webapp.platform.errors import Conflict
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, News, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db
from webapp.tenants.published import working_days_after


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

    return _after(card_id, form, _attempt(form, deed), "tanggapan", ("dasar", "uraian"))


@blueprint.post("/kinerja/bukti/<uuid:card_id>/sanggahan")
@open_to(STAFF)
def create_contest(card_id) -> Response:
    file, form = _found(card_id), Form(ContestFields, request.form)

    def deed() -> None:
        fields = form.fields
        domain.contest(db(), file, by=me().id, ground=fields.dasar, text=fields.uraian, at=clock.now())

    return _after(card_id, form, _attempt(form, deed), "sanggahan", ("tanggapan",))


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


def _after(card_id, form: Form, status: int, code: str, others: tuple[str, ...]) -> Response:
    """What was refused comes back; after a deed the card, and on it what was begun in the fields of the other deed."""
    if status != 303:
        return _page(_found(card_id), form=form, status=status)
    begun = {name: form.values[name] for name in others if form.values.get(name, "").strip()}
    if not begun:
        return leave(redirect(url_for(".show_card", card_id=card_id, _anchor=ANCHOR), 303), code)
    form.values = begun
    return _page(_found(card_id), form=form, said=News(_(words.BESIDE_BEGUN[code])))


def _page(file: CardFile, *, form: Form | None = None, said: News | None = None, status: int = 200) -> Response:
    card, day = file.card, today()
    is_own = card.person_id == me().id
    others = queries.other_cards(db(), card, None if is_own else day)
    name = "" if is_own else person_names(db(), {card.person_id})[card.person_id]
    newest = is_newest_of(card, others)
    return render_page(
        "performance/card.html",
        status=status,
        card=card_for_reader(file, reader_id=me().id, day=day, owner_name=name, is_newest=newest)
        | {"corrections": corrections_beside(db(), card, is_own=is_own), "later": exclusions.beside(db(), card)},
        frozen=card,
        owner_name=name,
        others=others,
        rates={other.id: response_of(other) for other in others},
        contest=contest_page.of_card(db(), file, day),
        judging_until=working_days_after(db(), day, rules.DECIDE_DAYS),
        form=form or Form(AnswerFields),
        said=said,
        grounds=[(slug, _(word)) for slug, word in rules.GROUNDS.items()],
    )
