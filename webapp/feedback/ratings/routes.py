"""The citizens' hot path: the rating page, the press, the receipt and its two small steps."""

from flask import Blueprint, Response, abort, current_app, request

from webapp.feedback.ratings import pressing, screens, store
from webapp.feedback.ratings.forms import CommentFields, PointFields, RatingFields, ReasonFields, ReceiptFields
from webapp.feedback.ratings.keys import CODE, BadKey, FormKeys, Ticket, as_written
from webapp.feedback.ratings.page import Pages
from webapp.feedback.ratings.pressing import TRIAL, Device
from webapp.feedback.ratings.tries import Tries
from webapp.feedback.services.points import Point, Points
from webapp.platform import clock, pages, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.request import network, resources
from webapp.platform.tenancy import Tenant

blueprint = Blueprint("ratings", __name__)


def install(app) -> None:
    """Adds the public rating pages."""
    held = app.config["RESOURCES"]
    app.extensions["points"] = Points(held.lane)
    app.extensions["rating_pages"] = Pages()
    app.extensions["form_keys"] = FormKeys(held.keys)
    app.extensions["receipt_tries"] = Tries()
    app.register_blueprint(blueprint)


@blueprint.get("/n/<code>")
@open_to(PUBLIC)
def new_rating(code: str) -> Response:
    tenant = tenancy.current()
    point = _point(tenant, code)
    if not point.is_open:
        return screens.closed(point)
    return screens.rating_page(point, _keys().issue(tenant.id, point.id, clock.now().timestamp()))


@blueprint.post("/n/<code>")
@open_to(PUBLIC)
def create_rating(code: str) -> Response:
    tenant = tenancy.current()
    point = _point(tenant, code)
    if not point.is_open:
        return screens.closed(point)
    form = Form(RatingFields, request.form)
    if not form.ok:
        return screens.ask_again(
            point, form, _("Jawaban belum terbaca"), " ".join(dict.fromkeys(form.errors.values()))
        )
    try:
        ticket = _keys().read(tenant.id, point.id, form.fields.kunci, clock.now().timestamp())
    except BadKey:
        return screens.ask_again(
            point, form, _("Halaman ini sudah terlalu lama terbuka"),
            _("Penilaian belum tersimpan. Pilihan Anda masih ada: tekan sekali lagi untuk menyimpan."),
        )  # fmt: skip
    device = Device.of_request()
    press = pressing.press_of(point, ticket, form.fields, device)
    is_new = store.store(resources().lane, press)
    resources().bell.ring("feedback.count", tenant.slug)
    response = pages.see_other(_after(point, ticket, not is_new, press))
    device.leave(response)
    return response


@blueprint.get("/n/<code>/terima-kasih")
@open_to(PUBLIC)
def show_thanks(code: str) -> Response:
    """After a press on a shared screen: the same for every press, and gone by itself."""
    point = _point(tenancy.current(), code)
    return screens.thanks(point) if point.is_shared else abort(404)


@blueprint.get("/n")
@open_to(PUBLIC)
def find_point() -> Response:
    """Where the code of a counter may be typed; whoever types a receipt's code here is led to the receipt."""
    tenant, form = tenancy.current(), Form(PointFields, request.args if "kode" in request.args else None)
    code = as_written(form.fields.kode) if form.ok else ""
    if _keys().from_receipt(tenant.id, code):
        return pages.see_other(screens.finding_address(code))
    if code.isascii() and _points().find(tenant, code[:40], clock.now()):
        return pages.see_other(screens.rating_address(code))
    if form.ok:
        form.refuse("kode", _("Kami tidak menemukan loket dengan kode ini. Periksa lagi huruf dan angkanya."))
    return screens.find_point(form, 404 if form.errors else 200)


@blueprint.get("/tanda-terima")
@open_to(PUBLIC)
def find_receipt() -> Response:
    """Where the code of a receipt may be typed."""
    form = Form(ReceiptFields, request.args if "kode" in request.args else None)
    ticket, status = _typed(form) if form.ok else (None, 422 if form.errors else 200)
    return pages.see_other(screens.receipt_address(ticket)) if ticket else screens.find_receipt(form, status)


