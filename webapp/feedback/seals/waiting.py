"""The way of an answer to its seal: one line for whoever counts answers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from webapp.platform.db import TenantSession

AWAIT = sa.text("""
insert into seal_waiting (tenant_id, kind, record_id, day)
select :tenant, :kind, v.* from unnest(cast(:ids as uuid[]), cast(:days as date[])) v
on conflict (tenant_id, kind, record_id) do nothing
""")


def await_seal(session: TenantSession, kind: str, ids: Sequence[UUID], days: Sequence[date]) -> None:
    """These answers go into the next seal. In the transaction that counts them; twice is once."""
    if ids:
        session.connection().execute(
            AWAIT, {"tenant": session.tenant.id, "kind": kind, "ids": list(ids), "days": list(days)}
        )
