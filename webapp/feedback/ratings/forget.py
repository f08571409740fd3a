"""Forgetting what abuse defence needed, when the window it served has closed (UU 27/2022: purpose and retention).

The answers, their doubts and the weights they were counted with stay; the marks that could tie answers together go.
"""

from datetime import date

import sqlalchemy as sa

from webapp.platform.db import TenantSession

FORGET = (
    sa.text("delete from rating_trace where tenant_id = :tenant and week < :before"),
    sa.text("delete from rating_device where tenant_id = :tenant and week < :before"),
    sa.text("delete from rating_release where tenant_id = :tenant and week < :before"),
    sa.text("delete from rating_waiting where tenant_id = :tenant and day < :before"),
    sa.text("delete from rating_source where tenant_id = :tenant and day < :before"),
)


def forget(session: TenantSession, before: date) -> int:
    """Deletes marks of weeks that began before this Monday; returns how many rows. The caller commits."""
    values = {"tenant": session.tenant.id, "before": before}
    return sum(session.connection().execute(statement, values).rowcount for statement in FORGET)
