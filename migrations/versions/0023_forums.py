"""Public forums: meetings, questions, decisions about them, minutes, promises and their steps."""

import sqlalchemy as sa
from alembic import op

from migrations.operations import drop_tables, tenant_table

revision = "0023"
down_revision = "0022"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    tenant_table(
        "forum",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("announced_by_id", sa.Uuid(), nullable=False),
        sa.Column("announced_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("forum_times_check")),
        sa.CheckConstraint("capacity between 1 and 100000", name=op.f("forum_capacity_check")),
        sa.CheckConstraint("(cancelled_at is null) = (cancel_reason = '')", name=op.f("forum_cancelled_check")),
        _key("forum", "opd_id", "opd"),
        _key("forum", "announced_by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_pkey")),
        sa.UniqueConstraint("tenant_id", "slug", name=op.f("forum_tenant_id_slug_key")),
        grants="mutable",
    )
    _questions()
    _minutes()
    _promises()


def _questions() -> None:
    tenant_table(
        "forum_question",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("forum_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("length(text) between 1 and 4000", name=op.f("forum_question_text_check")),
        _key("forum_question", "forum_id", "forum"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_question_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_question_tenant_id_forum_id_idx"), "forum_question", ["tenant_id", "forum_id"])
    tenant_table(
        "forum_decision",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state in ('diterbitkan', 'dijawab', 'disembunyikan')", name=op.f("forum_decision_state_check")
        ),
        sa.CheckConstraint("text <> '' or state = 'diterbitkan'", name=op.f("forum_decision_text_check")),
        _key("forum_decision", "question_id", "forum_question"),
        _key("forum_decision", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_decision_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_decision_tenant_id_question_id_idx"), "forum_decision", ["tenant_id", "question_id"])
    tenant_table(
        "forum_support",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        _key("forum_support", "question_id", "forum_question"),
        sa.PrimaryKeyConstraint("tenant_id", "question_id", "mark", name=op.f("forum_support_pkey")),
        grants="append",
    )


def _minutes() -> None:
    tenant_table(
        "forum_minutes",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("forum_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("length(text) between 1 and 20000", name=op.f("forum_minutes_text_check")),
        _key("forum_minutes", "forum_id", "forum"),
        _key("forum_minutes", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_minutes_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_minutes_tenant_id_forum_id_idx"), "forum_minutes", ["tenant_id", "forum_id"])


def _promises() -> None:
    tenant_table(
        "forum_promise",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("forum_id", sa.Uuid(), nullable=False),
        sa.Column("opd_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("length(text) between 1 and 600", name=op.f("forum_promise_text_check")),
        _key("forum_promise", "forum_id", "forum"),
        _key("forum_promise", "opd_id", "opd"),
        _key("forum_promise", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_promise_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_promise_tenant_id_forum_id_idx"), "forum_promise", ["tenant_id", "forum_id"])
    tenant_table(
        "forum_step",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state in ('direncanakan', 'berjalan', 'selesai', 'tidak_dapat_dipenuhi')",
            name=op.f("forum_step_state_check"),
        ),
        sa.CheckConstraint("note <> '' or state <> 'tidak_dapat_dipenuhi'", name=op.f("forum_step_note_check")),
        _key("forum_step", "promise_id", "forum_promise"),
        _key("forum_step", "by_id", "person"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("forum_step_pkey")),
        grants="append",
    )
    op.create_index(op.f("forum_step_tenant_id_promise_id_idx"), "forum_step", ["tenant_id", "promise_id"])


def _key(table: str, column: str, remote: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{remote}.tenant_id", f"{remote}.id"],
        name=op.f(f"{table}_tenant_id_{column}_fkey"),
    )


def downgrade() -> None:
    drop_tables(
        "forum_step", "forum_promise", "forum_minutes", "forum_support", "forum_decision", "forum_question", "forum"
    )
