"""Releasing as jobs: after counting, and when the day turns."""

from uuid import UUID

from webapp.feedback.publication import domain, officers
from webapp.feedback.publication.windows import window
from webapp.feedback.ratings.forget import forget
from webapp.feedback.ratings.jobs import drain_all
from webapp.feedback.services.queries import opd_ids_with_points, opd_of_points
from webapp.people.published import ancestors_of
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"publication.turn_day": 600.0}


@background("feedback.count")
def count_and_release(resources: Resources, tenant: Tenant) -> int:
    """Counts what waits and releases the scores it completes a batch of; returns how many ratings were counted."""
    counted, points = drain_all(resources, tenant)
    if points:
        with serving(tenant), unit_of_work(resources.engine) as session:
            _release(session, tenant, opd_of_points(session, points))
    return counted


@background("publication.turn_day")
def turn_day(resources: Resources, tenant: Tenant) -> None:
    """Moves every window to today, forgets what lies before it, recomputes comparisons; twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        today = clock.today(tenant.timezone)
        forget(session, window(today)[0])
        domain.refresh_standings(session, today)
        _release(session, tenant, set(opd_ids_with_points(session)))
        if officers.computed_until(session) != today:
            officers.compute_all(session, today, clock.now())


def _release(session, tenant: Tenant, opd_ids: set[UUID]) -> None:
    for opd_id in sorted(ancestors_of(session, opd_ids)):
        domain.release(session, opd_id, clock.today(tenant.timezone))
