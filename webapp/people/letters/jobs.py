"""Letters by the clock: sending what waits, telling people by mail what the bell tells them, forgetting."""

import logging
import time

from webapp.people.letters import sending, telling
from webapp.people.letters.carriers import Away, Carrier, FileCarrier, SmtpCarrier
from webapp.people.letters.rules import CHANNELS, EMAIL
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving
from webapp.settings import EMBEDDED, MailServer, Settings

SCHEDULE = {"letters.send": 10.0, "letters.tell": 60.0, "letters.forget": 3600.0}
LONGEST = 30.0  # seconds of one turn: other work and other pemda wait for its end
PAUSE = 60.0  # seconds in which a server that could not be reached is left alone by this process
log = logging.getLogger(__name__)
_left_alone: dict[str, float] = {}


def carriers_of(settings: Settings, tenant: Tenant) -> dict[str, Carrier]:
    """Who carries what here: by channel. In the embedded mode what has no server is written into files."""
    folder = settings.home / "surat" / tenant.slug
    found: dict[str, Carrier] = {}
    if settings.environment == EMBEDDED:
        found = {channel: FileCarrier(channel, folder) for channel in CHANNELS}
    if settings.mail_server:
        found[EMAIL] = SmtpCarrier(settings.mail_server)
    return found


def _place(server: MailServer) -> str:
    return f"{server.host}:{server.port}"


def forget_pauses() -> None:
    """Every server may be asked again at once."""
    _left_alone.clear()


@background("letters.send")
def send(resources: Resources, tenant: Tenant) -> int:
    """Sends what waits, for a while; returns how many letters were taken in hand. Twice at once does no harm."""
    carriers, done, begun = carriers_of(resources.settings, tenant), 0, time.monotonic()
    server = resources.settings.mail_server
    if not carriers or not tenant.is_open or (server and _left_alone.get(_place(server), 0) > begun):
        return 0
    with serving(tenant):
        with unit_of_work(resources.engine) as session:
            sending.recover(session, clock.now())
        try:
            while time.monotonic() - begun < LONGEST and sending.send_one(resources, carriers):
                done += 1
        except Away as problem:
            log.warning("letters of %s wait: %s", tenant.slug, sending.rules.without_addresses(str(problem)))
            if server:
                _left_alone[_place(server)] = time.monotonic() + PAUSE
        except sending.TakenAway:
            log.warning("a letter of %s is in other hands", tenant.slug)
        finally:
            for carrier in carriers.values():
                carrier.close()
    return done


@background("letters.tell")
def tell(resources: Resources, tenant: Tenant) -> int:
    """Puts into the outbox what people want to be told by mail; returns how many letters."""
    if not carriers_of(resources.settings, tenant) or not tenant.is_open:
        return 0
    with serving(tenant), unit_of_work(resources.engine) as session:
        return telling.tell_by_mail(session, resources.keys, resources.settings, clock.now())


@background("letters.forget")
def forget(resources: Resources, tenant: Tenant) -> None:
    """Forgets addresses and words of letters that are over; twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        sending.forget(session, clock.now())
