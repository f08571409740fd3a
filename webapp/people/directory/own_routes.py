"""What is stored about oneself, and what everybody may know of a colleague."""

from flask import Response, abort, request, session, url_for

from webapp.people import passwords
from webapp.people.directory import facts, forms, invitations, labels, rules
from webapp.people.directory.attempts import attempt, press
from webapp.people.directory.form_page import Entry, Question, ask, done
from webapp.people.directory.here import me, profile, today
from webapp.people.domain import TooManyTries
from webapp.people.models import Person
from webapp.people.routes import tried
from webapp.people.rules import IDLE
from webapp.platform import clock, tenancy
from webapp.platform.access import STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db


@profile.get("/profil")
@open_to(STAFF)
def show_own() -> Response:
    held, day, person_id = db(), today(), me().id
    zone = tenancy.current().timezone
    return render_page(
        "people/directory/own.html",
        whose=_found(person_id),
        labels=labels,
        placements=facts.placements_of(held, person_id, day),
        superiors=facts.superiors_of(held, person_id, day),
        reports=facts.led_by(held, person_id, day),
        nips=facts.nip_history(held, person_id, day),
        roles=facts.roles_of(held, person_id, day),
        account=facts.account_of(held, person_id),
        sessions=[
            {"since": clock.local(row.started_at, zone), "seen": clock.local(row.seen_at, zone),
             "is_here": row.id == session.row.id}
            for row in facts.live_sessions(held, person_id, clock.now() - IDLE)
        ],
    )  # fmt: skip


@profile.post("/profil/sesi")
@open_to(STAFF)
def end_sessions() -> Response:
    press(lambda: invitations.end_sessions(db(), me().id, clock.now(), session.row.id))
    return done("sesi-diakhiri", ".show_own")


@profile.get("/profil/sandi")
@open_to(STAFF)
def edit_password() -> Response:
    return ask(_password_question(), Form(forms.PasswordFields))


@profile.post("/profil/sandi")
@open_to(STAFF)
def update_password() -> Response:
    form = Form(forms.PasswordFields, request.form)
    if form.ok and attempt(form, lambda: _check(form)):
        made = passwords.hash_password(form.fields.sandi)
        if attempt(form, lambda: invitations.change_password(db(), me().id, made, kept=session.row.id)):
            return done("sandi-diganti", ".show_own")
    for name in ("lama", "sandi", "ulangi"):
        form.values.pop(name, None)
    return ask(_password_question(), form)


@profile.get("/pegawai/<uuid:person_id>")
@open_to(STAFF)
def show_colleague(person_id) -> Response:
    person, day = _found(person_id), today()
    now = facts.NOW
    return render_page(
        "people/directory/colleague.html",
        whose=person,
        labels=labels,
        has_left=rules.has_left(person.left_on, day),
        present=[each for each in facts.placements_of(db(), person_id, day) if each.state == now],
        superior=next((each for each in facts.superiors_of(db(), person_id, day) if each.state == now), None),
    )


def _found(person_id) -> Person:
    return db().get(Person, (db().tenant.id, person_id)) or abort(404)


def _check(form: Form) -> None:
    """Raises Refused when the password there is is another one, or the new one will not do."""
    sent, account = form.fields, facts.account_of(db(), me().id)
    try:
        note, found, _place = tried(account.name, sent.lama)
    except TooManyTries:
        db().commit()
        raise invitations.Refused("lama", _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi. Kata sandi "
                                            "Anda belum berubah.")) from None  # fmt: skip
    if found is None:
        raise invitations.Refused("lama", _("Kata sandi yang sekarang tidak cocok. Tulis lagi."))
    db().delete(note)
    db().commit()
    if sent.sandi != sent.ulangi:
        form.refuse("ulangi", _("Kedua kata sandi tidak sama. Tulis lagi keduanya."))
    invitations.check_password(db(), _found(me().id), account.name, sent.sandi)


def _password_question() -> Question:
    return Question(
        _("Ganti kata sandi"),
        _("Ganti kata sandi"),
        (
            Entry("lama", _("Kata sandi yang sekarang"), "password", autocomplete="current-password"),
            Entry("sandi", _("Kata sandi baru"), "password", _("Paling sedikit 12 huruf. Beberapa kata yang tidak "
                  "berkaitan mudah diingat dan sulit ditebak."), autocomplete="new-password"),
            Entry("ulangi", _("Kata sandi baru, sekali lagi"), "password", autocomplete="new-password"),
        ),
        url_for(".show_own"),
        _("Kembali ke profil"),
        lead=_("Anda tetap masuk di sini, dan keluar di semua peramban lain."),
    )  # fmt: skip
