"""Imports of people: runs, their files and rows, and the columns that are remembered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    tenant_table(
        "import_run",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_kind", sa.Text(), nullable=False),
        sa.Column("source", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sample", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("columns", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('diunggah', 'memeriksa', 'diperiksa', 'menerapkan', 'diterapkan', 'terhenti', 'dibatalkan')",
            name=op.f("import_run_state_check"),
        ),
        sa.CheckConstraint("file_kind in ('xlsx', 'csv')", name=op.f("import_run_file_kind_check")),
        sa.CheckConstraint(
            "(state = 'diterapkan') = (applied_at is not null)", name=op.f("import_run_applied_check")
        ),
        sa.CheckConstraint(
            "state not in ('diperiksa', 'menerapkan', 'diterapkan') or digest is not null",
            name=op.f("import_run_checked_check"),
        ),
        sa.CheckConstraint(
            "token is null or state in ('memeriksa', 'menerapkan')", name=op.f("import_run_in_hand_check")
        ),
        sa.CheckConstraint("done between 0 and total", name=op.f("import_run_progress_check")),
        sa.CheckConstraint("length(file_name) between 1 and 120", name=op.f("import_run_file_name_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "by_id"], ["person.tenant_id", "person.id"], name=op.f("import_run_tenant_id_by_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("import_run_pkey")),
        grants="mutable",
    )
    op.create_index(
        "import_run_applying_key",
        "import_run",
        ["tenant_id"],
        unique=True,
        postgresql_where=sa.text("state = 'menerapkan'"),
    )
    op.create_index(op.f("import_run_tenant_id_at_idx"), "import_run", ["tenant_id", "at"], unique=False)
    tenant_table(
        "import_file",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "run_id"],
            ["import_run.tenant_id", "import_run.id"],
            name=op.f("import_file_tenant_id_run_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("import_file_pkey")),
        sa.UniqueConstraint("tenant_id", "run_id", name=op.f("import_file_tenant_id_run_id_key")),
        grants="queue",
    )
    tenant_table(
        "import_row",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "change in ('salah', 'baru', 'pindah', 'nama', 'lain', 'keluar', 'tetap')",
            name=op.f("import_row_change_check"),
        ),
        sa.CheckConstraint("(change = 'keluar') = (number is null)", name=op.f("import_row_missing_check")),
        sa.CheckConstraint("(change = 'salah') = (faults <> '[]'::jsonb)", name=op.f("import_row_faults_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("import_row_tenant_id_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "run_id"],
            ["import_run.tenant_id", "import_run.id"],
            name=op.f("import_row_tenant_id_run_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("import_row_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "run_id", "change", "position", name=op.f("import_row_tenant_id_run_id_change_position_key")
        ),
        grants="queue",
    )
    tenant_table(
        "import_mapping",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("headers_key", sa.Text(), nullable=False),
        sa.Column("columns", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("import_mapping_pkey")),
        sa.UniqueConstraint("tenant_id", "headers_key", name=op.f("import_mapping_tenant_id_headers_key_key")),
        grants="mutable",
    )


def downgrade() -> None:
    drop_tables("import_mapping", "import_row", "import_file", "import_run")
