"""Seals: the answers of each day in a hash tree, its root chained to the day before."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0024"
down_revision = "0023"
KINDS = "kind in ('penilaian', 'alasan', 'pesan', 'survei')"
# What was counted before there were seals waits for the first ones. What is not counted yet comes with its counting.
BACKFILL = (
    """
insert into seal_waiting (tenant_id, kind, record_id, day)
select r.tenant_id, 'penilaian', r.id, r.day from rating r
where not exists (select from rating_event e where e.tenant_id = r.tenant_id and e.rating_id = r.id)
""",
    """
insert into seal_waiting (tenant_id, kind, record_id, day)
select e.tenant_id, 'alasan', e.id, r.day from rating_reason e
join rating r on r.tenant_id = e.tenant_id and r.id = e.rating_id
""",
    """
insert into seal_waiting (tenant_id, kind, record_id, day)
select e.tenant_id, 'pesan', e.id, r.day from rating_comment e
join rating r on r.tenant_id = e.tenant_id and r.id = e.rating_id
""",
    """
insert into seal_waiting (tenant_id, kind, record_id, day)
select r.tenant_id, 'survei', r.id, r.day from survey_response r
where not exists (select from survey_pending p where p.tenant_id = r.tenant_id and p.response_id = r.id)
""",
)
SEEN = ("rating", "rating_event", "rating_reason", "rating_comment", "survey_response", "survey_pending",
        "seal_waiting")  # fmt: skip


def upgrade() -> None:
    tenant_table(
        "seal_waiting",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("seal_waiting_kind_check")),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "record_id", name=op.f("seal_waiting_pkey")),
        grants="queue",
    )
    op.create_index(op.f("seal_waiting_tenant_id_day_idx"), "seal_waiting", ["tenant_id", "day"])
    _seals()
    _backfill()


def _seals() -> None:
    tenant_table(
        "seal",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sequence >= 1 and n >= 0", name=op.f("seal_counts_check")),
        sa.CheckConstraint(
            "length(root) = 32 and length(previous) = 32 and length(hash) = 32", name=op.f("seal_sizes_check")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("seal_pkey")),
        sa.UniqueConstraint("tenant_id", "sequence", name=op.f("seal_tenant_id_sequence_key")),
        sa.UniqueConstraint("tenant_id", "day", name=op.f("seal_tenant_id_day_key")),
        grants="append",
    )
    tenant_table(
        "seal_leaf",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("seal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("seal_leaf_kind_check")),
        sa.CheckConstraint("position >= 0", name=op.f("seal_leaf_position_check")),
        sa.CheckConstraint("length(leaf) = 32 and length(nonce) = 16", name=op.f("seal_leaf_sizes_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seal_id"], ["seal.tenant_id", "seal.id"], name=op.f("seal_leaf_tenant_id_seal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "record_id", name=op.f("seal_leaf_pkey")),
        sa.UniqueConstraint("tenant_id", "seal_id", "position", name=op.f("seal_leaf_tenant_id_seal_id_position_key")),
        grants="append",
    )


def _backfill() -> None:
    """Across all pemda, as their owner, with row security out of the way for the time of this transaction."""
    for table in SEEN:
        op.execute(f"alter table {table} no force row level security")
    for rows in BACKFILL:
        op.execute(rows)
    for table in SEEN:
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    drop_tables("seal_leaf", "seal", "seal_waiting")
