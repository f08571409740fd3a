"""The kiosk: its screen, its installation by a link that works once, and the taps it kept while it was alone.

Who opens the screen is told by a cookie with the device's key, which no script can read and which is sent to these
addresses only. What waits on the tablet is signed with a key of its own, which its browser keeps and never gives out:
the signature alone says whose it is, so that a lost cookie loses no answer.
"""

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from pydantic import ValidationError

from webapp.feedback.devices import domain as devices
from webapp.feedback.devices.models import KIOSK, Device
from webapp.feedback.devices.refusals import NotPossible
from webapp.feedback.kiosks import domain, screens
from webapp.feedback.kiosks.forms import Batch, InstallFields, PressFields
from webapp.feedback.kiosks.rules import skew_of
from webapp.feedback.ratings import store
from webapp.feedback.ratings.keys import BadKey, FormKeys
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.queries import points_by_id
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import see_other
from webapp.platform.request import cookie, db, network, resources

blueprint = Blueprint("kiosks", __name__)
COOKIE = "kiosk"
FOR_LONG = 400 * 24 * 3600  # seconds: as long as a browser keeps any cookie; every visit of the page begins it anew


@blueprint.get("/kiosk")
@open_to(PUBLIC)
def show() -> Response:
    device = _device()
    if device is None:
        return see_other(url_for(".new_installation"))
    now, point = clock.now(), _point(device)
    key = _form_keys().issue(tenancy.current().id, point.id, now.timestamp())
    return _remembering(screens.screen(device, point, key, now), cookie(COOKIE) or "")


@blueprint.post("/kiosk")
@open_to(PUBLIC)
def create_rating() -> Response:
    device, tenant, now = _device(), tenancy.current(), clock.now()
    if device is None or not device.is_active:
        return see_other(url_for(".show"))
    point, form = _point(device), Form(PressFields, request.form)
    try:
        ticket = _form_keys().read(tenant.id, point.id, form.fields.kunci if form.ok else "", now.timestamp())
    except BadKey:
        return see_other(url_for(".show"))
    made = domain.press(
        db(), resources().keys, device, point, ticket.rating_id, int(form.fields.nilai), now, network()
    )
    store.store(resources().lane, made)
    resources().bell.ring("feedback.count", tenant.slug)
    return see_other(url_for(".show_thanks"))


@blueprint.get("/kiosk/terima-kasih")
@open_to(PUBLIC)
def show_thanks() -> Response:
    device = _device()
    return screens.thanks(_point(device)) if device else see_other(url_for(".new_installation"))


@blueprint.get("/kiosk/pasang")
@open_to(PUBLIC)
def new_installation() -> Response:
    form = Form(InstallFields, request.args if "kode" in request.args else None)
    device = None
    if form.ok:
        device = devices.invited(db(), resources().keys, form.fields.kode, clock.now())
        if device is None:
            form.refuse("kode", _("Kode ini tidak dikenal, sudah dipakai, atau sudah habis waktunya. "
                                  "Minta tautan baru kepada bagian organisasi."))  # fmt: skip
    return screens.install(form, device, 404 if form.errors else 200)


@blueprint.post("/kiosk/pasang")
@open_to(PUBLIC)
def create_installation() -> Response:
    form = Form(InstallFields, request.form)
    if not form.ok:
        return screens.install(form, None, 422)
    try:
        _installed, key_text = devices.install(db(), resources().keys, form.fields.kode, clock.now())
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return screens.install(form, None, 422)
    db().commit()
    return _remembering(see_other(url_for(".show")), key_text)


@blueprint.post("/kiosk/kunci")
@open_to(PUBLIC)
def create_key() -> Response:
    """The key the tablet signs with: its browser keeps it in a way that no script can read it out again."""
    device = _device()
    if device is None or not device.is_active:
        return _turned_away(device)
    return jsonify(perangkat=str(device.id), kunci=domain.queue_key(resources().keys, device).hex())


@blueprint.post("/kiosk/kirim")
@open_to(PUBLIC)
def create_ratings() -> Response:
    """What waits on the tablet; with nothing in it, a sign of life. Answered only after COMMIT."""
    now = clock.now()
    try:
        batch = Batch.model_validate_json(request.get_data())
    except ValidationError:
        return _answer(422, sebab="tidak-terbaca")
    device = domain.sender(db(), resources().keys, batch)
    if device is None or not device.is_active:
        return _turned_away(device)
    point = _point(device)
    taken = domain.take(
        db(), resources().lane, resources().keys, device, point, batch.ketukan, batch.jam, now, network()
    )
    devices.hear(device, at=now, queue_depth=batch.antrean, clock_skew=skew_of(batch.jam, now))
    hours = screens.opened(point, now)
    db().commit()
    if taken.is_new:
        resources().bell.ring("feedback.count", tenancy.current().slug)
    refused = [{"id": tap_id, "sebab": why} for tap_id, why in taken.refused]
    return _answer(200, tersimpan=taken.stored, ditolak=refused, buka=hours, jam=int(now.timestamp() * 1000),
                   versi=screens.version())  # fmt: skip


@blueprint.get("/kiosk/pekerja.js")
@open_to(PUBLIC)
def show_worker() -> Response:
    return screens.worker()


@blueprint.get("/kiosk/manifes.json")
@open_to(PUBLIC)
def show_manifest() -> Response:
    device = _device()
    return screens.manifest(_point(device).name) if device else abort(404)


def _turned_away(device: Device | None) -> Response:
    """401: nobody knows this tablet; 403: it was revoked. It keeps what it has, and says so."""
    return _answer(403, sebab="dicabut") if device else _answer(401, sebab="belum-terdaftar")


def _answer(status: int, **facts: object) -> Response:
    response = jsonify(**facts)
    response.status_code = status
    return response


def _device() -> Device | None:
    """The kiosk whose key the browser holds, in use or revoked."""
    device = devices.holder_of(db(), resources().keys, cookie(COOKIE) or "")
    return device if device is not None and device.kind == KIOSK else None


def _point(device: Device) -> ServicePoint:
    return points_by_id(db(), {device.point_id})[device.point_id]


def _remembering(response: Response, key_text: str) -> Response:
    response.set_cookie(
        COOKIE, key_text, max_age=FOR_LONG, path=screens.home(), httponly=True, samesite="Strict",
        secure=resources().settings.cookies_need_tls,
    )  # fmt: skip
    return response


def _form_keys() -> FormKeys:
    return current_app.extensions["form_keys"]
