"""Forums. A question is kept as it may be shown, without personal data; what was decided and promised is only added to.

Nothing tells who asked: a question has a day and a random id. A support is a mark of one browser for one question,
and no two of its marks have anything in common.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.feedback.forums.rules import DECISIONS, PROMISES
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


class Forum(TenantRecord, table=True):
    """A meeting with the public; `link`: where one takes part from afar, or empty."""

    __tablename__ = "forum"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        belongs_to("person", "announced_by_id"),
        sa.UniqueConstraint("tenant_id", "slug"),
        sa.CheckConstraint("starts_at < ends_at", "times"),
        sa.CheckConstraint("capacity between 1 and 100000", "capacity"),
        sa.CheckConstraint("(cancelled_at is null) = (cancel_reason = '')", "cancelled"),
    )

    opd_id: UUID
    slug: str
    title: str
    topic: str
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    place: str
    link: str = ""
    capacity: int | None = None
    announced_by_id: UUID
    announced_at: datetime = Field(sa_type=MOMENT)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    cancel_reason: str = ""


class ForumMove(TenantRecord, table=True):
    """When and where a forum was to be before it was moved, and why it was."""

    __tablename__ = "forum_move"
    __table_args__ = (
        belongs_to("forum", "forum_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "forum_id"),
        sa.CheckConstraint("length(reason) between 1 and 300", "reason"),
    )

    forum_id: UUID
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    place: str
    reason: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class ForumQuestion(TenantRecord, table=True):
    """What somebody wants to know, as it may be shown."""

    __tablename__ = "forum_question"
    __table_args__ = (
        belongs_to("forum", "forum_id"),
        sa.Index(None, "tenant_id", "forum_id"),
        sa.CheckConstraint("length(text) between 1 and 4000", "text"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    forum_id: UUID
    text: str
    day: date


class ForumDecision(TenantRecord, table=True):
    """What the office made of a question: shown, answered or hidden (`text`: answer or reason). The newest counts."""

    __tablename__ = "forum_decision"
    __table_args__ = (
        belongs_to("forum_question", "question_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "question_id"),
        sa.CheckConstraint(f"state in {DECISIONS}", "state"),
        sa.CheckConstraint("text <> '' or state = 'diterbitkan'", "text"),
    )

    question_id: UUID
    state: str
    text: str = ""
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class ForumSupport(SQLModel, table=True):
    """One browser that wants to know it, too."""

    __tablename__ = "forum_support"
    __table_args__ = (belongs_to("forum_question", "question_id"),)

    tenant_id: UUID = Field(primary_key=True)
    question_id: UUID = Field(primary_key=True)
    mark: bytes = Field(primary_key=True)


class ForumMinutes(TenantRecord, table=True):
    """The minutes as they were published; the newest count."""

    __tablename__ = "forum_minutes"
    __table_args__ = (
        belongs_to("forum", "forum_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "forum_id"),
        sa.CheckConstraint("length(text) between 1 and 20000", "text"),
    )

    forum_id: UUID
    text: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class ForumPromise(TenantRecord, table=True):
    """What was promised there, by which OPD, and its last day."""

    __tablename__ = "forum_promise"
    __table_args__ = (
        belongs_to("forum", "forum_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "forum_id"),
        sa.CheckConstraint("length(text) between 1 and 600", "text"),
    )

    forum_id: UUID
    opd_id: UUID
    text: str
    due_on: date
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class ForumStep(TenantRecord, table=True):
    """Where a promise stands since then, and what was said about it. The newest counts."""

    __tablename__ = "forum_step"
    __table_args__ = (
        belongs_to("forum_promise", "promise_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "promise_id"),
        sa.CheckConstraint(f"state in {PROMISES}", "state"),
        sa.CheckConstraint("note <> '' or state <> 'tidak_dapat_dipenuhi'", "note"),
    )

    promise_id: UUID
    state: str
    note: str = ""
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
