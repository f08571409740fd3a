"""Response rates frozen on evidence cards; what a published survey period says of each service."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
CHECKS = (
    ("invited", "invited is null or (invited >= 5 and has_invitations is true)"),
    ("responded", "responded between 5 and invited"),
)


def upgrade() -> None:
    op.add_column("evidence_card", sa.Column("has_invitations", sa.Boolean(), nullable=True))
    op.add_column("evidence_card", sa.Column("invited", sa.Integer(), nullable=True))
    op.add_column("evidence_card", sa.Column("responded", sa.Integer(), nullable=True))
    for name, rule in CHECKS:
        op.create_check_constraint(op.f(f"evidence_card_{name}_check"), "evidence_card", rule)
    op.add_column(
        "survey_publication", sa.Column("services", postgresql.JSONB(astext_type=sa.Text()), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("survey_publication", "services")
    for name, _rule in CHECKS:
        op.drop_constraint(op.f(f"evidence_card_{name}_check"), "evidence_card", type_="check")
    for name in ("responded", "invited", "has_invitations"):
        op.drop_column("evidence_card", name)
