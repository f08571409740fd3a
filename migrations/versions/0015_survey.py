"""The satisfaction survey: instruments, periods, responses, and the sums an index is made of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    tenant_table(
        "survey_instrument",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("survey_instrument_number_check")),
        sa.CheckConstraint(
            "jsonb_array_length(questions) between 9 and 40", name=op.f("survey_instrument_questions_check")
        ),
        _key("survey_instrument", "made_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_instrument_pkey")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("survey_instrument_tenant_id_number_key")),
        grants="append",
    )
    _periods()
    _responses()
    _sums()


def _periods() -> None:
    tenant_table(
        "survey_period",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("survey_period_days_check")),
        sa.CheckConstraint("population >= 1", name=op.f("survey_period_population_check")),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("survey_period_name_check")),
        _key("survey_period", "opd_id", "opd"),
        _key("survey_period", "instrument_id", "survey_instrument"),
        _key("survey_period", "opened_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_period_pkey")),
        grants="mutable",
    )
    op.execute(
        "alter table survey_period add constraint survey_period_one_at_a_time_excl exclude using gist "
        "(tenant_id with =, opd_id with =, daterange(since, until, '[]') with &&)"
    )


def _responses() -> None:
    tenant_table(
        "survey_response",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("age", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("has_disability", sa.Boolean(), nullable=True),
        sa.Column("answers", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.CheckConstraint("1 <= all(answers) and 4 >= all(answers)", name=op.f("survey_response_answers_check")),
        sa.CheckConstraint(
            "array_ndims(answers) = 1 and array_position(answers, null) is null",
            name=op.f("survey_response_complete_check"),
        ),
        sa.CheckConstraint("channel in ('tautan', 'kertas')", name=op.f("survey_response_channel_check")),
        sa.CheckConstraint("band in ('pagi', 'siang')", name=op.f("survey_response_band_check")),
        sa.CheckConstraint("sex in ('L', 'P')", name=op.f("survey_response_sex_check")),
        sa.CheckConstraint(
            "age in ('di_bawah_20', '20_29', '30_39', '40_49', '50_59', '60_ke_atas')",
            name=op.f("survey_response_age_check"),
        ),
        sa.CheckConstraint(
            "education in ('SD', 'SMP', 'SMA', 'S1', 'S2', 'S3')", name=op.f("survey_response_education_check")
        ),
        sa.CheckConstraint(
            "occupation in ('PNS', 'TNI', 'POLRI', 'swasta', 'wirausaha', 'lainnya')",
            name=op.f("survey_response_occupation_check"),
        ),
        _key("survey_response", "period_id", "survey_period"),
        _key("survey_response", "service_id", "service"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_response_pkey")),
        grants="append",
    )
    op.create_index(op.f("survey_response_tenant_id_period_id_idx"), "survey_response", ["tenant_id", "period_id"])
    tenant_table(
        "survey_pending",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        _key("survey_pending", "response_id", "survey_response"),
        sa.PrimaryKeyConstraint("tenant_id", "response_id", name=op.f("survey_pending_pkey")),
        grants="queue",
    )


def _sums() -> None:
    tenant_table(
        "survey_sum",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("question", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        _key("survey_sum", "period_id", "survey_period"),
        _key("survey_sum", "service_id", "service"),
        sa.PrimaryKeyConstraint(
            "tenant_id", "period_id", "service_id", "channel", "question", name=op.f("survey_sum_pkey")
        ),
        grants="queue",
    )
    tenant_table(
        "survey_profile",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("trait", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        _key("survey_profile", "period_id", "survey_period"),
        sa.PrimaryKeyConstraint("tenant_id", "period_id", "trait", "value", name=op.f("survey_profile_pkey")),
        grants="queue",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables(
        "survey_profile", "survey_sum", "survey_pending", "survey_response", "survey_period", "survey_instrument"
    )
