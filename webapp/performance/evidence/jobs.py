"""Taking evidence as a job: once a month for every bound indicator of an agreed SKP."""

import logging
from datetime import datetime

from webapp.performance.evidence import contests, domain, queries, rules
from webapp.performance.evidence.queries import BoundIndicator
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

log = logging.getLogger(__name__)
SCHEDULE = {"performance.take_evidence": 3600.0, "performance.remind_contests": 3600.0}


@background("performance.take_evidence")
def take_evidence(resources: Resources, tenant: Tenant) -> int:
    """Takes the cards that are due and returns how many. Running it twice, late or two at once makes no second card."""
    return take_due(resources, tenant, clock.now())


@background("performance.remind_contests")
def remind_contests(resources: Resources, tenant: Tenant) -> int:
    """Tells the verifikator once of every contest that is late; returns how many are late."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        return contests.remind(session, clock.now())


def take_due(resources: Resources, tenant: Tenant, at: datetime) -> int:
    """The same as of a given moment."""
    with serving(tenant):
        return sum(_take_one(resources, bound, at) for bound in _due(resources, at))


def _due(resources: Resources, at: datetime) -> list[BoundIndicator]:
    with TenantSession(resources.engine) as session:
        day = clock.local(at, session.tenant.timezone).date()
        found = queries.bound_indicators(session, day.year)
    return [bound for bound in found if rules.is_due(bound.last_shown_on, day)]


def _take_one(resources: Resources, bound: BoundIndicator, at: datetime) -> bool:
    """In a transaction of its own, so that one score that cannot be computed stops nobody else's card."""
    with TenantSession(resources.engine) as session:
        day = clock.local(at, session.tenant.timezone).date()
        try:
            taken = domain.take(session, bound, domain.current_score(session, bound, day), at=at)
            session.commit()
        except Exception:
            session.rollback()
            log.exception("no card for indicator %s of %s; the next round tries again", bound.id, session.tenant.slug)
            return False
    return taken is not None
