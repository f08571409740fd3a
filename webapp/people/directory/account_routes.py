"""Accounts: links that open them, closing them; and what whoever holds a link does with it."""

from flask import Response, redirect, request, url_for

from webapp.people import passwords
from webapp.people.confirmations import domain as confirmations
from webapp.people.confirmations.routes import show_link
from webapp.people.directory import forms, invitations, questions
from webapp.people.directory.attempts import attempt, press
from webapp.people.directory.form_page import ask, done
from webapp.people.directory.here import me, staff, today
from webapp.people.directory.person_routes import found_person
from webapp.platform import clock
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db


@staff.post("/kelola/pegawai/<uuid:person_id>/undangan")
@open_to("bkpsdm")
def create_invitation(person_id) -> Response:
    found_person(person_id)
    tokens: list[str | None] = []
    press(lambda: tokens.append(confirmations.link(db(), person_id, by=me().id, now=clock.now(), today=today())))
    if tokens[0] is None:
        return done("tautan-diminta", "staff.show_person", person_id=person_id)
    return show_link(person_id, tokens[0])


@staff.get("/kelola/pegawai/<uuid:person_id>/akun")
@open_to("bkpsdm")
def new_closing(person_id) -> Response:
    return ask(questions.closing(found_person(person_id)), Form(forms.ReasonFields))


@staff.post("/kelola/pegawai/<uuid:person_id>/akun")
@open_to("bkpsdm")
def create_closing(person_id) -> Response:
    person, form = found_person(person_id), Form(forms.ReasonFields, request.form)
    if attempt(form, lambda: invitations.close_account(db(), person_id, reason=form.fields.alasan, by=me().id)):
        return done("akun-ditutup", "staff.show_person", person_id=person_id)
    return ask(questions.closing(person), form)


@staff.get("/undangan/<token>")
@open_to(PUBLIC)
def show_invitation(token: str) -> Response:
    try:
        _link, person = invitations.look_up(db(), token, now=clock.now())
    except invitations.Gone:
        return _gone()
    form: Form = Form(forms.AccountFields)
    form.values = {"nama": invitations.proposed_name(db(), person.id)}
    return render_page("people/directory/invitation.html", whose=person, form=form)


@staff.post("/undangan/<token>")
@open_to(PUBLIC)
def create_account(token: str) -> Response:
    form = Form(forms.AccountFields, request.form)
    try:
        _link, person = invitations.look_up(db(), token, now=clock.now())
        if form.ok and attempt(form, lambda: _check(person, form)) and attempt(form, lambda: _accept(token, form)):
            done_at = redirect(url_for("people.sign_in", _anchor=ANCHOR), 303)
            return leave(done_at, "akun-siap", form.fields.nama.lower())
    except invitations.Gone:
        db().rollback()
        return _gone()
    form.values.pop("sandi", None)
    form.values.pop("ulangi", None)
    return render_page("people/directory/invitation.html", status=422, whose=person, form=form)


def _check(person, form: Form) -> None:
    """Says all that is wrong at once. Raises Refused."""
    if form.fields.sandi != form.fields.ulangi:
        form.refuse("ulangi", _("Kedua kata sandi tidak sama. Tulis lagi keduanya."))
    name = form.fields.nama.lower()
    invitations.check_name(db(), person.id, name)
    invitations.check_password(db(), person, name, form.fields.sandi)


def _accept(token: str, form: Form) -> None:
    """Hashing is slow: the transaction of the look before is over by then, and another one begins after."""
    made = passwords.hash_password(form.fields.sandi)
    invitations.accept(db(), token, name=form.fields.nama.lower(), password_hash=made, now=clock.now())


def _gone() -> Response:
    return render_page("people/directory/invitation.html", status=404, whose=None, form=Form(forms.AccountFields))
