"""The survey: what a version of the questionnaire changed, its draft, and paper sheets typed in twice."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("survey_instrument", sa.Column("note", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("survey_instrument_note_check"), "survey_instrument", "length(note) between 3 and 200"
    )
    tenant_table(
        "survey_draft",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unsur", sa.Text(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("place between 1 and 40", name=op.f("survey_draft_place_check")),
        sa.CheckConstraint(
            "unsur in ('persyaratan', 'prosedur', 'waktu', 'biaya', 'produk', 'kompetensi', 'perilaku', 'sarana', "
            "'pengaduan')",
            name=op.f("survey_draft_unsur_check"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_draft_pkey")),
        sa.UniqueConstraint("tenant_id", "unsur", "place", name=op.f("survey_draft_tenant_id_unsur_place_key")),
        grants="queue",
    )
    _batches()
    _sheets()


def _batches() -> None:
    people = ("made_by_id", "first_id", "second_id", "confirmed_by_id", "cancelled_by_id")
    tenant_table(
        "survey_batch",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("sheets", sa.SmallInteger(), nullable=False),
        sa.Column("services", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=True),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_why", sa.Text(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("survey_batch_number_check")),
        sa.CheckConstraint("sheets between 1 and 25", name=op.f("survey_batch_sheets_check")),
        sa.CheckConstraint("first_id <> second_id", name=op.f("survey_batch_typists_check")),
        sa.CheckConstraint("second_id is null or first_id is not null", name=op.f("survey_batch_order_check")),
        sa.CheckConstraint(
            "confirmed_at is null or (confirmed_by_id is not null and second_id is not null and cancelled_at is null)",
            name=op.f("survey_batch_confirmed_check"),
        ),
        sa.CheckConstraint(
            "cancelled_at is null or (cancelled_by_id is not null and length(cancelled_why) between 5 and 200)",
            name=op.f("survey_batch_cancelled_check"),
        ),
        _key("survey_batch", "period_id", "survey_period"),
        *(_key("survey_batch", column, "person") for column in people),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_batch_pkey")),
        sa.UniqueConstraint(
            "tenant_id", "period_id", "number", name=op.f("survey_batch_tenant_id_period_id_number_key")
        ),
        grants="mutable",
    )


def _sheets() -> None:
    tenant_table(
        "survey_sheet",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("typing", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("entry", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("typing between 1 and 3", name=op.f("survey_sheet_typing_check")),
        sa.CheckConstraint("number between 1 and 25", name=op.f("survey_sheet_number_check")),
        sa.CheckConstraint("jsonb_typeof(entry) = 'object'", name=op.f("survey_sheet_entry_check")),
        _key("survey_sheet", "batch_id", "survey_batch"),
        _key("survey_sheet", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_sheet_pkey")),
        grants="append",
    )
    op.create_index(op.f("survey_sheet_tenant_id_batch_id_idx"), "survey_sheet", ["tenant_id", "batch_id"])


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("survey_sheet", "survey_batch", "survey_draft")
    op.drop_constraint(op.f("survey_instrument_note_check"), "survey_instrument", type_="check")
    op.drop_column("survey_instrument", "note")
