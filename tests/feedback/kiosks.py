"""What tests of the kiosk share: one that is installed, and taps as a tablet keeps and signs them."""

import hmac
import json
from uuid import uuid4

from tests.client import Browser
from tests.feedback.devices import make_device
from webapp.feedback.devices import domain, queries
from webapp.feedback.kiosks.domain import queue_key
from webapp.feedback.kiosks.rules import signed_batch, signed_text
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


class Tablet:
    """A tablet that was made the kiosk of this place, with a clock of its own."""

    def __init__(self, app, place, by):
        self.app, self.place = app, place
        self.device_id, _key = make_device(app, place, by)
        with serving(place.tenant), unit_of_work(app.config["RESOURCES"].engine) as session:
            self.key = queue_key(app.config["RESOURCES"].keys, queries.device_of(session, self.device_id))
        self.browser = Browser(app, place.tenant)
        self.ahead = 0  # seconds
        self.installed = self.browser.post("/kiosk/pasang", {"kode": self.invite(by)})

    def invite(self, by) -> str:
        """The code of a link."""
        resources = self.app.config["RESOURCES"]
        with serving(self.place.tenant), unit_of_work(resources.engine) as session:
            device = queries.device_of(session, self.device_id)
            return domain.invite(session, resources.keys, device, by=by.id, at=clock.now())

    @property
    def clock_ms(self) -> int:
        return int((clock.now().timestamp() + self.ahead) * 1000)

    def tap(self, score=4, minutes_ago=0, **changes) -> dict:
        """A tap as the tablet keeps it."""
        tap_id, minute = uuid4(), self.clock_ms // 60_000 - minutes_ago
        text = signed_text(self.device_id, tap_id, minute, score)
        found = {"id": str(tap_id), "perangkat": str(self.device_id), "menit": minute, "nilai": score}
        return found | {"tanda": hmac.digest(self.key, text, "sha256").hex()} | changes

    def send(self, taps=(), body=None, **changes):
        """(status, what was answered) of a batch."""
        facts = {"perangkat": str(self.device_id), "jam": self.clock_ms, "antrean": 0, "ketukan": list(taps)} | changes
        text = signed_batch(self.device_id, facts["jam"], facts["antrean"])
        facts = {"tanda": hmac.digest(self.key, text, "sha256").hex()} | facts
        answer = self.browser.post("/kiosk/kirim", body or json.dumps(facts).encode(), content_type="application/json")
        return answer.status, answer.response.get_json(silent=True)


def invited(app, place, by) -> str:
    """The code of a link that installs a new kiosk of this place."""
    device_id, _key = make_device(app, place, by)
    resources = app.config["RESOURCES"]
    with serving(place.tenant), unit_of_work(resources.engine) as session:
        return domain.invite(session, resources.keys, queries.device_of(session, device_id), by=by.id, at=clock.now())


def look_at_devices(app, place, language) -> None:
    """What only a tablet sees, and what the bureau sees once: a link, a key."""
    bureau, wish = Browser(app, place.tenant), f"?bahasa={language}"
    bureau.sign_in(place.oki)
    tablet = Tablet(app, place, place.oki)
    tablet.browser.get(f"/kiosk{wish}")
    tablet.browser.get(f"/kiosk/terima-kasih{wish}")
    tablet.browser.get(f"/kiosk/pasang{wish}&kode={tablet.invite(place.oki)}")
    for kind in ("kiosk", "antrean"):
        device_id, _key = make_device(app, place, place.oki, kind=kind)
        bureau.post(f"/kelola/perangkat/{device_id}/kunci{wish}")
    tablet.send([tablet.tap(minutes_ago=-60)])
    bureau.get(f"/kelola/perangkat/{tablet.device_id}{wish}")
