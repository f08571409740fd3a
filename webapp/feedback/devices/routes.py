"""The organisation bureau's room for devices: what each tells of itself, a new one, a new link, revoking."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_login import current_user

from webapp.feedback.devices import domain, page, queries, words
from webapp.feedback.devices.forms import DeviceFields
from webapp.feedback.devices.models import KIOSK, Device
from webapp.feedback.devices.refusals import NotPossible
from webapp.feedback.services.models import closed_note_of
from webapp.feedback.services.queries import points_by_id
from webapp.platform import clock, news, tenancy
from webapp.platform.access import open_to
from webapp.platform.addresses import public_root
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page
from webapp.platform.request import db, resources

blueprint = Blueprint("devices", __name__)
BUREAU = "organisasi"


@blueprint.get("/kelola/perangkat")
@open_to(BUREAU)
def list_devices() -> Response:
    return render_page("feedback/devices/list.html", "found", lines=page.all_lines(db(), clock.now()),
                       kinds=words.KINDS)  # fmt: skip


@blueprint.get("/kelola/perangkat/baru")
@open_to(BUREAU)
def new_device() -> Response:
    form = Form(DeviceFields)
    form.values |= {"jenis": KIOSK, "titik": request.args.get("titik", "")[:40]}
    return _form_page(form)


@blueprint.post("/kelola/perangkat")
@open_to(BUREAU)
def create_device() -> Response:
    form = Form(DeviceFields, request.form)
    if not form.ok:
        return _form_page(form, 422)
    sent, now = form.fields, clock.now()
    try:
        device, key_text = domain.register(
            db(), resources().keys, kind=sent.jenis, point_id=sent.titik, name=sent.nama, by=_me(), at=now
        )
    except NotPossible as problem:
        db().rollback()
        form.refuse(problem.field, _(problem.sentence))
        return _form_page(form, 422)
    return _shown_once(device, key_text)


@blueprint.get("/kelola/perangkat/<uuid:device_id>")
@open_to(BUREAU)
def show_device(device_id: UUID) -> Response:
    device = _found(device_id)
    return render_page(
        "feedback/devices/device.html", line=page.one_line(db(), device, clock.now()), kinds=words.KINDS,
        oddities=[(_(words.ODDITIES[why]), n) for why, n in queries.oddities(db(), device.point_id).items()],
    )  # fmt: skip


@blueprint.post("/kelola/perangkat/<uuid:device_id>/kunci")
@open_to(BUREAU)
def create_key(device_id: UUID) -> Response:
    device = _found(device_id)
    key_text = "" if device.kind == KIOSK else domain.rotate(db(), resources().keys, device, by=_me())
    return _shown_once(device, key_text)


@blueprint.get("/kelola/perangkat/<uuid:device_id>/cabut")
@open_to(BUREAU)
def new_revocation(device_id: UUID) -> Response:
    return render_page("feedback/devices/revoke.html", line=page.one_line(db(), _found(device_id), clock.now()))


@blueprint.post("/kelola/perangkat/<uuid:device_id>/cabut")
@open_to(BUREAU)
def create_revocation(device_id: UUID) -> Response:
    device = _found(device_id)
    is_new = domain.revoke(db(), device, by=_me(), at=clock.now())
    db().commit()
    answer = redirect(url_for(".show_device", device_id=device_id, _anchor=news.ANCHOR), 303)
    return news.leave(answer, "perangkat-dicabut" if is_new else "perangkat-sudah-dicabut")


def _shown_once(device: Device, key_text: str) -> Response:
    """The link that installs a kiosk, or the key of a queue system: on this page and never again."""
    if device.kind != KIOSK:
        db().commit()
        return render_page("feedback/devices/key.html", device=device, key_text=key_text)
    code = domain.invite(db(), resources().keys, device, by=_me(), at=clock.now())
    db().commit()
    grouped = " ".join(code[start : start + 4] for start in range(0, len(code), 4)).upper()
    address = f"{public_root(tenancy.current())}/kiosk/pasang"
    until = clock.local(device.invited_until, tenancy.current().timezone)
    return render_page(
        "feedback/devices/link.html", device=device, code=grouped, address=address, until=until,
        picture=page.qr_of(f"{address}?kode={code}"), closed=_closed(device),
    )  # fmt: skip


def _closed(device: Device) -> str | None:
    """Why the place of this device is closed today, or None."""
    point = points_by_id(db(), {device.point_id})[device.point_id]
    return closed_note_of(point, clock.today(tenancy.current().timezone))


def _found(device_id: UUID) -> Device:
    return queries.device_of(db(), device_id) or abort(404)


def _me() -> UUID:
    return current_user.card.id


def _form_page(form: Form, status: int = 200) -> Response:
    today = clock.today(tenancy.current().timezone)
    return render_page(
        "feedback/devices/new.html", status=status, form=form, points=page.places(db(), today),
        kinds=[(value, _(word)) for value, word in words.KINDS_TO_CHOOSE.items()],
    )  # fmt: skip
