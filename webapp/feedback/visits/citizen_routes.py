"""An invitation as the citizen opens it: the rating page of her visit, good for one answer.

Opening it uses nothing up: who scans messages for dangers opens every link in them. What is used, called in, too old,
another pemda's or invented looks the same from outside, because nothing of it is kept.
"""

from uuid import UUID

from flask import Blueprint, Response, current_app, request

from webapp.feedback.ratings import pressing, screens, store
from webapp.feedback.ratings.forms import RatingFields
from webapp.feedback.ratings.keys import BadKey, FormKeys, Ticket
from webapp.feedback.ratings.pressing import TRIAL, Device
from webapp.feedback.services.points import Attribution, Point
from webapp.feedback.visits import store as invitations
from webapp.feedback.visits.pages import gone, too_many
from webapp.feedback.visits.tokens import mark_of
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import see_other
from webapp.platform.request import network, resources

blueprint = Blueprint("visits", __name__)
FROZEN = Attribution(officer_id=None, shift=None)  # the invitation knows; what is known now plays no part


@blueprint.get("/k/<token>")
@open_to(PUBLIC)
def new_rating(token: str) -> Response:
    mark, point = _invitation(token)
    if point is None:
        return _refuse()
    key = _keys().issue(tenancy.current().id, _about(mark), clock.now().timestamp())
    return screens.rating_page(point, key, token)


@blueprint.post("/k/<token>")
@open_to(PUBLIC)
def create_rating(token: str) -> Response:
    form, mark = Form(RatingFields, request.form), mark_of(resources().keys, tenancy.current().id, token)
    ticket = _ticket(mark, form) if mark and form.ok else None
    _, point = (b"", None) if ticket and _stored(ticket) else _invitation(token)
    if point is None:
        return _receipt_or_refusal(ticket, form)
    if ticket is None:
        return _again(mark, point, token, form)
    return _redeem(mark, point, ticket, form)


def _redeem(mark: bytes, point: Point, ticket: Ticket, form: Form[RatingFields]) -> Response:
    device = Device.of_request()
    press = pressing.press_of(point, ticket, form.fields, device, channel="token", who=FROZEN)
    if not invitations.redeem(resources().lane, mark, press):
        return _receipt_or_refusal(ticket, form)
    resources().bell.ring("feedback.count", tenancy.current().slug)
    response = see_other(screens.receipt_address(ticket, pressed=screens.TRIAL if press.doubt == TRIAL else ""))
    device.leave(response)
    return response


def _again(mark: bytes, point: Point, token: str, form: Form) -> Response:
    """The page with a new key and why nothing is stored yet."""
    title, text = _("Jawaban belum terbaca"), " ".join(dict.fromkeys(form.errors.values()))
    if form.ok:
        title = _("Halaman ini sudah terlalu lama terbuka")
        text = _("Penilaian belum tersimpan. Pilihan Anda masih ada: tekan sekali lagi untuk menyimpan.")
    return screens.ask_again(point, form, title, text, about=_about(mark), token=token)


def _receipt_or_refusal(ticket: Ticket | None, form: Form[RatingFields]) -> Response:
    """Without an open invitation: what this very form has stored, else that there is none."""
    stored = _stored(ticket) if ticket else None
    if stored is None:
        return _refuse()
    is_other = stored.score != int(form.fields.nilai)
    return see_other(screens.receipt_address(ticket, pressed=screens.AGAIN if is_other else ""))


def _ticket(mark: bytes, form: Form[RatingFields]) -> Ticket | None:
    try:
        return _keys().read(tenancy.current().id, _about(mark), form.fields.kunci, clock.now().timestamp())
    except BadKey:
        return None


def _stored(ticket: Ticket) -> store.StoredRating | None:
    return store.find(resources().lane, tenancy.current().id, ticket.rating_id)


def _invitation(token: str) -> tuple[bytes, Point | None]:
    """The mark of this token and the counter its open invitation is about; None without one or after many guesses."""
    tenant = tenancy.current()
    mark = mark_of(resources().keys, tenant.id, token)
    tries = current_app.extensions["receipt_tries"]
    if mark is None or not tries.are_left(_guesser()):
        return b"", None
    code = invitations.point_code(resources().lane, tenant.id, mark, clock.today(tenant.timezone))
    if code is None:
        tries.note_failure(_guesser())
        return mark, None
    return mark, current_app.extensions["points"].find(tenant, code, clock.now())


def _refuse() -> Response:
    is_patient = current_app.extensions["receipt_tries"].are_left(_guesser())
    return gone() if is_patient else too_many()


def _guesser() -> str:
    return tenancy.key_for(tenancy.current(), "invitation", network())


def _about(mark: bytes) -> UUID:
    """What a form of this invitation is for: no other's key opens it."""
    return UUID(bytes=mark[:16], version=4)


def _keys() -> FormKeys:
    return current_app.extensions["form_keys"]
