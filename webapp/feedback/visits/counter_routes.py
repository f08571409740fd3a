"""The counter screen of a small office: 'the visit has ended', and a code for the citizen to scan with her phone.

The officer never sees the address as text, and never whether it was used.
"""

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.ratings.keys import BadKey, FormKeys
from webapp.feedback.rosters.queries import Point
from webapp.feedback.visits import domain, picture
from webapp.feedback.visits.forms import CounterFields
from webapp.feedback.visits.places import Places, places_of
from webapp.people.published import opd_names
from webapp.platform import clock, tenancy
from webapp.platform.access import STAFF, open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("inviting", __name__)
SHOWN = 60  # seconds
AN_HOUR = 60  # visits of one person in an hour


@blueprint.get("/loket/undangan")
@open_to(STAFF)
def new_invitation() -> Response:
    places, code = _places(), request.args.get("titik", "")
    chosen = places.find(code) if code else _only(places)
    if code and chosen is None:
        abort(404)
    return _page(places, chosen, Form(CounterFields))


@blueprint.post("/loket/undangan")
@open_to(STAFF)
def create_invitation() -> Response:
    places, form = _places(), Form(CounterFields, request.form)
    chosen = places.find(request.form.get("titik", ""))
    if chosen is None:
        abort(404)
    reference = _reference(chosen, form) if form.ok else None
    if reference is None:
        return _page(places, chosen, form, 422)
    pressed = current_app.extensions["counter_presses"]
    if not pressed.are_left(_name()):
        form.refuse("", _("Sudah %(n)s kunjungan dalam satu jam. Tunggu sebentar sebelum menampilkan undangan lagi.",
                          n=AN_HOUR))  # fmt: skip
        return _page(places, chosen, form, 429)
    pressed.note_failure(_name())
    return _end(chosen, reference, invites=form.fields.cara == "undang")


def _end(chosen: Point, reference: str, *, invites: bool) -> Response:
    tenant, now = tenancy.current(), clock.now()
    point = current_app.extensions["points"].find(tenant, chosen.code, now) or abort(404)
    try:
        token = domain.end(
            db(), resources().keys, domain.visit_at(point, now, tenant.timezone, "loket"), reference, invites=invites
        )
    except domain.AlreadyIssued:
        db().rollback()
        return _back(chosen, "undangan-sudah")
    db().commit()
    if token is None:
        return _back(chosen, "kunjungan-tercatat")
    response = render_page("feedback/visits/shown.html", point=chosen, back=_address(chosen), seconds=SHOWN,
                           picture=picture.carried(f"{public_root(tenant)}/k/{token}"))  # fmt: skip
    response.headers["Refresh"] = f"{SHOWN}; url={_address(chosen)}"
    return response


def _back(chosen: Point, news: str) -> Response:
    return leave(redirect(url_for(".new_invitation", titik=chosen.code, _anchor=ANCHOR), 303), news)


def _address(chosen: Point) -> str:
    return url_for(".new_invitation", titik=chosen.code)


def _reference(chosen: Point, form: Form[CounterFields]) -> str | None:
    """What tells this press from every other; None, with a sentence, when its form has lain open too long."""
    try:
        ticket = _keys().read(tenancy.current().id, chosen.id, form.fields.kunci, clock.now().timestamp())
    except BadKey:
        form.refuse("kunci", _("Halaman ini sudah terlalu lama terbuka. Belum ada undangan yang dibuat: tekan sekali "
                               "lagi."))  # fmt: skip
        return None
    return f"loket {ticket.rating_id}"


def _page(places: Places, chosen: Point | None, form: Form, status: int = 200) -> Response:
    key = _keys().issue(tenancy.current().id, chosen.id, clock.now().timestamp()) if chosen else ""
    return render_page(
        "feedback/visits/counter.html", status=status, desks=places, chosen=chosen, form=form, key=key,
        offices=opd_names(db()),
    )


def _places() -> Places:
    return places_of(db(), current_user.card, clock.now())


def _only(places: Places) -> Point | None:
    return places.serving[0] if len(places.serving) == 1 else None


def _name() -> str:
    return str(current_user.card.id)


def _keys() -> FormKeys:
    return current_app.extensions["form_keys"]
