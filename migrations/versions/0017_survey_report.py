"""The survey's output: publications, recounts, texts of reports, follow-ups with their steps and reminders."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    _publications()
    _recounts()
    _texts()
    _followups()


def _publications() -> None:
    name = "survey_publication"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("unsur", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("profile", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("channels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("told", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        _check(name, "version", "version >= 1"),
        _check(name, "n", "n >= 5"),
        _check(name, "days", "since <= until"),
        _check(name, "reason", "(version = 1) = (reason = '')"),
        _check(name, "reason_length", "length(reason) <= 1000"),
        _key(name, "period_id", "survey_period"),
        _key(name, "opd_id", "opd"),
        _key(name, "published_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("tenant_id", "period_id", "version", name=op.f(f"{name}_tenant_id_period_id_version_key")),
        grants="append",
    )
    op.create_index(op.f(f"{name}_tenant_id_opd_id_idx"), name, ["tenant_id", "opd_id"])


def _recounts() -> None:
    name = "survey_recount"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("equal_told", sa.Boolean(), nullable=True),
        sa.Column("equal_sums", sa.Boolean(), nullable=True),
        _check(name, "state", "state in ('berjalan', 'selesai', 'terhenti')"),
        _check(name, "finished", "(state = 'selesai') = (finished_at is not null)"),
        _check(name, "result", "(state = 'selesai') = (equal_sums is not null)"),
        _check(name, "in_hand", "token is null or state = 'berjalan'"),
        _check(name, "progress", "done between 0 and total"),
        _key(name, "period_id", "survey_period"),
        _key(name, "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        grants="mutable",
    )
    op.create_index(
        "survey_recount_one_at_a_time", name, ["tenant_id", "period_id"], unique=True,
        postgresql_where=sa.text("state = 'berjalan'"),
    )  # fmt: skip
    op.create_index(op.f(f"{name}_tenant_id_period_id_at_idx"), name, ["tenant_id", "period_id", "at"])


def _texts() -> None:
    name = "survey_report_text"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("chapter", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _check(name, "chapter", "chapter in ('pendahuluan', 'metode', 'analisis', 'kesimpulan')"),
        _check(name, "text", "length(text) <= 8000"),
        _check(name, "number", "number >= 1"),
        _key(name, "period_id", "survey_period"),
        _key(name, "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "period_id", "chapter", "number",
            name=op.f(f"{name}_tenant_id_period_id_chapter_number_key"),
        ),
        grants="append",
    )  # fmt: skip


def _followups() -> None:
    name = "survey_followup"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("unsur", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _check(name, "what", "length(what) between 10 and 1000"),
        _check(name, "unsur", "length(unsur) between 1 and 60"),
        _key(name, "period_id", "survey_period"),
        _key(name, "opd_id", "opd"),
        _key(name, "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        grants="append",
    )
    for column in ("opd_id", "period_id"):
        op.create_index(op.f(f"{name}_tenant_id_{column}_idx"), name, ["tenant_id", column])
    _steps()


def _steps() -> None:
    name = "survey_followup_step"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("followup_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("jabatan_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _check(name, "number", "number >= 1"),
        _check(name, "state", "state in ('direncanakan', 'berjalan', 'selesai', 'tidak_dilakukan')"),
        _check(name, "responsible", "num_nonnulls(person_id, jabatan_id) = 1"),
        _check(name, "proof", "state not in ('selesai', 'tidak_dilakukan') or length(note) >= 10"),
        _check(name, "note", "length(note) <= 2000"),
        _key(name, "followup_id", "survey_followup"),
        _key(name, "person_id", "person"),
        _key(name, "jabatan_id", "jabatan"),
        _key(name, "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("tenant_id", "followup_id", "number", name=op.f(f"{name}_tenant_id_followup_id_number_key")),
        grants="append",
    )
    name = "survey_followup_reminder"
    tenant_table(
        name,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("followup_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _key(name, "followup_id", "survey_followup"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("tenant_id", "followup_id", "due", name=op.f(f"{name}_tenant_id_followup_id_due_key")),
        grants="append",
    )


def _check(table: str, word: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"{table}_{word}_check"))


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables(
        "survey_followup_reminder", "survey_followup_step", "survey_followup", "survey_report_text", "survey_recount",
        "survey_publication",
    )  # fmt: skip
