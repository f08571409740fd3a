"""Looking after the kiosks by the clock: the bureau is told of one that was not heard for an hour while it was open."""

from datetime import datetime

from webapp.feedback.devices import queries
from webapp.feedback.devices.models import KIOSK
from webapp.feedback.devices.page import openings
from webapp.feedback.devices.rules import LONG, silence
from webapp.people.published import holders_of, tell
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"devices.watch": 600.0}
BUREAU = "organisasi"


@background("devices.watch")
def watch(resources: Resources, tenant: Tenant) -> int:
    """Tells the bureau of every kiosk that has gone silent, once until it is heard again; returns of how many."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return tell_of_silence(session, clock.now())


def tell_of_silence(session: TenantSession, now: datetime) -> int:
    """Tells of the kiosks that nobody was told of yet. The caller commits."""
    waiting = [device for device in queries.installed(session, KIOSK) if device.silence_told_at is None]
    opened = openings(session, {device.point_id for device in waiting}, now, 1)
    silent = [each for each in waiting if silence(each.last_seen_at, opened[each.point_id], now) >= LONG]
    told = holders_of(session, BUREAU, clock.local(now, session.tenant.timezone).date()) if silent else ()
    for device in silent:
        device.silence_told_at = now
        session.add(device)
        for person_id in told:
            tell(session, person_id, "perangkat:senyap", at=now, about=device.id, nama=device.name)
    return len(silent)
