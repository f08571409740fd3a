"""Forgetting failed sign-ins, and sessions and notices that are long over; closing what a last day left open."""

from datetime import timedelta

import sqlalchemy as sa

from webapp.people.directory import persons
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving
from webapp.tenants.published import retention_of

SCHEDULE = {"people.forget": 3600.0}
KEPT_NOTICES = timedelta(days=180)
FAILURES = sa.text("delete from sign_in_failure where tenant_id = :tenant and at < :before")
SESSIONS = sa.text("delete from web_session where tenant_id = :tenant and seen_at < :before")
NOTICES = sa.text("delete from notice where tenant_id = :tenant and at < :before")


@background("people.forget")
def forget(resources: Resources, tenant: Tenant) -> None:
    """Deletes what is older than the pemda keeps it; twice changes nothing."""
    now = clock.now()
    with serving(tenant), unit_of_work(resources.engine) as session:
        connection, kept = session.connection(), retention_of(session)
        connection.execute(FAILURES, {"tenant": tenant.id, "before": now - timedelta(days=kept.failure_days)})
        connection.execute(SESSIONS, {"tenant": tenant.id, "before": now - timedelta(days=kept.session_days)})
        persons.close_accounts_of_left(session, clock.today(tenant.timezone))
        connection.execute(NOTICES, {"tenant": tenant.id, "before": now - KEPT_NOTICES})
