"""Notices, the steps of a first run, and sample rows that can be taken away again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import APP, drop_tables, on_citus, tenant_table

revision = "0009"
down_revision = "0008"

SAMPLES = ("service_point", "service", "superior", "placement", "jabatan", "person", "opd")
IS_SAMPLE = "exists (select from sample_row s where (s.tenant_id, s.id, s.kind) = ({0}.tenant_id, {0}.id, '{0}'))"
PLANNED = ("placement", "superior")  # of these, what has not begun may be deleted too (0005)
IS_NEW = " and ".join(
    f"not exists (select from {each} r where (r.tenant_id, r.id) = (sample_row.tenant_id, sample_row.id))"
    for each in SAMPLES
)


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
    tenant_table(
        "start_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "step in ('identitas', 'kantor', 'pegawai', 'layanan', 'poster', 'uji')", name=op.f("start_step_step_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("start_step_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("start_step_pkey")),
        sa.UniqueConstraint("tenant_id", "step", name=op.f("start_step_tenant_id_step_key")),
        grants="append",
    )
    tenant_table(
        "sample_row",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("planted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind in {SAMPLES}", name=op.f("sample_row_kind_check")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("sample_row_pkey")),
        grants="queue",
    )
    for table in (table for table in SAMPLES if table not in PLANNED):
        op.execute(f"grant delete on {table} to {APP}")
    if not on_citus():
        guard_what_is_real()


def guard_what_is_real() -> None:
    """Only samples are deleted, and nothing that is there already becomes one."""
    op.execute(f"create policy before_its_row on sample_row as restrictive for insert to {APP} with check ({IS_NEW})")
    op.execute(f"create policy stays_as_marked on sample_row as restrictive for update to {APP} using (false)")
    for table in SAMPLES:
        may_go = IS_SAMPLE.format(table)
        if table in PLANNED:
            op.execute(f"drop policy planned_only on {table}")
            may_go = f"valid_from > current_date or {may_go}"
        op.execute(f"create policy only_samples on {table} as restrictive for delete to {APP} using ({may_go})")


def downgrade() -> None:
    for table in SAMPLES:
        op.execute(f"drop policy if exists only_samples on {table}")
        if table not in PLANNED:
            op.execute(f"revoke delete on {table} from {APP}")
        elif not on_citus():
            op.execute(
                f"create policy planned_only on {table} as restrictive for delete to {APP} "
                "using (valid_from > current_date)"
            )
    op.execute("drop policy if exists before_its_row on sample_row")
    drop_tables("sample_row", "start_step", "notice")
