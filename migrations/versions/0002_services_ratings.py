"""Services, service points, duty, ratings and what counts them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    tenant_table(
        "service",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("requirements", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_note", sa.Text(), nullable=True),
        sa.Column("alternative_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "closed_on is null or closed_note is not null", name=op.f("service_closed_says_why_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "alternative_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("service_tenant_id_alternative_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("service_tenant_id_opd_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("service_pkey")),
        sa.UniqueConstraint("tenant_id", "slug", name=op.f("service_tenant_id_slug_key")),
        grants="mutable",
    )
    tenant_table(
        "service_point",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_note", sa.Text(), nullable=True),
        sa.Column("alternative_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("code ~ '^[a-z0-9]{4,12}$'", name=op.f("service_point_code_check")),
        sa.CheckConstraint("kind in ('counter', 'kiosk', 'online')", name=op.f("service_point_kind_check")),
        sa.CheckConstraint(
            "closed_on is null or closed_note is not null", name=op.f("service_point_closed_says_why_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "alternative_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("service_point_tenant_id_alternative_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"],
            ["opd.tenant_id", "opd.id"],
            name=op.f("service_point_tenant_id_opd_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("service_point_tenant_id_service_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("service_point_pkey")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("service_point_tenant_id_code_key")),
        grants="mutable",
    )
    op.create_index(
        op.f("service_point_tenant_id_opd_id_idx"), "service_point", ["tenant_id", "opd_id"], unique=False
    )
    op.create_index(
        op.f("service_point_tenant_id_service_id_idx"),
        "service_point",
        ["tenant_id", "service_id"],
        unique=False,
    )
    tenant_table(
        "duty",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", name=op.f("duty_shift_check")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("duty_period_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("duty_tenant_id_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("duty_tenant_id_point_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("duty_pkey")),
        grants="append",
    )
    op.create_index(
        op.f("duty_tenant_id_person_id_starts_at_idx"),
        "duty",
        ["tenant_id", "person_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        op.f("duty_tenant_id_point_id_starts_at_idx"),
        "duty",
        ["tenant_id", "point_id", "starts_at"],
        unique=False,
    )
    tenant_table(
        "rating",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("channel in ('token', 'kiosk', 'open')", name=op.f("rating_channel_check")),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", name=op.f("rating_shift_check")),
        sa.CheckConstraint("score between 1 and 4", name=op.f("rating_score_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "officer_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("rating_tenant_id_officer_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("rating_tenant_id_opd_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("rating_tenant_id_point_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "service_id"],
            ["service.tenant_id", "service.id"],
            name=op.f("rating_tenant_id_service_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_pkey")),
        grants="append",
    )
    op.create_index(
        op.f("rating_tenant_id_officer_id_day_idx"),
        "rating",
        ["tenant_id", "officer_id", "day"],
        unique=False,
        postgresql_where=sa.text("officer_id is not null"),
    )
    op.create_index(
        op.f("rating_tenant_id_point_id_day_idx"), "rating", ["tenant_id", "point_id", "day"], unique=False
    )
    tenant_table(
        "rating_reason",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("unsur", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "unsur in ('persyaratan', 'prosedur', 'waktu', 'biaya', 'produk', 'kompetensi', 'perilaku', 'sarana')",
            name=op.f("rating_reason_unsur_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_reason_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_reason_pkey")),
        sa.UniqueConstraint("tenant_id", "rating_id", name=op.f("rating_reason_tenant_id_rating_id_key")),
        grants="append",
    )
    tenant_table(
        "rating_comment",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 500", name=op.f("rating_comment_text_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_comment_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_comment_pkey")),
        sa.UniqueConstraint("tenant_id", "rating_id", name=op.f("rating_comment_tenant_id_rating_id_key")),
        grants="append",
    )
    tenant_table(
        "rating_event",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=True),
        sa.Column("network", sa.LargeBinary(), nullable=True),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("quarantined_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_event_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_event_pkey")),
        grants="queue",
    )
    op.create_index(
        "rating_event_waiting_idx",
        "rating_event",
        ["tenant_id", "id"],
        unique=False,
        postgresql_where=sa.text("quarantined_at is null"),
    )
    tenant_table(
        "rating_trace",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=True),
        sa.Column("network", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_trace_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "rating_id", name=op.f("rating_trace_pkey")),
        grants="queue",
    )
    tenant_table(
        "rating_device",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "service_id", "week", "device", name=op.f("rating_device_pkey")),
        grants="queue",
    )
    tenant_table(
        "rating_doubt",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reason in ('perangkat_sama', 'isian_mesin', 'staf_unit')", name=op.f("rating_doubt_reason_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_doubt_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("rating_doubt_pkey")),
        sa.UniqueConstraint("tenant_id", "rating_id", name=op.f("rating_doubt_tenant_id_rating_id_key")),
        grants="append",
    )
    tenant_table(
        "rating_source",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("network", sa.LargeBinary(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "tenant_id", "point_id", "day", "channel", "network", name=op.f("rating_source_pkey")
        ),
        grants="queue",
    )
    tenant_table(
        "rating_waiting",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("network", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("channel in ('token', 'kiosk', 'open')", name=op.f("rating_waiting_channel_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "rating_id"],
            ["rating.tenant_id", "rating.id"],
            name=op.f("rating_waiting_tenant_id_rating_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "rating_id", name=op.f("rating_waiting_pkey")),
        grants="queue",
    )
    op.create_index(
        op.f("rating_waiting_tenant_id_point_id_idx"), "rating_waiting", ["tenant_id", "point_id"], unique=False
    )
    tenant_table(
        "rating_bucket",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("d1", sa.Integer(), nullable=False),
        sa.Column("d2", sa.Integer(), nullable=False),
        sa.Column("d3", sa.Integer(), nullable=False),
        sa.Column("d4", sa.Integer(), nullable=False),
        sa.Column("perangkat_sama", sa.Integer(), nullable=False),
        sa.Column("isian_mesin", sa.Integer(), nullable=False),
        sa.Column("staf_unit", sa.Integer(), nullable=False),
        sa.Column("w1", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w2", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w3", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.Column("w4", sa.Numeric(precision=16, scale=6), nullable=False),
        sa.CheckConstraint("channel in ('token', 'kiosk', 'open')", name=op.f("rating_bucket_channel_check")),
        sa.CheckConstraint(
            "d1 between 0 and n1 and d2 between 0 and n2 and d3 between 0 and n3 and d4 between 0 and n4"
            " and d1 + d2 + d3 + d4 = perangkat_sama + isian_mesin + staf_unit",
            name=op.f("rating_bucket_doubts_check"),
        ),
        sa.CheckConstraint(
            "n = n1 + n2 + n3 + n4 and total = n1 + 2*n2 + 3*n3 + 4*n4",
            name=op.f("rating_bucket_adds_up_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "point_id"],
            ["service_point.tenant_id", "service_point.id"],
            name=op.f("rating_bucket_tenant_id_point_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "point_id", "day", "channel", name=op.f("rating_bucket_pkey")),
        grants="queue",
    )

    # pg_dump reads sequences too.
    op.execute("grant select on sequence rating_event_id_seq to pamong_ops")


def downgrade() -> None:
    drop_tables(
        "rating_bucket",
        "rating_waiting",
        "rating_source",
        "rating_doubt",
        "rating_device",
        "rating_trace",
        "rating_event",
        "rating_comment",
        "rating_reason",
        "rating",
        "duty",
        "service_point",
        "service",
    )
