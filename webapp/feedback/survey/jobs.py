"""Counting responses as a job, soon after each and by the clock."""

from webapp.feedback.survey import counting
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"survey.count": 30.0}  # whoever missed the bell is found by the clock


@background("survey.count")
def count(resources: Resources, tenant: Tenant) -> int:
    """Counts all that waits for this pemda; returns how many. Twice, or two at once, is harmless."""
    counted, step = 0, counting.BATCH
    with serving(tenant):
        while step == counting.BATCH:
            with unit_of_work(resources.engine) as session:
                step = counting.count_waiting(session)
            counted += step
    return counted