@blueprint.get("/tanda-terima/<code>")
@open_to(PUBLIC)
def show_receipt(code: str) -> Response:
    ticket, rating, point = _stored(code)
    is_fresh = screens.says_trial() and pressing.doubt_of_visitor(point) == TRIAL
    return screens.receipt(ticket, rating, point, is_trial=rating.is_trial or is_fresh,
                           may_return=is_fresh and pressing.sets_up())  # fmt: skip


@blueprint.post("/tanda-terima/<code>/alasan")
@open_to(PUBLIC)
def create_reason(code: str) -> Response:
    ticket, rating, point = _stored(code)
    form = Form(ReasonFields, request.form)
    if not form.ok:
        return screens.receipt(ticket, rating, point, status=422, step="reason", form_reason=form)
    store.add_reason(resources().lane, tenancy.current().id, ticket.rating_id, form.fields.alasan)
    return pages.see_other(screens.receipt_address(ticket, "komentar"))


@blueprint.post("/tanda-terima/<code>/komentar")
@open_to(PUBLIC)
def create_comment(code: str) -> Response:
    ticket, rating, point = _stored(code)
    form = Form(CommentFields, request.form)
    if not form.ok:
        if not request.form.get("komentar", "").strip():
            form.refuse("komentar", _("Belum ada yang ditulis. Tulis satu kalimat, atau lewati saja."))
        return screens.receipt(ticket, rating, point, status=422, step="comment", form_comment=form)
    store.add_comment(resources().lane, tenancy.current().id, ticket.rating_id, form.fields.komentar)
    return pages.see_other(screens.receipt_address(ticket, "selesai"))


def _typed(form: Form[ReceiptFields]) -> tuple[Ticket | None, int]:
    """The ticket of a typed code if its receipt is here, else None, the status, and the sentence in the form.

    A code of another pemda is to this pemda one that nobody has: its rating would have another id.
    """
    tenant, tries = tenancy.current(), current_app.extensions["receipt_tries"]
    name = tenancy.key_for(tenant, "receipt", network())
    ticket = _keys().from_receipt(tenant.id, form.fields.kode)
    if ticket is None:
        form.refuse("kode", _not_a_code(form.fields.kode))
        return None, 422
    if not tries.are_left(name):
        form.refuse("kode", _("Terlalu banyak kode yang tidak dikenal dari jaringan ini. Coba lagi 15 menit lagi."))
        return None, 429
    rating = store.find(resources().lane, tenant.id, ticket.rating_id)
    if rating is None or rating.is_shared:
        tries.note_failure(name)
        form.refuse("kode", _("Kami tidak menemukan bukti dengan kode ini. Periksa lagi hurufnya satu per satu."))
        return None, 404
    return ticket, 303


def _not_a_code(text: str) -> str:
    count = len(as_written(text))
    if count != CODE:
        return _("Kode bukti terdiri atas %(all)s huruf dan angka. Yang Anda tulis ada %(n)s.", all=CODE, n=count)
    return _("Ada huruf yang tidak dipakai dalam kode bukti. Periksa lagi hurufnya satu per satu.")


def _after(point: Point, ticket: Ticket, is_again: bool, press: store.Press) -> str:
    """Where a press leads. On a shared screen a form pressed again may be another person's: it tells nothing."""
    if point.is_shared:
        return screens.thanks_address(point.code)
    pressed = screens.TRIAL if press.doubt == TRIAL else ""
    if is_again and _differs(tenancy.current(), ticket, press.score):
        pressed = screens.AGAIN
    return screens.receipt_address(ticket, pressed=pressed)


def _differs(tenant: Tenant, ticket: Ticket, score: int) -> bool:
    """Whether this form had been stored with another answer, which stays."""
    first = store.find(resources().lane, tenant.id, ticket.rating_id)
    return first is not None and first.score != score


def _point(tenant: Tenant, code: str) -> Point:
    return _points().find(tenant, code.lower()[:40], clock.now()) or abort(404)


def _stored(code: str) -> tuple[Ticket, store.StoredRating, Point]:
    tenant = tenancy.current()
    ticket = _keys().from_receipt(tenant.id, code[:64])
    rating = store.find(resources().lane, tenant.id, ticket.rating_id) if ticket else None
    if rating is None or rating.is_shared:
        abort(404)
    return ticket, rating, _point(tenant, rating.point_code)


def _points() -> Points:
    return current_app.extensions["points"]


def _keys() -> FormKeys:
    return current_app.extensions["form_keys"]
