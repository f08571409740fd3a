"""Days that do not count for an officer after a contest: named by the verifikator, left out of her own score."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    tenant_table(
        "officer_exclusion",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reference", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("officer_exclusion_days_check")),
        sa.CheckConstraint(
            "reason in ('dikecualikan', 'dialihkan_ke_sistem')", name=op.f("officer_exclusion_reason_check")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("officer_exclusion_tenant_id_person_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("officer_exclusion_pkey")),
        sa.UniqueConstraint("tenant_id", "reference", name=op.f("officer_exclusion_tenant_id_reference_key")),
        grants="append",
    )
    op.create_index(op.f("officer_exclusion_tenant_id_person_id_idx"), "officer_exclusion", ["tenant_id", "person_id"])
    op.add_column("officer_score", _list("excluded"))
    op.add_column("evidence_card", _list("excluded"))
    op.add_column("evidence_contest_step", sa.Column("since", sa.Date(), nullable=True))
    op.add_column("evidence_contest_step", sa.Column("until", sa.Date(), nullable=True))
    op.create_check_constraint(
        op.f("evidence_contest_step_days_check"),
        "evidence_contest_step",
        "(since is null) = (until is null) and since <= until",
    )


def downgrade() -> None:
    op.drop_constraint("evidence_contest_step_days_check", "evidence_contest_step")
    op.drop_column("evidence_contest_step", "until")
    op.drop_column("evidence_contest_step", "since")
    op.drop_column("evidence_card", "excluded")
    op.drop_column("officer_score", "excluded")
    drop_tables("officer_exclusion")


def _list(name: str) -> sa.Column:
    kind = postgresql.JSONB(astext_type=sa.Text())
    return sa.Column(name, kind, server_default=sa.text("'[]'::jsonb"), nullable=False)
