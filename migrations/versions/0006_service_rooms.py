"""What the rooms for services keep: standards, their drafts, opening hours."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    tenant_table(
        "standard_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("parts", postgresql.JSONB(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("jsonb_typeof(parts) = 'object'", name=op.f("standard_draft_parts_check")),
        sa.CheckConstraint("revision >= 1", name=op.f("standard_draft_revision_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("standard_draft_tenant_id_service_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("standard_draft_pkey")),
        sa.UniqueConstraint("tenant_id", "service_id", name=op.f("standard_draft_tenant_id_service_id_key")),
        grants="queue",
    )
    tenant_table(
        "service_standard",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("parts", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("jsonb_typeof(parts) = 'object'", name=op.f("service_standard_parts_check")),
        sa.CheckConstraint("version >= 1", name=op.f("service_standard_version_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("service_standard_tenant_id_service_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "published_by"],
            ["person.tenant_id", "person.id"],
            name=op.f("service_standard_tenant_id_published_by_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("service_standard_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "service_id", "version", name=op.f("service_standard_tenant_id_service_id_version_key")
        ),
        grants="append",
    )
    tenant_table(
        "opening_hours",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.CheckConstraint("weekday between 1 and 7", name=op.f("opening_hours_weekday_check")),
        sa.CheckConstraint(
            "opens >= 0 and opens < closes and closes <= 1440", name=op.f("opening_hours_span_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("opening_hours_tenant_id_point_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("opening_hours_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "point_id", "weekday", "opens", name=op.f("opening_hours_tenant_id_point_id_weekday_opens_key")
        ),
        grants="queue",
    )


def downgrade() -> None:
    drop_tables("opening_hours", "service_standard", "standard_draft")
