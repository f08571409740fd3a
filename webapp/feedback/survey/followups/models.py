"""Follow-ups of a survey: what is done about which unsur. How it stands is the newest of its steps."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


class SurveyFollowup(TenantRecord, table=True):
    """One thing to be done about an unsur, because of what a period showed. Never changed."""

    __tablename__ = "survey_followup"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "by_id"),
        sa.Index(None, "tenant_id", "opd_id"),
        sa.Index(None, "tenant_id", "period_id"),
        sa.CheckConstraint("length(what) between 10 and 1000", "what"),
        sa.CheckConstraint("length(unsur) between 1 and 60", "unsur"),
    )

    period_id: UUID
    opd_id: UUID
    unsur: str
    what: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class SurveyFollowupStep(TenantRecord, table=True):
    """How a follow-up stands from a moment on: its state, until when, who is responsible, why or with what proof."""

    __tablename__ = "survey_followup_step"
    __table_args__ = (
        belongs_to("survey_followup", "followup_id"),
        belongs_to("person", "person_id"),
        belongs_to("jabatan", "jabatan_id"),
        belongs_to("person", "by_id"),
        sa.UniqueConstraint("tenant_id", "followup_id", "number"),
        sa.CheckConstraint("number >= 1", "number"),
        sa.CheckConstraint("state in ('direncanakan', 'berjalan', 'selesai', 'tidak_dilakukan')", "state"),
        sa.CheckConstraint("num_nonnulls(person_id, jabatan_id) = 1", "responsible"),
        sa.CheckConstraint("state not in ('selesai', 'tidak_dilakukan') or length(note) >= 10", "proof"),
        sa.CheckConstraint("length(note) <= 2000", "note"),
    )

    followup_id: UUID
    number: int
    state: str
    due: date
    person_id: UUID | None = None
    jabatan_id: UUID | None = None
    note: str = ""
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class SurveyFollowupReminder(TenantRecord, table=True):
    """Who is responsible was told that this day has passed; once for each day that was set."""

    __tablename__ = "survey_followup_reminder"
    __table_args__ = (
        belongs_to("survey_followup", "followup_id"),
        sa.UniqueConstraint("tenant_id", "followup_id", "due"),
    )

    followup_id: UUID
    due: date
    at: datetime = Field(sa_type=MOMENT)
