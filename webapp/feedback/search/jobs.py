"""Keeping the index beside the texts: as messages are given, and once an hour by comparing all of them."""

from datetime import date

from webapp.feedback.search import repairing
from webapp.feedback.search.sources import SOURCES
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"search.catch-up": 600.0, "search.rebuild": 3600.0}


@background("search.catch-up")
def catch_up(resources: Resources, tenant: Tenant) -> int:
    """Indexes all that waits; returns how many. Twice, or two at once, is harmless."""
    done, step = 0, repairing.AT_ONCE
    with serving(tenant):
        while step == repairing.AT_ONCE:
            with unit_of_work(resources.engine) as session:
                step = repairing.catch_up(session)
            done += step
    return done


@background("search.rebuild")
def rebuild(resources: Resources, tenant: Tenant) -> int:
    """Compares the index with the texts and repairs it; returns how many texts differed."""
    with serving(tenant):
        return sum(_rebuild(resources, kind, clock.today(tenant.timezone)) for kind in SOURCES)


def _rebuild(resources: Resources, kind: str, today: date) -> int:
    differed, after = 0, repairing.FIRST
    while after is not None:
        with unit_of_work(resources.engine) as session:
            found = repairing.repair(session, kind, today, after)
        differed, after = differed + len(found), found.until
    return differed
