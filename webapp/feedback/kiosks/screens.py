"""How the kiosk's pages are made: the screen itself, its thanks, its installation, and what its worker keeps."""

import hashlib
import json
from datetime import datetime, timedelta

from flask import Response, make_response, request

from webapp.feedback.devices.models import Device
from webapp.feedback.devices.page import openings
from webapp.feedback.ratings.rules import CHOICES
from webapp.feedback.ratings.styles import sheet
from webapp.feedback.services.hours import states_at
from webapp.feedback.services.models import ServicePoint, closed_note_of
from webapp.feedback.services.queries import service_by_id
from webapp.feedback.services.words import state_card
from webapp.people.published import opd_names
from webapp.platform import clock, i18n, pages, tenancy
from webapp.platform.forms import Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import static
from webapp.platform.request import db

AHEAD = 14  # days of opening hours a kiosk carries with it
BEFORE, AFTER = timedelta(minutes=30), timedelta(minutes=60)  # whoever is served last may rate after the doors close
LEAVE_AFTER = 6  # seconds of thanks
SCRIPTS = ("js/kiosk.js", "js/kiosk-queue.js")
WORKER = "js/kiosk-worker.js"
HOME = "/kiosk"
EXTRA = "; manifest-src 'self'; worker-src 'self'"


def screen(device: Device, point: ServicePoint, key: str, now: datetime) -> Response:
    """The page a citizen presses; with the opening hours of two weeks, for when there is no network."""
    style, tenant = sheet("kiosk.css", tenancy.current()), tenancy.current()
    local = clock.local(now, tenant.timezone)
    spans, note = opened(point, now), closed_note_of(point, local.date())
    is_shut = bool(note) or (spans is not None and not any(begins <= _ms(now) < ends for begins, ends in spans))
    response = pages.render_page(
        "feedback/kiosks/screen.html", status=200 if device.is_active else 410, device=device, point=point, key=key,
        **_place(point), choices=[{"value": each.value, "word": _(each.word), "own": i18n.original(each.word)}
                                  for each in CHOICES],
        closed_note=note, is_shut=is_shut, hours=json.dumps(spans), leave_after=LEAVE_AFTER,
        state=state_card(states_at(db(), [point.id], local)[point.id], tenant.timezone, local.date()),
        home=home(), version=version(), kiosk_style=pages.inline_style(style), **_tongues(),
    )  # fmt: skip
    return _dressed(response, style)


def thanks(point: ServicePoint) -> Response:
    """Thanks without a script: nothing of the press, and soon the next person's screen."""
    style = sheet("kiosk.css", tenancy.current())
    response = pages.render_page(
        "feedback/kiosks/thanks.html", point=point, **_place(point), home=home(), tongues=[],
        kiosk_style=pages.inline_style(style),
    )  # fmt: skip
    response.headers["Refresh"] = f"{LEAVE_AFTER}; url={home()}"
    return _dressed(response, style)


def install(form: Form, device: Device | None, status: int = 200) -> Response:
    """Asks for the code, and before it is used says which kiosk this will be."""
    style = sheet("kiosk.css", tenancy.current())
    response = pages.render_page(
        "feedback/kiosks/install.html", status=status, form=form, device=device, kiosk_style=pages.inline_style(style),
        **_tongues("/pasang"),
    )  # fmt: skip
    return _dressed(response, style)


def opened(point: ServicePoint, now: datetime) -> list[tuple[int, int]] | None:
    """When the kiosk takes answers, in milliseconds since 1970; None when no hours are known: then always."""
    spans = openings(db(), {point.id}, now, AHEAD)[point.id]
    return [(_ms(begins - BEFORE), _ms(ends + AFTER)) for begins, ends in spans] or None


def worker() -> Response:
    """The service worker, told which files make this version and which addresses are the kiosk's."""
    pages_ = [home(), *(tongue["url"] for tongue in _tongues()["tongues"])]
    facts = {"name": f"kiosk {home()} ", "version": version(), "files": _files(), "pages": pages_}
    script = pages.asset_bytes(WORKER) or b""
    response = make_response(f"const KIOSK = {json.dumps(facts)};\n".encode() + script)
    response.mimetype = "text/javascript"
    response.headers["Service-Worker-Allowed"] = home()
    response.headers["Cache-Control"] = "no-cache"
    return response


def manifest(point_name: str) -> Response:
    """What lets the tablet start the kiosk from its home screen, without the bars of a browser."""
    tenant = tenancy.current()
    facts = {
        "name": f"{_('Penilaian warga')}, {point_name}", "short_name": _("Penilaian warga"), "lang": i18n.language(),
        "start_url": home(), "scope": home(), "id": home(), "display": "fullscreen", "orientation": "any",
        "background_color": "#f6f3ea", "theme_color": tenant.colours.get("nila_tua", "#1d2963"),
        "icons": [{"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    response = make_response(json.dumps(facts))
    response.mimetype = "application/manifest+json"
    return response


def version() -> str:
    """Another word as soon as a file of the kiosk is another."""
    names = [*_files(), static(WORKER), pages.inline_style(sheet("kiosk.css", tenancy.current()))]
    return hashlib.sha256("".join(names).encode()).hexdigest()[:12]


def home() -> str:
    """Where the kiosk is, in the language it begins with."""
    return f"{request.script_root}{HOME}"


def _files() -> list[str]:
    return [static(name) for name in SCRIPTS]


def _place(point: ServicePoint) -> dict:
    service = service_by_id(db(), point.service_id)
    return {"service_name": service.name if service else "", "opd_name": opd_names(db()).get(point.opd_id, "")}


def _tongues(path: str = "") -> dict:
    others = [(tag, name) for tag, name in i18n.spoken_here().items() if tag != i18n.language()]
    return {
        "tongues": [{"tag": tag, "name": name, "url": f"{home()}{path}?{i18n.PARAMETER}={tag}"}
                    for tag, name in others],
        "is_unchecked": i18n.is_unchecked(),
    }  # fmt: skip


def _dressed(response: Response, style: str) -> Response:
    """`no-store` keeps the page out of the browser's memory of the way back."""
    response.headers["Content-Security-Policy"] = pages.policy(style) + EXTRA
    response.headers["Cache-Control"] = "no-store"
    return response


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
