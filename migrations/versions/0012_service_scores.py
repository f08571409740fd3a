"""Scores of services by quarter, and the batch each rating was let out with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("rating_release", sa.Column("batch", sa.Uuid(), nullable=True))
    tenant_table(
        "service_quarter",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("undivided", sa.Integer(), nullable=False),
        _key("service_quarter", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "opd_id", "since", name=op.f("service_quarter_pkey")),
        grants="queue",
    )
    tenant_table(
        "service_score",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n_effective", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("verified_share", sa.Numeric(precision=6, scale=4), nullable=False),
        sa.Column("score", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("low", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("high", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("held", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", name=op.f("service_score_adds_up_check")),
        sa.CheckConstraint(
            "status in ('usable', 'early', 'insufficient')", name=op.f("service_score_status_check")
        ),
        sa.CheckConstraint("score is null or score between 1 and 4", name=op.f("service_score_score_check")),
        _key("service_score", "opd_id", "opd"),
        _key("service_score", "service_id", "service"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("service_score_pkey")),
        sa.UniqueConstraint(
            "tenant_id",
            "service_id",
            "opd_id",
            "since",
            name=op.f("service_score_tenant_id_service_id_opd_id_since_key"),
        ),
        grants="queue",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("service_score", "service_quarter")
    op.drop_column("rating_release", "batch")
