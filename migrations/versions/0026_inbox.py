"""The office side of complaints: templates for replies, and what a case changed, in one public sentence."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    tenant_table(
        "complaint_template",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("complaint_template_name_check")),
        sa.CheckConstraint("length(text) between 1 and 4000", name=op.f("complaint_template_text_check")),
        _key("complaint_template", "unit_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_template_pkey")),
        grants="mutable",
    )
    tenant_table(
        "complaint_change",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("length(sentence) between 1 and 200", name=op.f("complaint_change_sentence_check")),
        _key("complaint_change", "complaint_id", "complaint"),
        _key("complaint_change", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_change_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "complaint_id", "number", name=op.f("complaint_change_tenant_id_complaint_id_number_key")
        ),
        grants="append",
    )


def downgrade() -> None:
    drop_tables("complaint_change", "complaint_template")


def _key(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], [f"{of}.tenant_id", f"{of}.id"], name=op.f(f"{table}_tenant_id_{column}_fkey")
    )
