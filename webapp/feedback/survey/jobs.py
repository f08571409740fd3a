"""Counting responses as a job, soon after each and by the clock; forgetting the marks of weeks that are over."""

from webapp.feedback.survey import counting
from webapp.feedback.survey.holding import marks
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

# whoever missed the bell is found by the clock
SCHEDULE = {"survey.count": 30.0, "survey.forget_marks": 3600.0}


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


@background("survey.forget_marks")
def forget_marks(resources: Resources, tenant: Tenant) -> int:
    """Deletes the marks that serve nothing any more; returns how many."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return marks.forget(session, clock.today(tenant.timezone))
