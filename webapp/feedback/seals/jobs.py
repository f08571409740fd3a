"""Sealing as a job: after midnight of the pemda, every day that is over."""

from webapp.feedback.seals import domain
from webapp.platform import clock
from webapp.platform.db import TenantSession, be_patient
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"seals.make": 600.0}


@background("seals.make")
def make(resources: Resources, tenant: Tenant) -> int:
    """Seals the days before today that have no seal yet; returns how many. Twice, or two at once, is harmless."""
    made = 0
    with serving(tenant):
        while _one_more(resources, tenant):
            made += 1
    return made


def _one_more(resources: Resources, tenant: Tenant) -> bool:
    with TenantSession(resources.engine) as session:
        be_patient(session)
        day = domain.next_day(session)
        if day is None or day >= clock.today(tenant.timezone):
            return False
        if domain.seal_day(session, day, clock.now()) is None:
            return False
        session.commit()
        return True
