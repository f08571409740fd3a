"""The office's view of letters: what waits, what failed and why; and the pemda's name as a sender."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.people.letters import office, queries, sending
from webapp.people.letters.forms import SenderFields
from webapp.people.letters.jobs import carriers_of
from webapp.people.letters.rules import EMAIL, STATES
from webapp.people.letters.words import REASON_WORDS, STATE_WORDS
from webapp.platform import clock, news, tenancy
from webapp.platform.access import open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("letters", __name__)
BUREAU, READER = "organisasi", "bkpsdm"


@blueprint.get("/kelola/surat")
@open_to(BUREAU)
def list_letters() -> Response:
    state = request.args.get("keadaan", "")
    states = (state,) if state in STATES else STATES
    settings, tenant = resources().settings, tenancy.current()
    return render_page(
        "people/letters/list.html",
        counts=queries.counts(db()),
        state=state if state in STATES else "",
        lines=queries.lines(db(), resources().keys, states),
        is_on=EMAIL in carriers_of(settings, tenant),
        is_trial=not settings.mail_server,
        sender=sending.sender_of(db(), resources()),
        states=STATE_WORDS,
        reasons=REASON_WORDS,
    )


@blueprint.post("/kelola/surat/<uuid:letter_id>/kirim-lagi")
@open_to(BUREAU)
def create_sending(letter_id: UUID) -> Response:
    return _decide(letter_id, office.send_again, "surat-dikirim-lagi")


@blueprint.post("/kelola/surat/<uuid:letter_id>/tutup")
@open_to(BUREAU)
def create_closing(letter_id: UUID) -> Response:
    return _decide(letter_id, office.close, "surat-ditutup")


def _decide(letter_id: UUID, verb, said: str) -> Response:
    letter = sending.find(db(), letter_id) or abort(404)
    try:
        verb(db(), letter, by=current_user.card.id, at=clock.now())
    except office.TooLate:
        abort(409)
    db().commit()
    resources().bell.ring("letters.send", tenancy.current().slug)
    return news.leave(redirect(url_for(".list_letters", _anchor=news.ANCHOR), 303), said)


@blueprint.get("/kelola/pengaturan/surel")
@open_to(BUREAU, READER)
def show_sender() -> Response:
    form, now = Form(SenderFields), queries.newest_sender(db())
    form.values = {"nama": now.name, "alamat": now.address} if now else {"nama": tenancy.current().name}
    return _sender_page(form)


@blueprint.post("/kelola/pengaturan/surel")
@open_to(BUREAU)
def create_sender() -> Response:
    form = Form(SenderFields, request.form)
    if form.ok and not form.fields.nama.isprintable():
        form.refuse("nama", _("Isian ini tidak dapat dipahami."))
    if not form.ok:
        return _sender_page(form)
    changed = office.choose_sender(
        db(), form.fields.nama, form.fields.alamat, by=current_user.card.id, at=clock.now()
    )
    db().commit()
    code = "pengirim-tersimpan" if changed else "pengaturan-sama"
    return news.leave(redirect(url_for(".show_sender", _anchor=news.ANCHOR), 303), code)


def _sender_page(form: Form) -> Response:
    settings = resources().settings
    return render_page(
        "people/letters/sender.html",
        status=422 if form.errors else 200,
        form=form,
        may_edit=BUREAU in current_user.roles,
        is_on=EMAIL in carriers_of(settings, tenancy.current()),
        is_trial=not settings.mail_server,
    )
