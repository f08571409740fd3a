"""Decisions on held ratings, messages as an office may read them, and what the inspector draws each month."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from webapp.feedback.ratings.models import DOUBTS
from webapp.feedback.review.rules import FINDINGS, OUTCOMES, ROUTES
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)


class ReviewDecision(TenantRecord, table=True):
    """What a verifikator decided of held ratings of a point, day and reason: who, when, why. Never rewritten."""

    __tablename__ = "review_decision"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "by_id"),
        one_of("doubt", DOUBTS),
        one_of("outcome", OUTCOMES),
        sa.CheckConstraint("length(reason) between 10 and 500", "reason"),
        sa.CheckConstraint("n >= 1", "n"),
        sa.Index(None, "tenant_id", "point_id", "day"),
    )

    point_id: UUID
    day: date
    doubt: str
    outcome: str
    reason: str
    n: int
    is_reversal: bool = False
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class ReviewedRating(SQLModel, table=True):
    """A decision about one rating. The first stands; a second (`sequence` 2) is a reversal, and there is no third."""

    __tablename__ = "reviewed_rating"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        belongs_to("review_decision", "decision_id"),
        sa.CheckConstraint("sequence in (1, 2)", "sequence"),
        sa.Index(None, "tenant_id", "decision_id"),
    )

    tenant_id: UUID = Field(primary_key=True)
    rating_id: UUID = Field(primary_key=True)
    sequence: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    decision_id: UUID


class MaskedComment(TenantRecord, table=True):
    """A message without personal data, of a rating let out in a week that is over; masked by the rules `version`.

    `block`: the five or more with which the office was given it; None while it waits, and where it is not for the
    office (`route`). The id is random: nothing says in which order they came.
    """

    __tablename__ = "masked_comment"
    __table_args__ = (
        belongs_to("rating_comment", "comment_id"),
        belongs_to("opd", "opd_id"),
        sa.UniqueConstraint("tenant_id", "comment_id"),
        sa.CheckConstraint("length(text) between 1 and 4000", "text"),
        one_of("route", ROUTES),
        sa.CheckConstraint("route = 'unit' or block is null", "block"),
        sa.Index(None, "tenant_id", "opd_id", "week"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    comment_id: UUID
    opd_id: UUID
    week: date
    text: str
    found: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    version: str
    route: str
    block: UUID | None = None


class CommentWeek(SQLModel, table=True):
    """The messages of an office's week are taken in: what is written later stays with the verifikator's original."""

    __tablename__ = "comment_week"
    __table_args__ = (belongs_to("opd", "opd_id"),)

    tenant_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    week: date = Field(primary_key=True)
    n: int


class AuditDraw(TenantRecord, table=True):
    """What was drawn for the inspector of a month that is over. `seed` is the hash of `published`, told before."""

    __tablename__ = "audit_draw"
    __table_args__ = (
        sa.UniqueConstraint("tenant_id", "month"),
        sa.CheckConstraint("extract(day from month) = 1", "month"),
        sa.CheckConstraint("ratings >= 0 and decisions >= 0", "counts"),
    )

    month: date
    published: str
    seed: str
    ratings: int
    decisions: int
    at: datetime = Field(sa_type=MOMENT)


class AuditItem(TenantRecord, table=True):
    """One rating, or one decision, that was drawn. `rank`: the hash by which it came."""

    __tablename__ = "audit_item"
    __table_args__ = (
        belongs_to("audit_draw", "draw_id"),
        belongs_to("rating", "rating_id"),
        belongs_to("review_decision", "decision_id"),
        sa.UniqueConstraint("tenant_id", "draw_id", "rank"),
        sa.CheckConstraint("(rating_id is null) <> (decision_id is null)", "one"),
    )

    draw_id: UUID
    rating_id: UUID | None = None
    decision_id: UUID | None = None
    rank: str


class AuditFinding(TenantRecord, table=True):
    """What the inspector found of a drawn item: once, with a note."""

    __tablename__ = "audit_finding"
    __table_args__ = (
        belongs_to("audit_item", "item_id"),
        belongs_to("person", "by_id"),
        sa.UniqueConstraint("tenant_id", "item_id"),
        one_of("outcome", FINDINGS),
        sa.CheckConstraint("length(note) between 10 and 1000", "note"),
    )

    item_id: UUID
    outcome: str
    note: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
