"""When and where a forum was to be before it was moved."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0028"
down_revision = "0027"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    tenant_table(
        "forum_move",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("forum_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("length(reason) between 1 and 300", name=op.f("forum_move_reason_check")),
        _key("forum_id", "forum"),
        _key("by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_move_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_move_tenant_id_forum_id_idx"), "forum_move", ["tenant_id", "forum_id"])


def downgrade() -> None:
    drop_tables("forum_move")


def _key(column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"forum_move_tenant_id_{column}_fkey")
    return sa.ForeignKeyConstraint(["tenant_id", column], [f"{to}.tenant_id", f"{to}.id"], name=name)
