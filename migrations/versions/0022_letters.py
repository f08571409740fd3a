"""The outbox for letters, where people want their mail, what was stopped, in whose name a pemda writes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.operations import drop_tables, tenant_table

revision = "0022"
down_revision = "0021"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("notice", sa.Column("mailed_at", MOMENT, nullable=True))
    tenant_table(
        "letter",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_handed", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=True),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.CheckConstraint("channel in ('email', 'whatsapp', 'sms')", name=op.f("letter_channel_check")),
        sa.CheckConstraint(
            "state in ('menunggu', 'mengirim', 'terkirim', 'gagal', 'tidak_pasti', 'dihentikan', 'ditutup')",
            name=op.f("letter_state_check"),
        ),
        sa.CheckConstraint(
            "sealed is not null or state not in ('menunggu', 'mengirim')", name=op.f("letter_sealed_check")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("letter_attempts_check")),
        _key("letter", "person_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("letter_pkey")),
        sa.UniqueConstraint("tenant_id", "dedupe_key", name=op.f("letter_tenant_id_dedupe_key_key")),
        grants="queue",
    )
    op.create_index(op.f("letter_tenant_id_state_due_at_idx"), "letter", ["tenant_id", "state", "due_at"])
    _stops()
    _senders()
    _mailboxes()


def _stops() -> None:
    tenant_table(
        "letter_stop",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("letter_stop_pkey")),
        sa.UniqueConstraint("tenant_id", "purpose", "mark", name=op.f("letter_stop_tenant_id_purpose_mark_key")),
        grants="queue",
    )


def _senders() -> None:
    tenant_table(
        "mail_sender",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("length(name) between 2 and 80", name=op.f("mail_sender_name_check")),
        sa.CheckConstraint("length(address) between 3 and 254", name=op.f("mail_sender_address_check")),
        _key("mail_sender", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("mail_sender_pkey")),
        grants="append",
    )


def _mailboxes() -> None:
    tenant_table(
        "mailbox",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("digested_on", sa.Date(), nullable=True),
        sa.CheckConstraint("language in ('id', 'en')", name=op.f("mailbox_language_check")),
        sa.CheckConstraint("jsonb_typeof(choices) = 'object'", name=op.f("mailbox_choices_check")),
        _key("mailbox", "person_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("mailbox_pkey")),
        sa.UniqueConstraint("tenant_id", "person_id", name=op.f("mailbox_tenant_id_person_id_key")),
        grants="queue",
    )


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables("mailbox", "mail_sender", "letter_stop", "letter")
    op.drop_column("notice", "mailed_at")
