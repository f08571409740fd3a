"""The clock of complaints as a job: limits that are near, reminders, silent ends, letters, contacts to forget."""

from webapp.feedback.complaints import alarms, domain, letters
from webapp.people.published import know_letters
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"complaints.clock": 900.0, "complaints.letters": 120.0}
know_letters(letters.LETTERS, letters.PURPOSES)


@background("complaints.clock")
def run(resources: Resources, tenant: Tenant) -> int:
    """Does all that is due for this pemda now; returns how much was done. Twice, or two at once, is harmless."""
    at = clock.now()
    with serving(tenant):
        with unit_of_work(resources.engine) as session:
            done = alarms.remind(session, at)
        with unit_of_work(resources.engine) as session:
            done += alarms.speak(session, at)
        with unit_of_work(resources.engine) as session:
            done += domain.forget_contacts(session, clock.today(tenant.timezone))
    return done


@background("complaints.letters")
def write(resources: Resources, tenant: Tenant) -> int:
    """Puts into the outbox what citizens want to be told by mail; returns how many letters. Twice is harmless."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return letters.write(session, resources.keys, clock.now())
