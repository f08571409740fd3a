"""Notices: what changed for a person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    tenant_table(
        "notice",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("read_at is null or read_at >= at", name=op.f("notice_period_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name=op.f("notice_tenant_id_person_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("notice_pkey")),
        grants="queue",
    )
    op.create_index(
        op.f("notice_tenant_id_person_id_id_idx"), "notice", ["tenant_id", "person_id", "id"], unique=False
    )
    op.create_index(
        "notice_unread", "notice", ["tenant_id", "person_id"], unique=False,
        postgresql_where=sa.text("read_at is null"),
    )  # fmt: skip


def downgrade() -> None:
    drop_tables("notice")
