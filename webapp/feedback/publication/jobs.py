"""Releasing as jobs: after counting, and when the day turns."""

from webapp.feedback.publication import digests, domain, hours, officers, reasons
from webapp.feedback.publication.series import families_of
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.forget import forget
from webapp.feedback.ratings.jobs import drain_all
from webapp.feedback.review import comments
from webapp.feedback.services.queries import opd_ids_with_points, opd_of_points
from webapp.people.published import opd_places
from webapp.platform import clock
from webapp.platform.db import be_patient, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"publication.turn_day": 600.0, "publication.write_digests": 3600.0}


@background("feedback.count")
def count_and_release(resources: Resources, tenant: Tenant) -> int:
    """Counts what waits and releases the scores it completes a batch of; returns how many ratings were counted."""
    counted, points = drain_all(resources, tenant)
    if points:
        with serving(tenant), unit_of_work(resources.engine) as session:
            domain.release(session, opd_of_points(session, points), clock.today(tenant.timezone))
    return counted


@background("publication.turn_day")
def turn_day(resources: Resources, tenant: Tenant) -> None:
    """Moves every window to today, forgets what lies before it, recomputes comparisons; twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        be_patient(session)
        today = clock.today(tenant.timezone)
        forget(session, window(today)[0])
        domain.turn_windows(session, opd_ids_with_points(session), today)
        reasons.close_weeks(session, window(today)[0], today)
        comments.close_weeks(session, window(today)[0], today)
        hours.count_hours(session, families_of(opd_places(session)), today)
        if officers.computed_until(session) != today:
            officers.compute_all(session, today, clock.now())


@background("publication.write_digests")
def write_digests(resources: Resources, tenant: Tenant) -> int:
    """Writes the digests of the month that is over, those that are not written yet; returns how many."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        be_patient(session)
        return digests.write_month(session, clock.today(tenant.timezone), clock.now())
