"""Series of whole weeks, reasons, hours and digests of results."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # Empty until the batch of each is computed again: yesterday's code does not know it.
    op.add_column("service_standing", sa.Column("n", sa.Integer(), nullable=True))
    _weeks()
    _periods()
    _reasons_and_hours()
    _digests()


def _weeks() -> None:
    tenant_table(
        "rating_release",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        _key("rating_release", "rating_id", "rating"),
        _key("rating_release", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "rating_id", name=op.f("rating_release_pkey")),
        grants="queue",
    )
    op.create_index(op.f("rating_release_tenant_id_week_idx"), "rating_release", ["tenant_id", "week"])
    tenant_table(
        "released_week",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
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
            "n1 >= 0 and n2 >= 0 and n3 >= 0 and n4 >= 0", name=op.f("released_week_counts_check")
        ),
        sa.CheckConstraint("extract(isodow from week) = 1", name=op.f("released_week_monday_check")),
        _key("released_week", "opd_id", "opd"),
        sa.PrimaryKeyConstraint(
            "tenant_id", "opd_id", "week", "day", "channel", name=op.f("released_week_pkey")
        ),
        grants="queue",
    )


def _periods() -> None:
    tenant_table(
        "period_score",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
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
        sa.CheckConstraint("kind in ('pekan', 'triwulan', 'tahun')", name=op.f("period_score_kind_check")),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", name=op.f("period_score_adds_up_check")),
        sa.CheckConstraint(
            "status in ('usable', 'early', 'insufficient')", name=op.f("period_score_status_check")
        ),
        sa.CheckConstraint("score is null or score between 1 and 4", name=op.f("period_score_score_check")),
        _key("period_score", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("period_score_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "opd_id", "kind", "since", name=op.f("period_score_tenant_id_opd_id_kind_since_key")
        ),
        grants="mutable",
    )


def _reasons_and_hours() -> None:
    tenant_table(
        "released_reason",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _key("released_reason", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "opd_id", "week", name=op.f("released_reason_pkey")),
        grants="append",
    )
    tenant_table(
        "received_hour",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "weekday between 0 and 6 and hour between 0 and 23", name=op.f("received_hour_hour_check")
        ),
        sa.CheckConstraint("n >= 5", name=op.f("received_hour_no_small_cell_check")),
        _key("received_hour", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "opd_id", "weekday", "hour", name=op.f("received_hour_pkey")),
        grants="queue",
    )


def _digests() -> None:
    tenant_table(
        "digest_subscription",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _key("digest_subscription", "person_id", "person"),
        _key("digest_subscription", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("digest_subscription_pkey")),
        grants="mutable",
    )
    op.create_index(
        "digest_subscription_running_key",
        "digest_subscription",
        ["tenant_id", "person_id", "opd_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    tenant_table(
        "digest",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("digest_month_check")),
        _key("digest", "person_id", "person"),
        _key("digest", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("digest_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "person_id", "opd_id", "month", name=op.f("digest_tenant_id_person_id_opd_id_month_key")
        ),
        grants="mutable",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables(
        "digest",
        "digest_subscription",
        "received_hour",
        "released_reason",
        "period_score",
        "released_week",
        "rating_release",
    )
    op.drop_column("service_standing", "n")
