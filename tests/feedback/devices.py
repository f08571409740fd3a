"""What tests of devices share: registering one, and an address for each of its pages."""

from webapp.feedback.devices import domain
from webapp.feedback.devices.models import KIOSK
from webapp.feedback.services.queries import point_by_code
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

VIEWS = ("show_device", "create_key", "new_revocation", "create_revocation")


def make_device(app, place, by, kind=KIOSK, name="Tablet pintu keluar"):
    """A registered device at the kiosk of this place: (its id, its key)."""
    resources = app.config["RESOURCES"]
    with serving(place.tenant), unit_of_work(resources.engine) as session:
        point = point_by_code(session, place.kiosk)
        device, key_text = domain.register(
            session, resources.keys, kind=kind, point_id=point.id, name=name, by=by.id, at=clock.now()
        )
        return device.id, key_text


def of_devices(app, place, owner) -> dict[str, dict[str, object]]:
    """A device for every page that shows one."""
    device_id, _key = make_device(app, place, owner)
    return {f"devices.{view}": {"device_id": device_id} for view in VIEWS}
