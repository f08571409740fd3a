"""What waits for a second person: powerful roles, and links into accounts there are."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0014"
down_revision = "0013"

DECISIONS = "('disetujui', 'ditolak', 'dibatalkan')"


def upgrade() -> None:
    tenant_table(
        "confirmation",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind in ('peran', 'tautan')", name=op.f("confirmation_kind_check")),
        sa.CheckConstraint(
            "role in ('', 'bkpsdm', 'organisasi', 'verifikator', 'inspektorat', 'kepala')",
            name=op.f("confirmation_role_check"),
        ),
        sa.CheckConstraint("(kind = 'peran') = (role <> '')", name=op.f("confirmation_names_its_role_check")),
        sa.CheckConstraint("asked_by_id <> person_id", name=op.f("confirmation_not_for_oneself_check")),
        sa.CheckConstraint(
            f"decision is null or decision in {DECISIONS}", name=op.f("confirmation_decision_check")
        ),
        sa.CheckConstraint("(decision is null) = (decided_at is null)", name=op.f("confirmation_decided_check")),
        sa.CheckConstraint(
            "decision is distinct from 'disetujui' or decided_by_id is null "
            "or (decided_by_id <> asked_by_id and decided_by_id <> person_id)",
            name=op.f("confirmation_four_eyes_check"),
        ),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name=op.f("confirmation_period_check")),
        *(_of_person(column) for column in ("person_id", "asked_by_id", "decided_by_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "invitation_id"],
            ["invitation.tenant_id", "invitation.id"],
            name=op.f("confirmation_tenant_id_invitation_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("confirmation_pkey")),
        grants="mutable",
    )
    op.create_index(
        "confirmation_open_key", "confirmation", ["tenant_id", "person_id", "kind", "role"], unique=True,
        postgresql_where=sa.text("decision is null"),
    )  # fmt: skip
    op.create_index(
        op.f("confirmation_tenant_id_invitation_id_idx"), "confirmation", ["tenant_id", "invitation_id"], unique=False
    )


def _of_person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], ["person.tenant_id", "person.id"], name=op.f(f"confirmation_tenant_id_{column}_fkey")
    )


def downgrade() -> None:
    drop_tables("confirmation")
