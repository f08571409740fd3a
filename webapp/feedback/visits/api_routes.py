"""Where queue systems tell of visits that ended and get the invitation for whoever was served; with its manual."""

import json
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.datastructures import MultiDict

from webapp.feedback.devices.domain import hear, holder_of
from webapp.feedback.devices.models import QUEUE, Device
from webapp.feedback.services.points import Point
from webapp.feedback.services.queries import points_by_id
from webapp.feedback.visits import domain, picture, words
from webapp.feedback.visits.forms import MOST_SERVED, VisitFields
from webapp.feedback.visits.rules import last_day
from webapp.platform import clock, tenancy
from webapp.platform.access import PUBLIC, open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, network, resources

blueprint = Blueprint("queueing", __name__)
MOST_BYTES = 4096
A_MINUTE = 120  # messages of one device
MOST_UNKNOWN_KEYS = 30  # from one network in a quarter of an hour
WINDOW = 60
HEARD = timedelta(minutes=1)


class Refused(Exception):
    """The message is not taken: status, code, the sentence, and what is wrong with which field."""

    def __init__(self, status: int, code: str, **fields: str):
        super().__init__(code)
        self.status, self.code, self.fields = status, code, fields

    def answer(self) -> Response:
        """As the queue system reads it."""
        told = {"kode": self.code, "pesan": _(words.API_REFUSALS[self.code])}
        response = jsonify(kesalahan=told | ({"isian": self.fields} if self.fields else {}))
        response.status_code = self.status
        if self.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        if self.status == 429:
            response.headers["Retry-After"] = str(WINDOW)
        return response


@blueprint.get("/api/kunjungan")
@open_to(PUBLIC)
def show_manual() -> Response:
    root = public_root(tenancy.current())
    return render_page(
        "feedback/visits/manual.html", message=words.MESSAGE.format(address=f"{root}/api/kunjungan", code="loket1"),
        answer=json.dumps(_told(f"{root}/k/...", "...", clock.today(tenancy.current().timezone), 45, "..."), indent=1),
        fields=words.FIELDS,
        refusals=words.API_REFUSALS, statuses=words.API_STATUSES,
        most_bytes=MOST_BYTES, a_minute=A_MINUTE, most_served=MOST_SERVED,
    )  # fmt: skip


@blueprint.post("/api/kunjungan")
@open_to(PUBLIC)
def create_visit() -> Response:
    try:
        device = _device()
        form = _message()
        point = _point(device, form.fields.titik)
        return _invite(device, point, form.fields)
    except Refused as problem:
        db().rollback()
        return problem.answer()


def _invite(device: Device, point: Point, sent: VisitFields) -> Response:
    tenant, now = tenancy.current(), clock.now()
    visit = domain.visit_at(point, now, tenant.timezone, "antrean", source_id=device.id, served=sent.dilayani)
    try:
        token = domain.end(db(), resources().keys, visit, sent.rujukan, invites=sent.undang)
    except domain.AlreadyIssued:
        raise Refused(409, "sudah-dilaporkan") from None
    if device.last_seen_at is None or now - device.last_seen_at > HEARD:
        hear(device, at=now, queue_depth=0, clock_skew=0)
        db().add(device)
    db().commit()
    if token is None:
        return jsonify(tercatat=True)
    address = f"{public_root(tenant)}/k/{token}"
    width, path = picture.drawn(address)
    until = last_day(visit.week)
    text = _("Nilai pelayanan %(service)s yang baru Anda terima, tanpa nama, satu kali: %(address)s",
             service=point.service_name, address=address)  # fmt: skip
    response = jsonify(_told(address, text, until, width, path))
    response.status_code = 201
    return response


def _told(address: str, text: str, until: date, width: int, path: str) -> dict[str, Any]:
    """An invitation as the queue system reads it."""
    return {"tautan": address, "teks": text, "berlaku_sampai": until.isoformat(),
            "qr": {"ukuran": width, "jalur": path}}  # fmt: skip


def _device() -> Device:
    """The queue system whose key came along. Raises Refused; unknown keys are counted by network."""
    tries, asker = current_app.extensions["key_tries"], tenancy.key_for(tenancy.current(), "device key", network())
    if not tries.are_left(asker):
        raise Refused(429, "terlalu-sering")
    kind, _blank, key = request.headers.get("Authorization", "").partition(" ")
    device = holder_of(db(), resources().keys, key.strip()) if kind.lower() == "bearer" else None
    if device is None:
        tries.note_failure(asker)
        raise Refused(401, "kunci-tidak-dikenal")
    if not device.is_active:
        raise Refused(401, "kunci-dicabut")
    if device.kind != QUEUE:
        raise Refused(403, "bukan-sistem-antrean")
    _refuse_hurry(device)
    return device


def _refuse_hurry(device: Device) -> None:
    messages, name = current_app.extensions["device_messages"], str(device.id)
    if not messages.are_left(name):
        raise Refused(429, "terlalu-sering")
    messages.note_failure(name)


def _message() -> Form[VisitFields]:
    """What was sent. Raises Refused."""
    if request.mimetype != "application/json":
        raise Refused(415, "bukan-json")
    body = request.stream.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise Refused(413, "terlalu-besar")
    try:
        sent = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "json-rusak") from None
    if not isinstance(sent, dict) or not all(isinstance(each, str | int | bool) for each in sent.values()):
        raise Refused(400, "json-rusak")
    form = Form(VisitFields, MultiDict({name: _text(each) for name, each in sent.items()}))
    if not form.ok:
        raise Refused(422, "isian-salah", **form.errors)
    return form


def _text(value: Any) -> str:
    """The value as a form would send it; half a sign, which no text can hold, becomes a question mark."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _point(device: Device, code: str) -> Point:
    """The open counter of this code, of the office the device stands in. Raises Refused."""
    home = points_by_id(db(), {device.point_id})[device.point_id]
    point = current_app.extensions["points"].find(tenancy.current(), code.lower(), clock.now())
    if point is None or point.opd_id != home.opd_id:
        raise Refused(404, "titik-tidak-dikenal")
    if not point.is_open:
        raise Refused(409, "titik-tutup")
    return point
