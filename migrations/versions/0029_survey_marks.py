"""Held answers of the survey: marks of devices apart from the answers, what is held and why, what was decided."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0029"
down_revision = "0028"
DOUBTS = "in ('perangkat_sama', 'staf_unit')"


def upgrade() -> None:
    op.add_column("survey_pending", sa.Column("device", sa.LargeBinary(), nullable=True))
    op.add_column("survey_pending", sa.Column("doubt", sa.Text(), nullable=True))
    op.create_check_constraint(op.f("survey_pending_doubt_check"), "survey_pending", f"doubt {DOUBTS}")
    told = sa.Column("held", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    op.add_column("survey_publication", told)
    tenant_table(
        "survey_device",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 1", name=op.f("survey_device_n_check")),
        sa.PrimaryKeyConstraint("tenant_id", "device", name=op.f("survey_device_pkey")),
        grants="queue",
    )
    op.create_index(op.f("survey_device_tenant_id_day_idx"), "survey_device", ["tenant_id", "day"])
    _decisions()
    _holds()


def _decisions() -> None:
    tenant_table(
        "survey_hold_decision",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome in ('dilepas', 'dipertahankan')", name=op.f("survey_hold_decision_outcome_check")),
        sa.CheckConstraint("length(reason) between 10 and 500", name=op.f("survey_hold_decision_reason_check")),
        sa.CheckConstraint("n >= 1", name=op.f("survey_hold_decision_n_check")),
        _key("survey_hold_decision", "period_id", "survey_period"),
        _key("survey_hold_decision", "by_id", "person"),
        _key("survey_hold_decision", "reverses_id", "survey_hold_decision"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("survey_hold_decision_pkey")),
        sa.UniqueConstraint("tenant_id", "reverses_id", name=op.f("survey_hold_decision_tenant_id_reverses_id_key")),
        grants="append",
    )
    op.create_index(
        op.f("survey_hold_decision_tenant_id_period_id_idx"), "survey_hold_decision", ["tenant_id", "period_id"]
    )


def _holds() -> None:
    tenant_table(
        "survey_hold",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("same_day", sa.Boolean(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"reason {DOUBTS}", name=op.f("survey_hold_reason_check")),
        sa.CheckConstraint("state in ('ditahan', 'dilepas', 'dipertahankan')", name=op.f("survey_hold_state_check")),
        sa.CheckConstraint("nth >= 2", name=op.f("survey_hold_nth_check")),
        sa.CheckConstraint("(state = 'ditahan') = (decision_id is null)", name=op.f("survey_hold_decided_check")),
        _key("survey_hold", "response_id", "survey_response"),
        _key("survey_hold", "period_id", "survey_period"),
        _key("survey_hold", "decision_id", "survey_hold_decision"),
        sa.PrimaryKeyConstraint("tenant_id", "response_id", name=op.f("survey_hold_pkey")),
        grants="mutable",
    )
    for column in ("period_id", "decision_id"):
        op.create_index(op.f(f"survey_hold_tenant_id_{column}_idx"), "survey_hold", ["tenant_id", column])


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("survey_hold", "survey_hold_decision", "survey_device")
    op.drop_column("survey_publication", "held")
    op.drop_constraint(op.f("survey_pending_doubt_check"), "survey_pending", type_="check")
    op.drop_column("survey_pending", "doubt")
    op.drop_column("survey_pending", "device")
