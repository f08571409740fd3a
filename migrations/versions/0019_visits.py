"""Visit tokens: open invitations by keyed mark, what became of them, and who printed slips."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0019"
down_revision = "0018"
ORIGIN = "origin in ('antrean', 'loket', 'lembar')"


def upgrade() -> None:
    tenant_table(
        "visit_issue",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=True),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(ORIGIN, name=op.f("visit_issue_origin_check")),
        sa.CheckConstraint("octet_length(mark) = 32", name=op.f("visit_issue_mark_check")),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", name=op.f("visit_issue_shift_check")),
        _key("visit_issue", "point_id", "service_point"),
        _key("visit_issue", "service_id", "service"),
        _key("visit_issue", "opd_id", "opd"),
        _key("visit_issue", "officer_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "mark", name=op.f("visit_issue_pkey")),
        grants="queue",
    )
    op.create_index(op.f("visit_issue_tenant_id_week_idx"), "visit_issue", ["tenant_id", "week"])
    tenant_table(
        "visit_reference",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.CheckConstraint("octet_length(mark) = 32", name=op.f("visit_reference_mark_check")),
        sa.PrimaryKeyConstraint("tenant_id", "mark", name=op.f("visit_reference_pkey")),
        grants="queue",
    )
    _counts()


def _counts() -> None:
    tenant_table(
        "visit_account",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("served", "issued", "redeemed", "expired", "revoked")
        ),
        sa.CheckConstraint(ORIGIN, name=op.f("visit_account_origin_check")),
        sa.CheckConstraint(
            "least(served, issued, redeemed, expired, revoked) >= 0", name=op.f("visit_account_counts_check")
        ),
        sa.CheckConstraint("redeemed + expired + revoked <= issued", name=op.f("visit_account_ends_check")),
        sa.CheckConstraint("origin = 'lembar' or issued <= served", name=op.f("visit_account_served_check")),
        _key("visit_account", "point_id", "service_point"),
        _key("visit_account", "officer_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("visit_account_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "point_id", "officer_id", "week", "origin", postgresql_nulls_not_distinct=True,
            name=op.f("visit_account_tenant_id_point_id_officer_id_week_origin_key"),
        ),
        grants="mutable",
    )  # fmt: skip
    tenant_table(
        "visit_hour",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.CheckConstraint("hour between 0 and 23", name=op.f("visit_hour_hour_check")),
        sa.CheckConstraint("issued between 0 and served", name=op.f("visit_hour_counts_check")),
        _key("visit_hour", "point_id", "service_point"),
        _key("visit_hour", "officer_id", "person"),
        sa.PrimaryKeyConstraint(
            "tenant_id", "point_id", "officer_id", "week", "hour", name=op.f("visit_hour_pkey")
        ),
        grants="queue",
    )
    tenant_table(
        "visit_slips",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("printed_by_id", sa.Uuid(), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("slips between 10 and 120", name=op.f("visit_slips_slips_check")),
        _key("visit_slips", "point_id", "service_point"),
        _key("visit_slips", "printed_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("visit_slips_pkey")),
        grants="mutable",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("visit_slips", "visit_hour", "visit_account", "visit_reference", "visit_issue")
