"""Batches of paper sheets and what was typed of them. What was typed is never changed: a later row of a sheet holds."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from webapp.feedback.survey.paper.rules import MOST_SHEETS
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


class SurveyBatch(TenantRecord, table=True):
    """So many sheets of a period with the services in the order they are printed; who types them first and second."""

    __tablename__ = "survey_batch"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("person", "made_by_id"),
        belongs_to("person", "first_id"),
        belongs_to("person", "second_id"),
        belongs_to("person", "confirmed_by_id"),
        belongs_to("person", "cancelled_by_id"),
        sa.UniqueConstraint("tenant_id", "period_id", "number"),
        sa.CheckConstraint("number >= 1", "number"),
        sa.CheckConstraint(f"sheets between 1 and {MOST_SHEETS}", "sheets"),
        sa.CheckConstraint("first_id <> second_id", "typists"),
        sa.CheckConstraint("second_id is null or first_id is not null", "order"),
        sa.CheckConstraint(
            "confirmed_at is null or (confirmed_by_id is not null and second_id is not null and cancelled_at is null)",
            "confirmed",
        ),
        sa.CheckConstraint(
            "cancelled_at is null or (cancelled_by_id is not null and length(cancelled_why) between 5 and 200)",
            "cancelled",
        ),
    )

    period_id: UUID
    number: int = Field(sa_type=sa.SmallInteger)
    sheets: int = Field(sa_type=sa.SmallInteger)
    services: list[UUID] = Field(sa_type=ARRAY(sa.Uuid))
    made_by_id: UUID
    made_at: datetime = Field(sa_type=MOMENT)
    first_id: UUID | None = None
    second_id: UUID | None = None
    confirmed_by_id: UUID | None = None
    confirmed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    cancelled_by_id: UUID | None = None
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    cancelled_why: str | None = None


class SurveySheet(TenantRecord, table=True):
    """A sheet as somebody typed it: `typing` 1 and 2, or 3 when it was corrected by looking at the paper."""

    __tablename__ = "survey_sheet"
    __table_args__ = (
        belongs_to("survey_batch", "batch_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "batch_id"),
        sa.CheckConstraint("typing between 1 and 3", "typing"),
        sa.CheckConstraint(f"number between 1 and {MOST_SHEETS}", "number"),
        sa.CheckConstraint("jsonb_typeof(entry) = 'object'", "entry"),
    )

    batch_id: UUID
    typing: int = Field(sa_type=sa.SmallInteger)
    number: int = Field(sa_type=sa.SmallInteger)
    entry: dict[str, Any] = Field(sa_type=JSONB)
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
