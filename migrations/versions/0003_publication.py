"""Released scores and the standings of services."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    tenant_table(
        "released_bucket",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("perangkat_sama", sa.Integer(), nullable=False),
        sa.Column("isian_mesin", sa.Integer(), nullable=False),
        sa.Column("staf_unit", sa.Integer(), nullable=False),
        sa.Column("w1", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w2", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w3", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w4", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.CheckConstraint(
            "w1 between 0 and n1 and w2 between 0 and n2 and w3 between 0 and n3 and w4 between 0 and n4",
            name=op.f("released_bucket_weights_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("released_bucket_tenant_id_point_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "point_id", "day", "channel", name=op.f("released_bucket_pkey")),
        grants="queue",
    )
    tenant_table(
        "unit_score",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
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
        sa.Column("same_service", sa.Numeric(precision=6, scale=4), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("held", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status in ('usable', 'early', 'insufficient')", name=op.f("unit_score_status_check")),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", name=op.f("unit_score_adds_up_check")),
        sa.CheckConstraint("score is null or score between 1 and 4", name=op.f("unit_score_score_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("unit_score_tenant_id_opd_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("unit_score_pkey")),
        sa.UniqueConstraint("tenant_id", "opd_id", name=op.f("unit_score_tenant_id_opd_id_key")),
        grants="mutable",
    )
    tenant_table(
        "officer_score",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("status in ('usable', 'early', 'insufficient')", name=op.f("officer_score_status_check")),
        sa.CheckConstraint("score is null or score between 1 and 4", name=op.f("officer_score_score_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("officer_score_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("officer_score_pkey")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("officer_score_tenant_id_person_id_key")),
        grants="mutable",
    )
    tenant_table(
        "service_standing",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("stars", sa.Numeric(precision=18, scale=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("service_standing_tenant_id_opd_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("service_standing_tenant_id_service_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", "opd_id", name=op.f("service_standing_pkey")),
        grants="mutable",
    )


def downgrade() -> None:
    drop_tables("service_standing", "officer_score", "unit_score", "released_bucket")
