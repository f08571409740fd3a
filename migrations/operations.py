"""What every migration uses to make a table: columns, key, row security, policy and grants in one call."""

from typing import Any

import sqlalchemy as sa
from alembic import op

APP, OPS = "pamong_app", "pamong_ops"
GRANTS = {
    "append": "select, insert",  # history: nobody rewrites it
    "mutable": "select, insert, update",
    "queue": "select, insert, update, delete",  # outboxes, sessions, what must be forgotten
}


def tenant_table(name: str, *parts: Any, grants: str) -> None:
    """A table of the pemda. `parts` as for create_table, with tenant_id first in its key and every foreign key."""
    table = op.create_table(name, *parts)
    _check_keys(table)
    op.execute(f"alter table {name} enable row level security")
    op.execute(f"alter table {name} force row level security")
    tenant = "sec.tenant()" if on_citus() else "(select sec.tenant())"
    op.execute(
        f"create policy tenant on {name} using (tenant_id = {tenant}) with check (tenant_id = {tenant})"
    )
    op.execute(f"grant {GRANTS[grants]} on {name} to {APP}")
    op.execute(f"grant select, insert, update, delete on {name} to {OPS}")
    if on_citus():
        op.execute(f"select create_distributed_table('{name}', 'tenant_id')")


def reference_table(name: str, *parts: Any) -> None:
    """A small shared table that everybody may read and only the operator writes."""
    op.create_table(name, *parts)
    op.execute(f"grant select on {name} to {APP}")
    op.execute(f"grant select, insert, update on {name} to {OPS}")
    if on_citus():
        op.execute(f"select create_reference_table('{name}')")


def drop_tables(*names: str) -> None:
    """Downgrade: children first."""
    for name in names:
        op.drop_table(name)


def _check_keys(table: sa.Table) -> None:
    keys = [table.primary_key, *(c for c in table.constraints if isinstance(c, sa.UniqueConstraint))]
    for key in keys:
        if [column.name for column in key.columns][:1] != ["tenant_id"]:
            raise ValueError(f"{table.name}: every key begins with tenant_id")
    for key in table.foreign_key_constraints:
        if key.column_keys[0] != "tenant_id":
            raise ValueError(f"{table.name}: every foreign key begins with tenant_id")


def on_citus() -> bool:
    """Whether tables are distributed here; Citus takes no policy that asks another table."""
    if op.get_context().as_sql:
        return False
    found = op.get_bind().execute(sa.text("select 1 from pg_extension where extname = 'citus'"))
    return found.first() is not None
