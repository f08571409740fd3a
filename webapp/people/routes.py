"""Signing in and out."""

import re
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, request, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user

from webapp.people import domain, passwords, queries, sessions
from webapp.people.forms import SignInFields
from webapp.people.models import Account, SignInFailure
from webapp.people.queries import PersonCard
from webapp.platform import clock, news, tenancy
from webapp.platform.access import PUBLIC, STAFF, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db, network, resources

blueprint = Blueprint("people", __name__)
NEWS = {"keluar": "Anda sudah keluar. Komputer dipakai bersama? Tutup juga jendela ini."}
UPWARDS = re.compile(r"/(\.|%2e)+(/|%2f|[?#]|$)", re.IGNORECASE)  # browsers fold these into another path


class SignedIn(UserMixin):
    """Who flask-login says is here: the person's card, read afresh at every request."""

    def __init__(self, card: PersonCard):
        self.card, self.id, self.roles = card, str(card.id), card.roles


def load_person(person_id: str) -> SignedIn | None:
    """flask-login's loader. Roles and dismissal count at once, for they are read here and not kept."""
    tenant = tenancy.current_or_none()
    row = getattr(session, "row", None)
    if tenant is None or row is None or str(row.person_id) != person_id:
        return None
    card = queries.person_card(db(), row.person_id, clock.today(tenant.timezone))
    g.person_card = card
    return SignedIn(card) if card else None


def me() -> PersonCard:
    """The card of whoever is signed in."""
    if not current_user.is_authenticated:
        abort(401)
    return current_user.card


@blueprint.get("/masuk")
@open_to(PUBLIC)
def sign_in() -> Response:
    if current_user.is_authenticated:
        return redirect(url_for("home.show"))
    form: Form = Form(SignInFields)
    if said := news.read():
        form.values["nama"] = said.place  # whoever has just opened an account need not write its name again
    return render_page("people/sign_in.html", form=form, next=_inside(request.args.get("next", "")))


@blueprint.post("/masuk")
@open_to(PUBLIC)
def create_session() -> Response:
    form = Form(SignInFields, request.form)
    wish = _inside(request.form.get("next", ""))
    if not form.ok:
        return _ask_again(form, wish)
    try:
        person_id, place_mark = _who(form.fields)
    except domain.TooManyTries:
        db().commit()
        form.refuse(
            "",
            _(
                "Terlalu banyak percobaan masuk. Tunggu 15 menit, lalu coba lagi. "
                "Sampai saat itu, kata sandi yang benar pun mungkin belum diterima dari tempat ini."
            ),
        )
        response = _ask_again(form, wish, _("Tunggu dulu sebentar"), 429)
        response.headers["Retry-After"] = "900"
        return response
    if person_id is None:
        form.refuse("", _("Nama pengguna atau kata sandi tidak cocok. Periksa keduanya, lalu tulis lagi kata sandi."))
        return _ask_again(form, wish, _("Anda belum masuk"))
    return _let_in(person_id, place_mark, wish)


def _who(fields: SignInFields) -> tuple[UUID | None, bytes]:
    """Whose name and password these are, and the mark of the place; the try is stored before they are looked at.

    Raises TooManyTries.
    """
    note, account, place_mark = tried(fields.nama, fields.sandi)
    return domain.let_in(db(), note, account) if account else None, place_mark


def tried(name: str, password: str) -> tuple[SignInFailure, Account | None, bytes]:
    """The note of this try, the account if the password is its own, and the mark of the place. Raises TooManyTries."""
    note = domain.knock(db(), resources().keys, name=name, network=network())
    db().commit()
    place_mark = domain.place_of(resources().keys, note)
    account, is_held = domain.account_to_open(db(), note, place_mark, name)
    db().commit()  # hashing is slow, and waits for its turn: not with a connection in hand
    if not passwords.matches(account.password_hash if account else None, password):
        if is_held:
            raise domain.TooManyTries
        return note, None, place_mark
    return note, account, place_mark


def _ask_again(form: Form, wish: str, refused: str | None = None, status: int = 422) -> Response:
    """The form with what was typed, but for the password; `refused`: why, above the sentence."""
    form.values.pop("sandi", None)
    return render_page("people/sign_in.html", status=status, form=form, next=wish, refused=refused)


def _let_in(person_id: UUID, place_mark: bytes, wish: str) -> Response:
    sessions.end(session.row)
    session.clear()
    session.token = sessions.begin(db(), person_id, place_mark)
    card = queries.person_card(db(), person_id, clock.today(tenancy.current().timezone))
    if card is None:
        abort(403)
    login_user(SignedIn(card))
    db().commit()
    return redirect(wish or url_for("home.show"), 303)


@blueprint.post("/keluar")
@open_to(STAFF)
def sign_out() -> Response:
    sessions.end(session.row)
    logout_user()
    db().commit()
    g.signed_out = True
    response = leave(redirect(url_for("people.sign_in", _anchor=ANCHOR), 303), "keluar")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _inside(address: str) -> str:
    """Only a path of this very pemda may be gone to after signing in."""
    root = request.script_root + "/"
    whole = address if address.startswith(root) else request.script_root + address
    unsafe = (
        not address.startswith("/")
        or address.startswith("//")
        or "\\" in address
        or not address.isprintable()
        or UPWARDS.search(address)
    )
    return "" if unsafe or "//" in whole else whole
