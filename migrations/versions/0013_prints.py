"""Prints that a job lays out, and their files while they are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    tenant_table(
        "print_job",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("stickers", sa.Integer(), nullable=False),
        sa.Column("codes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("form in ('poster', 'kartu', 'tenda', 'stiker')", name=op.f("print_job_form_check")),
        sa.CheckConstraint("languages in ('id', 'en', 'dua')", name=op.f("print_job_languages_check")),
        sa.CheckConstraint("stickers between 1 and 12", name=op.f("print_job_stickers_check")),
        sa.CheckConstraint(
            "state in ('berjalan', 'siap', 'terhenti', 'dihapus')", name=op.f("print_job_state_check")
        ),
        sa.CheckConstraint(
            "(state in ('siap', 'dihapus')) = (ready_at is not null)", name=op.f("print_job_ready_check")
        ),
        sa.CheckConstraint("token is null or state = 'berjalan'", name=op.f("print_job_in_hand_check")),
        sa.CheckConstraint("done between 0 and total", name=op.f("print_job_progress_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "by_id"], ["person.tenant_id", "person.id"], name=op.f("print_job_tenant_id_by_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("print_job_pkey")),
        grants="mutable",
    )
    op.create_index(op.f("print_job_tenant_id_at_idx"), "print_job", ["tenant_id", "at"], unique=False)
    tenant_table(
        "print_file",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "octet_length(content) between 1 and 33554432", name=op.f("print_file_content_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "job_id"],
            ["print_job.tenant_id", "print_job.id"],
            name=op.f("print_file_tenant_id_job_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("print_file_pkey")),
        sa.UniqueConstraint("tenant_id", "job_id", name=op.f("print_file_tenant_id_job_id_key")),
        grants="queue",
    )


def downgrade() -> None:
    drop_tables("print_file", "print_job")
