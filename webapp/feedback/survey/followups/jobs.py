"""Reminding of follow-ups whose day has passed, by the clock."""

from webapp.feedback.survey.followups import domain
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"survey.reminders": 3600.0}


@background("survey.reminders")
def remind(resources: Resources, tenant: Tenant) -> int:
    """Reminds of what is late in this pemda; returns of how many follow-ups. Twice, or two at once, is harmless."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return domain.remind(session, at=clock.now(), today=clock.today(tenant.timezone))
