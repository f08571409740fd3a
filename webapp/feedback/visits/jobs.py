"""Letting invitations end, by the clock."""

from webapp.feedback.visits import domain
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"visits.expire": 3600.0}


@background("visits.expire")
def expire(resources: Resources, tenant: Tenant) -> None:
    """Ends what is too old in this pemda; twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        domain.expire(session, clock.today(tenant.timezone))
