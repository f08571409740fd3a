"""Releasing as jobs: after counting, and when the day turns."""

from uuid import UUID

from webapp.feedback.publication import domain
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
    """Moves every window to today and recomputes the comparisons; the same day twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        domain.refresh_standings(session, clock.today(tenant.timezone))
        _release(session, tenant, set(opd_ids_with_points(session)))


def _release(session, tenant: Tenant, opd_ids: set[UUID]) -> None:
    for opd_id in sorted(ancestors_of(session, opd_ids)):
        domain.release(session, opd_id, clock.today(tenant.timezone))
