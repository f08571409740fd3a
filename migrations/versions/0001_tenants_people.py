"""Pemda, people, sign-in and the audit trail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, reference_table, tenant_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    reference_table(
        "tenant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("hosts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("colours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contact", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kind in ('provinsi', 'kabupaten', 'kota')", name=op.f("tenant_kind_check")),
        sa.CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,40}$'", name=op.f("tenant_slug_check")),
        sa.CheckConstraint(
            "timezone in ('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura')",
            name=op.f("tenant_timezone_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tenant_pkey")),
        sa.UniqueConstraint("slug", name=op.f("tenant_slug_key")),
    )
    reference_table(
        "heartbeat",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("heartbeat_pkey")),
    )
    tenant_table(
        "audit_event",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("audit_event_pkey")),
        grants="append",
    )
    op.create_index(
        op.f("audit_event_tenant_id_object_kind_object_id_idx"),
        "audit_event",
        ["tenant_id", "object_kind", "object_id"],
        unique=False,
    )
    tenant_table(
        "working_week",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("days", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "cardinality(days) between 1 and 7 and days <@ array[1,2,3,4,5,6,7]",
            name=op.f("working_week_days_check"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("working_week_pkey")),
        sa.UniqueConstraint("tenant_id", "valid_from", name=op.f("working_week_tenant_id_valid_from_key")),
        grants="mutable",
    )
    tenant_table(
        "holiday",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("holiday_pkey")),
        sa.UniqueConstraint("tenant_id", "day", name=op.f("holiday_tenant_id_day_key")),
        grants="queue",
    )
    tenant_table(
        "opd",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind in ('sekretariat', 'dinas', 'badan', 'inspektorat', 'kecamatan', 'kelurahan', 'upt', 'rsud', 'bidang', 'bagian', 'kepala_daerah')",
            name=op.f("opd_kind_check"),
        ),
        sa.CheckConstraint("parent_id is null or parent_id <> id", name=op.f("opd_not_own_parent_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "parent_id"], ["opd.tenant_id", "opd.id"], name=op.f("opd_tenant_id_parent_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("opd_pkey")),
        sa.UniqueConstraint("tenant_id", "slug", name=op.f("opd_tenant_id_slug_key")),
        grants="mutable",
    )
    op.create_index(op.f("opd_tenant_id_parent_id_idx"), "opd", ["tenant_id", "parent_id"], unique=False)
    tenant_table(
        "jabatan",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("jenjang", sa.Text(), nullable=True),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind in ('jpt', 'administrator', 'pengawas', 'fungsional', 'pelaksana', 'kepala_daerah')",
            name=op.f("jabatan_kind_check"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"], ["opd.tenant_id", "opd.id"], name=op.f("jabatan_tenant_id_opd_id_fkey")
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("jabatan_pkey")),
        grants="mutable",
    )
    op.create_index(op.f("jabatan_tenant_id_opd_id_idx"), "jabatan", ["tenant_id", "opd_id"], unique=False)
    tenant_table(
        "person",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('pns', 'pppk', 'pejabat_negara')", name=op.f("person_kind_check")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("person_pkey")),
        grants="mutable",
    )
    op.create_index(op.f("person_tenant_id_name_idx"), "person", ["tenant_id", "name"], unique=False)
    tenant_table(
        "nip",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('pns', 'pppk')", name=op.f("nip_kind_check")),
        sa.CheckConstraint("nip ~ '^[0-9]{18}$'", name=op.f("nip_nip_check")),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name=op.f("nip_period_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("nip_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("nip_pkey")),
        sa.UniqueConstraint("tenant_id", "nip", name=op.f("nip_tenant_id_nip_key")),
        grants="mutable",
    )
    op.create_index(
        "nip_open_key",
        "nip",
        ["tenant_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("valid_to is null"),
    )
    tenant_table(
        "placement",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("jabatan_id", sa.Uuid(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("basis in ('definitif', 'plt', 'plh')", name=op.f("placement_basis_check")),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name=op.f("placement_period_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "jabatan_id"],
            ["jabatan.tenant_id", "jabatan.id"],
            name=op.f("placement_tenant_id_jabatan_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("placement_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("placement_pkey")),
        grants="mutable",
    )
    op.create_index(
        op.f("placement_tenant_id_jabatan_id_idx"), "placement", ["tenant_id", "jabatan_id"], unique=False
    )
    op.create_index(
        op.f("placement_tenant_id_person_id_idx"), "placement", ["tenant_id", "person_id"], unique=False
    )
    tenant_table(
        "superior",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("superior_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("person_id <> superior_id", name=op.f("superior_not_self_check")),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name=op.f("superior_period_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("superior_tenant_id_person_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "superior_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("superior_tenant_id_superior_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("superior_pkey")),
        grants="mutable",
    )
    op.create_index(
        "superior_open_key",
        "superior",
        ["tenant_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("valid_to is null"),
    )
    op.create_index(
        op.f("superior_tenant_id_superior_id_idx"), "superior", ["tenant_id", "superior_id"], unique=False
    )
    tenant_table(
        "account",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("name = lower(name)", name=op.f("account_name_check")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("account_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("account_pkey")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("account_tenant_id_name_key")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("account_tenant_id_person_id_key")),
        grants="mutable",
    )
    tenant_table(
        "role_grant",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role in ('pegawai', 'atasan', 'mentor', 'bkpsdm', 'organisasi', 'petugas', 'verifikator', 'inspektorat', 'kepala')",
            name=op.f("role_grant_role_check"),
        ),
        sa.CheckConstraint(
            "valid_to is null or valid_to >= valid_from", name=op.f("role_grant_period_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opd_id"],
            ["opd.tenant_id", "opd.id"],
            name=op.f("role_grant_tenant_id_opd_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("role_grant_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("role_grant_pkey")),
        grants="mutable",
    )
    op.create_index(
        op.f("role_grant_tenant_id_person_id_idx"), "role_grant", ["tenant_id", "person_id"], unique=False
    )
    tenant_table(
        "web_session",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place_mark", sa.LargeBinary(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("web_session_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("web_session_pkey")),
        sa.UniqueConstraint("tenant_id", "token_hash", name=op.f("web_session_tenant_id_token_hash_key")),
        grants="queue",
    )
    op.create_index(
        op.f("web_session_tenant_id_person_id_idx"), "web_session", ["tenant_id", "person_id"], unique=False
    )
    op.create_index(
        op.f("web_session_tenant_id_place_mark_idx"), "web_session", ["tenant_id", "place_mark"], unique=False
    )
    tenant_table(
        "sign_in_failure",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name_mark", sa.LargeBinary(), nullable=False),
        sa.Column("network_mark", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("sign_in_failure_pkey")),
        grants="queue",
    )
    op.create_index(
        op.f("sign_in_failure_tenant_id_name_mark_at_idx"),
        "sign_in_failure",
        ["tenant_id", "name_mark", "at"],
        unique=False,
    )
    op.create_index(
        op.f("sign_in_failure_tenant_id_network_mark_at_idx"),
        "sign_in_failure",
        ["tenant_id", "network_mark", "at"],
        unique=False,
    )
    op.execute("grant select on alembic_version to pamong_app, pamong_ops")


def downgrade() -> None:
    drop_tables(
        "sign_in_failure",
        "web_session",
        "role_grant",
        "account",
        "superior",
        "placement",
        "nip",
        "person",
        "jabatan",
        "opd",
        "holiday",
        "working_week",
        "audit_event",
        "heartbeat",
        "tenant",
    )
