"""Draining as a job: batches until nothing waits, one by one when a batch fails."""

import logging
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings import drain
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

log = logging.getLogger(__name__)


MOST_BATCHES = 20  # then let the scores be released before counting on


def drain_all(resources: Resources, tenant: Tenant) -> tuple[int, set[UUID]]:
    """Counts what waits for this pemda; returns how many and at which points. Twice, or two at once, is harmless."""
    counted: list[UUID] = []
    with serving(tenant):
        for _ in range(MOST_BATCHES):
            try:
                step = _batch(resources)
            except sa.exc.OperationalError as problem:
                log.warning("counting for %s waits: the database is busy or away (%s)", tenant.slug, problem.orig)
                break
            except Exception as problem:
                log.warning(
                    "a batch of %s could not be counted (%s); trying one by one", tenant.slug, problem
                )
                step = _one_by_one(resources)
            counted += step
            if len(step) < drain.BATCH:
                break
    return len(counted), set(counted)


def _batch(resources: Resources) -> list[UUID]:
    with TenantSession(resources.engine) as session:
        step = drain.drain(session)
        session.commit()
    return step


def _one_by_one(resources: Resources) -> list[UUID]:
    counted: list[UUID] = []
    with TenantSession(resources.engine) as session:
        events = drain.waiting(session)
        session.rollback()
        for event_id in events:
            try:
                counted += drain.drain(session, 1, only=event_id)
                session.commit()
            except sa.exc.OperationalError:
                session.rollback()  # a lock or a connection, not the event's fault
                break
            except Exception as problem:
                session.rollback()
                drain.blame(session, event_id, f"{type(problem).__name__}: {problem}", clock.now())
                session.commit()
                log.error("event %s of %s cannot be counted: %s", event_id, session.tenant.slug, problem)
    return counted
