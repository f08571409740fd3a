"""The index of services and citizens' words: each text, and the words it is found by."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    tenant_table(
        "search_text",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind ~ '^[a-z]{3,20}$'", name=op.f("search_text_kind_check")),
        sa.CheckConstraint("octet_length(fingerprint) = 32", name=op.f("search_text_fingerprint_check")),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "object_id", name=op.f("search_text_pkey")),
        grants="queue",
    )
    tenant_table(
        "search_word",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("in_name", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "kind", "object_id"],
            ["search_text.tenant_id", "search_text.kind", "search_text.object_id"],
            name=op.f("search_word_tenant_id_kind_object_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "word", "object_id", name=op.f("search_word_pkey")),
        grants="queue",
    )
    op.create_index(
        op.f("search_word_tenant_id_kind_object_id_idx"), "search_word", ["tenant_id", "kind", "object_id"], unique=False
    )
    op.create_index(
        "search_word_newest_idx",
        "search_word",
        ["tenant_id", "kind", "word", "opd_id", "week", "object_id", "in_name"],
        unique=False,
    )


def downgrade() -> None:
    drop_tables("search_word", "search_text")
