"""Trust: decisions on held ratings, masked messages, the inspector's draws, and what a decided contest replaces."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import APP, drop_tables, tenant_table

revision = "0020"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("rating_doubt", sa.Column("lifted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(f"grant update (lifted) on rating_doubt to {APP}")
    op.add_column("evidence_card", sa.Column("replaces_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("evidence_card_tenant_id_replaces_id_fkey"), "evidence_card", "evidence_card",
        ["tenant_id", "replaces_id"], ["tenant_id", "id"],
    )  # fmt: skip
    op.create_unique_constraint(
        op.f("evidence_card_tenant_id_replaces_id_key"), "evidence_card", ["tenant_id", "replaces_id"]
    )
    _decisions()
    _reviewed()
    _comments()
    _comment_weeks()
    _draws()
    _items()
    _findings()


def _decisions() -> None:
    tenant_table(
        "review_decision",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("is_reversal", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "doubt in ('perangkat_sama', 'isian_mesin', 'staf_unit')", name=op.f("review_decision_doubt_check")
        ),
        sa.CheckConstraint(
            "outcome in ('dilepas', 'dipertahankan', 'dialihkan_ke_sistem')", name=op.f("review_decision_outcome_check")
        ),
        sa.CheckConstraint("n >= 1", name=op.f("review_decision_n_check")),
        sa.CheckConstraint("length(reason) between 10 and 500", name=op.f("review_decision_reason_check")),
        _key("review_decision", "by_id", "person"),
        _key("review_decision", "point_id", "service_point"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("review_decision_pkey")),
        grants="append",
    )
    op.create_index(
        op.f("review_decision_tenant_id_point_id_day_idx"), "review_decision", ["tenant_id", "point_id", "day"]
    )


def _reviewed() -> None:
    tenant_table(
        "reviewed_rating",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("sequence in (1, 2)", name=op.f("reviewed_rating_sequence_check")),
        _key("reviewed_rating", "decision_id", "review_decision"),
        _key("reviewed_rating", "rating_id", "rating"),
        sa.PrimaryKeyConstraint("tenant_id", "rating_id", "sequence", name=op.f("reviewed_rating_pkey")),
        grants="append",
    )
    op.create_index(op.f("reviewed_rating_tenant_id_decision_id_idx"), "reviewed_rating", ["tenant_id", "decision_id"])


def _comments() -> None:
    tenant_table(
        "masked_comment",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("block", sa.Uuid(), nullable=True),
        sa.CheckConstraint("route = 'unit' or block is null", name=op.f("masked_comment_block_check")),
        sa.CheckConstraint("length(text) between 1 and 4000", name=op.f("masked_comment_text_check")),
        sa.CheckConstraint("route in ('unit', 'verifikator')", name=op.f("masked_comment_route_check")),
        _key("masked_comment", "comment_id", "rating_comment"),
        _key("masked_comment", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("masked_comment_pkey")),
        sa.UniqueConstraint("tenant_id", "comment_id", name=op.f("masked_comment_tenant_id_comment_id_key")),
        grants="mutable",
    )
    op.create_index(op.f("masked_comment_tenant_id_opd_id_week_idx"), "masked_comment", ["tenant_id", "opd_id", "week"])


def _comment_weeks() -> None:
    tenant_table(
        "comment_week",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        _key("comment_week", "opd_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "opd_id", "week", name=op.f("comment_week_pkey")),
        grants="append",
    )


def _draws() -> None:
    tenant_table(
        "audit_draw",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ratings >= 0 and decisions >= 0", name=op.f("audit_draw_counts_check")),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("audit_draw_month_check")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("audit_draw_pkey")),
        sa.UniqueConstraint("tenant_id", "month", name=op.f("audit_draw_tenant_id_month_key")),
        grants="append",
    )


def _items() -> None:
    tenant_table(
        "audit_item",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draw_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.CheckConstraint("(rating_id is null) <> (decision_id is null)", name=op.f("audit_item_one_check")),
        _key("audit_item", "decision_id", "review_decision"),
        _key("audit_item", "draw_id", "audit_draw"),
        _key("audit_item", "rating_id", "rating"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("audit_item_pkey")),
        sa.UniqueConstraint("tenant_id", "draw_id", "rank", name=op.f("audit_item_tenant_id_draw_id_rank_key")),
        grants="append",
    )


def _findings() -> None:
    tenant_table(
        "audit_finding",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(note) between 10 and 1000", name=op.f("audit_finding_note_check")),
        sa.CheckConstraint("outcome in ('sesuai', 'perlu_ditinjau')", name=op.f("audit_finding_outcome_check")),
        _key("audit_finding", "by_id", "person"),
        _key("audit_finding", "item_id", "audit_item"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("audit_finding_pkey")),
        sa.UniqueConstraint("tenant_id", "item_id", name=op.f("audit_finding_tenant_id_item_id_key")),
        grants="append",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables(
        "audit_finding", "audit_item", "audit_draw", "comment_week", "masked_comment", "reviewed_rating",
        "review_decision",
    )  # fmt: skip
    op.drop_column("evidence_card", "replaces_id")
    op.execute(f"revoke update (lifted) on rating_doubt from {APP}")
    op.drop_column("rating_doubt", "lifted")
