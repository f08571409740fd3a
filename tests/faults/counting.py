"""What must be true of the ratings after any accident."""

import time

from bench.stack import Stack
from webapp.feedback.publication import recheck
from webapp.feedback.seals.records import KINDS, never_sealed
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving


def differences(stack: Stack) -> list:
    """Aggregates that do not say what the ratings say, and answers on no way to a seal."""
    tenant = stack.world.pontianak.tenant
    with serving(tenant), TenantSession(stack.resources.engine) as session:
        wrong = recheck.differences(session, clock.today(tenant.timezone))
        return [*wrong, *((kind, one) for kind in KINDS for one in never_sealed(session, kind))]


def one(stack: Stack, statement: str, *values):
    """A single value, past row security."""
    with stack.superuser() as connection:
        return connection.execute(statement, values).fetchone()[0]


def waiting(stack: Stack) -> int:
    """Events that are still to be counted."""
    return one(stack, "select count(*) from rating_event where quarantined_at is null")


def counted(stack: Stack) -> int:
    """Ratings in the buckets of all pemda."""
    return one(stack, "select coalesce(sum(n), 0) from rating_bucket")


def stored(stack: Stack) -> int:
    """Ratings of all pemda."""
    return one(stack, "select count(*) from rating")


def settle(stack: Stack, seconds: float, tend=lambda: None) -> float:
    """Waits until nothing waits to be counted; returns how long it took. `tend` is called again and again."""
    began = time.monotonic()
    while waiting(stack):
        tend()
        assert time.monotonic() - began < seconds, f"{waiting(stack)} ratings still wait after {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


def acknowledged_rows(stack: Stack, receipts: list[str]) -> int:
    """How many of these receipts stand for a stored rating."""
    keys, tenant = stack.keys(), stack.world.pontianak.tenant
    ids = [keys.from_receipt(tenant.id, code).rating_id for code in receipts]
    return one(stack, "select count(*) from rating where tenant_id = %s and id = any(%s)", tenant.id, ids)
