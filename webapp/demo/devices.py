"""Devices in every state: a kiosk just heard, a silent one, a revoked one, one not installed, a queue system."""

from datetime import datetime, timedelta
from uuid import UUID

from webapp.demo.counters import COUNTERS
from webapp.demo.places.facts import Place
from webapp.feedback.devices import domain, queries
from webapp.feedback.devices.models import KIOSK, QUEUE
from webapp.feedback.services.queries import point_by_code
from webapp.people.published import holders_of
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.signing import Keys
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

# point, kind, name, minutes since it was heard (None: never), answers that wait on it, seconds its clock is ahead
DEVICES = (
    ("p11", KIOSK, "Tablet pintu keluar", 0, 0, 1),
    ("p6", KIOSK, "Tablet ruang tunggu", 185, 14, -312),
    ("p8", KIOSK, "Tablet lama lantai 2", 40_000, 0, 0),
    ("p3", KIOSK, "Tablet kecamatan", None, 0, 0),
    ("p10", QUEUE, "Mesin antrean lobi", 2, 0, 0),
)
REVOKED = "Tablet lama lantai 2"


def plant_devices(resources: Resources, tenant: Tenant, place: Place) -> None:
    """Registers them all, if there are none yet; nobody holds their keys."""
    codes = {counter.key: facts.code for counter, facts in zip(COUNTERS, place.points, strict=True)}
    with serving(tenant), unit_of_work(resources.engine) as session:
        if queries.all_devices(session):
            return
        at = clock.now()
        by = min(holders_of(session, "organisasi", clock.today(tenant.timezone)))
        for point, *facts in DEVICES:
            _plant(session, resources.keys, codes[point], facts, by, at)


def _plant(session: TenantSession, keys: Keys, code: str, facts: list, by: UUID, at: datetime) -> None:
    kind, name, heard, waits, ahead = facts
    point = point_by_code(session, code)
    device, _key = domain.register(session, keys, kind=kind, point_id=point.id, name=name, by=by, at=at)
    if heard is not None:
        seen = at - timedelta(minutes=heard)
        device.installed_at = seen
        domain.hear(device, at=seen, queue_depth=waits, clock_skew=ahead)
    if name == REVOKED:
        domain.revoke(session, device, by=by, at=at)
