"""What a pemda decides for itself: its public facts, logo, days off, limits and times of keeping.

The row of `tenant` is read by every process outside any pemda, so it stays a reference table. The application may
change a few columns of one row: that of the pemda whose signed context it bears.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import APP, drop_tables, on_citus, tenant_table

revision = "0007"
down_revision = "0006"

OWN_COLUMNS = "name, short_name, colours, contact, languages, logo"
CHECKS = {
    "names": "char_length(name) between 3 and 120 and char_length(short_name) between 2 and 40",
    "colours": "jsonb_typeof(colours) = 'object' and (colours ->> 'nila') ~* '^#[0-9a-f]{6}$'",
    "contact": "jsonb_typeof(contact) = 'object'",
    "languages": "languages <@ array['id', 'en', 'jv', 'su', 'ms-x-pontianak', 'gor'] and languages @> array['id']",
    "logo": "logo = '{}' or coalesce(logo ->> 'sha256' ~ '^[0-9a-f]{64}$' and (logo ->> 'width')::integer between 1 and 512 and (logo ->> 'height')::integer between 1 and 512, false)",
}


def upgrade() -> None:
    _open_own_row()
    op.add_column("holiday", sa.Column("kind", sa.Text(), server_default=sa.text("'nasional'"), nullable=False))
    op.create_check_constraint(
        op.f("holiday_kind_check"), "holiday", "kind in ('nasional', 'cuti_bersama', 'daerah')"
    )
    for columns in (["at", "id"], ["actor_id", "at", "id"], ["action", "at", "id"]):
        name = "_".join(["audit_event_tenant_id", *columns, "idx"])
        op.create_index(op.f(name), "audit_event", ["tenant_id", *columns], unique=False)
    _logo()
    _retention()
    _limits()


def _open_own_row() -> None:
    empty = sa.text("'{}'::jsonb")
    op.add_column(
        "tenant",
        sa.Column("languages", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{id,en}'::text[]"), nullable=False),
    )
    op.add_column(
        "tenant", sa.Column("logo", postgresql.JSONB(astext_type=sa.Text()), server_default=empty, nullable=False)
    )
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"tenant_{name}_check"), "tenant", condition)
    own = "sec.tenant()" if on_citus() else "(select sec.tenant())"
    op.execute("alter table tenant enable row level security")
    op.execute("alter table tenant force row level security")
    op.execute("create policy everybody_reads on tenant for select using (true)")
    op.execute(f"create policy own_row on tenant for update using (id = {own}) with check (id = {own})")
    op.execute(f"grant update ({OWN_COLUMNS}) on tenant to {APP}")


def _logo() -> None:
    tenant_table(
        "logo",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("num_nonnulls(png, sha256, width, height) in (0, 4)", name=op.f("logo_whole_check")),
        sa.CheckConstraint("octet_length(png) between 1 and 2097152", name=op.f("logo_png_check")),
        sa.CheckConstraint("width between 1 and 512 and height between 1 and 512", name=op.f("logo_size_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "by_id"], ["person.tenant_id", "person.id"], name=op.f("logo_tenant_id_by_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("logo_pkey")),
        grants="append",
    )
    op.create_index(op.f("logo_tenant_id_sha256_idx"), "logo", ["tenant_id", "sha256"], unique=False)


def _retention() -> None:
    tenant_table(
        "retention_choice",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_days", sa.Integer(), nullable=False),
        sa.Column("failure_days", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("session_days between 7 and 90", name=op.f("retention_choice_session_days_check")),
        sa.CheckConstraint("failure_days between 1 and 30", name=op.f("retention_choice_failure_days_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "by_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("retention_choice_tenant_id_by_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("retention_choice_pkey")),
        grants="append",
    )


def _limits() -> None:
    tenant_table(
        "publication_limit",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("unit_answers", sa.Integer(), nullable=False),
        sa.Column("officer_answers", sa.Integer(), nullable=False),
        sa.Column("officer_verified", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("batch between 5 and 30", name=op.f("publication_limit_batch_check")),
        sa.CheckConstraint("unit_answers between 10 and 100", name=op.f("publication_limit_unit_answers_check")),
        sa.CheckConstraint("officer_answers between 10 and 100", name=op.f("publication_limit_officer_answers_check")),
        sa.CheckConstraint("officer_verified between 5 and 50", name=op.f("publication_limit_officer_verified_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "by_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("publication_limit_tenant_id_by_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("publication_limit_pkey")),
        grants="append",
    )


def downgrade() -> None:
    drop_tables("publication_limit", "retention_choice", "logo")
    for columns in ("action_at_id", "actor_id_at_id", "at_id"):
        op.drop_index(op.f(f"audit_event_tenant_id_{columns}_idx"), table_name="audit_event")
    op.drop_constraint(op.f("holiday_kind_check"), "holiday", type_="check")
    op.drop_column("holiday", "kind")
    op.execute(f"revoke update ({OWN_COLUMNS}) on tenant from {APP}")
    op.execute("drop policy own_row on tenant")
    op.execute("drop policy everybody_reads on tenant")
    op.execute("alter table tenant no force row level security")
    op.execute("alter table tenant disable row level security")
    for name in CHECKS:
        op.drop_constraint(op.f(f"tenant_{name}_check"), "tenant", type_="check")
    op.drop_column("tenant", "logo")
    op.drop_column("tenant", "languages")
