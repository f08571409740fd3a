"""Complaints: cases, their history and conversation, what is kept apart from them, files, supporters, alarms."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    _cases()
    _histories()
    _kept_apart()
    _beside()


def _cases() -> None:
    tenant_table(
        "complaint",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_grave", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("about_staff", sa.Boolean(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("hold", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("resume", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("disputed_id", sa.Uuid(), nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("passed_to", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("archiving", sa.Text(), nullable=True),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("handling_score", sa.SmallInteger(), nullable=True),
        sa.Column("reminders", sa.SmallInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("verify_due", sa.Date(), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("resolve_due", sa.Date(), nullable=True),
        sa.Column("react_due", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind in ('pengaduan', 'aspirasi', 'informasi')", name=op.f("complaint_kind_check")),
        sa.CheckConstraint("visibility in ('terbuka', 'anonim', 'rahasia')", name=op.f("complaint_visibility_check")),
        sa.CheckConstraint(
            "state in ('diterima', 'diteruskan', 'diproses', 'dijawab', 'disanggah', 'ditunda', "
            "'ditutup', 'diarsipkan')",
            name=op.f("complaint_state_check"),
        ),
        sa.CheckConstraint(
            "resume in ('diterima', 'diteruskan', 'diproses', 'dijawab', 'disanggah', 'ditunda', "
            "'ditutup', 'diarsipkan')",
            name=op.f("complaint_resume_check"),
        ),
        sa.CheckConstraint(
            "ending in ('selesai', 'tidak_dapat', 'bukan_kewenangan')",
            name=op.f("complaint_ending_check"),
        ),
        sa.CheckConstraint(
            "closing in ('dikonfirmasi', 'didiamkan', 'tanpa_sepakat', 'ditarik')",
            name=op.f("complaint_closing_check"),
        ),
        sa.CheckConstraint(
            "archiving in ('pengadilan', 'pidana', 'bukan_pemda', 'ganda', 'tidak_jelas', 'mesin')",
            name=op.f("complaint_archiving_check"),
        ),
        sa.CheckConstraint("hold in ('mesin', 'cepat', 'banyak')", name=op.f("complaint_hold_check")),
        sa.CheckConstraint("length(title) between 1 and 200", name=op.f("complaint_title_check")),
        sa.CheckConstraint("length(text) between 1 and 8000", name=op.f("complaint_text_check")),
        sa.CheckConstraint("level between 0 and 2", name=op.f("complaint_level_check")),
        sa.CheckConstraint("handling_score between 1 and 4", name=op.f("complaint_handling_score_check")),
        sa.CheckConstraint("visibility <> 'rahasia' or not is_public", name=op.f("complaint_secret_check")),
        sa.CheckConstraint(
            "(state = 'ditutup') = (closing is not null)",
            name=op.f("complaint_closed_says_how_check"),
        ),
        sa.CheckConstraint(
            "(state = 'ditunda') = (resume is not null and paused_on is not null)",
            name=op.f("complaint_pause_check"),
        ),
        _key("complaint", "service_id", "service"),
        _key("complaint", "point_id", "service_point"),
        _key("complaint", "unit_id", "opd"),
        _key("complaint", "subject_id", "person"),
        _key("complaint", "holder_id", "person"),
        _key("complaint", "answered_by_id", "person"),
        _key("complaint", "disputed_id", "person"),
        _key("complaint", "same_as_id", "complaint"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_pkey")),
        grants="mutable",
    )
    op.create_index("complaint_public", "complaint", ["tenant_id", "received_on"], postgresql_where=sa.text("is_public"))
    op.create_index("complaint_tenant_id_state_unit_id_idx", "complaint", ["tenant_id", "state", "unit_id"])


def _histories() -> None:
    tenant_table(
        "complaint_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("came_from", sa.Text(), nullable=True),
        sa.Column("went_to", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "part in ('warga', 'koordinator', 'unit', 'sistem')",
            name=op.f("complaint_step_part_check"),
        ),
        sa.CheckConstraint("length(reason) <= 4000", name=op.f("complaint_step_reason_check")),
        _key("complaint_step", "complaint_id", "complaint"),
        _key("complaint_step", "person_id", "person"),
        _key("complaint_step", "unit_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_step_pkey")),
        sa.UniqueConstraint("tenant_id", "complaint_id", "number", name=op.f("complaint_step_tenant_id_complaint_id_number_key")),
        grants="append",
    )
    tenant_table(
        "complaint_message",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("author in ('warga', 'petugas', 'sistem')", name=op.f("complaint_message_author_check")),
        sa.CheckConstraint(
            "kind in ('pesan', 'pertanyaan', 'jawaban', 'catatan', 'pengingat')",
            name=op.f("complaint_message_kind_check"),
        ),
        sa.CheckConstraint("length(text) between 1 and 8000", name=op.f("complaint_message_text_check")),
        _key("complaint_message", "complaint_id", "complaint"),
        _key("complaint_message", "person_id", "person"),
        _key("complaint_message", "unit_id", "opd"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_message_pkey")),
        grants="append",
    )
    op.create_index("complaint_message_tenant_id_complaint_id_id_idx", "complaint_message", ["tenant_id", "complaint_id", "id"])


def _kept_apart() -> None:
    tenant_table(
        "complaint_original",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _key("complaint_original", "complaint_id", "complaint"),
        _key("complaint_original", "message_id", "complaint_message"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_original_pkey")),
        grants="append",
    )
    op.create_index("complaint_original_tenant_id_complaint_id_idx", "complaint_original", ["tenant_id", "complaint_id"])
    tenant_table(
        "complaint_contact",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _key("complaint_contact", "id", "complaint"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_contact_pkey")),
        grants="queue",
    )


def _beside() -> None:
    tenant_table(
        "complaint_file",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("print", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "mime in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')",
            name=op.f("complaint_file_mime_check"),
        ),
        sa.CheckConstraint("number between 1 and 3", name=op.f("complaint_file_number_check")),
        sa.CheckConstraint("octet_length(content) between 1 and 5242880", name=op.f("complaint_file_content_check")),
        _key("complaint_file", "complaint_id", "complaint"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_file_pkey")),
        sa.UniqueConstraint("tenant_id", "complaint_id", "number", name=op.f("complaint_file_tenant_id_complaint_id_number_key")),
        grants="append",
    )
    tenant_table(
        "complaint_support",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _key("complaint_support", "complaint_id", "complaint"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_support_pkey")),
        grants="append",
    )
    op.create_index("complaint_support_tenant_id_complaint_id_idx", "complaint_support", ["tenant_id", "complaint_id"])
    tenant_table(
        "complaint_alarm",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stage in ('petugas', 'atasan', 'lewat')", name=op.f("complaint_alarm_stage_check")),
        _key("complaint_alarm", "complaint_id", "complaint"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("complaint_alarm_pkey")),
        sa.UniqueConstraint("tenant_id", "complaint_id", "clock", "due", "stage", name=op.f("complaint_alarm_tenant_id_complaint_id_clock_due_stage_key")),
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
        "complaint_alarm", "complaint_support", "complaint_file", "complaint_contact", "complaint_original",
        "complaint_message", "complaint_step", "complaint",
    )  # fmt: skip
