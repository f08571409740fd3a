"""The draw as a job: once a month, whoever runs it and however often."""

from webapp.feedback.review import drawing
from webapp.platform import clock
from webapp.platform.db import be_patient, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"review.draw_month": 3600.0}


@background("review.draw_month")
def draw_month(resources: Resources, tenant: Tenant) -> bool:
    """Draws the newest month that is over; whether it was not drawn before."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        be_patient(session)
        month = drawing.month_due(clock.today(tenant.timezone))
        return not drawing.is_drawn(session, month) and drawing.draw(session, month, clock.now()) is not None
