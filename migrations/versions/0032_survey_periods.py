"""A survey period nobody answered can be cancelled; the audit trail keeps what it was."""

from alembic import op

from migrations.operations import APP

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute(f"grant delete on survey_period to {APP}")


def downgrade() -> None:
    op.execute(f"revoke delete on survey_period from {APP}")
