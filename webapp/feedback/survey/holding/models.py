"""Marks of devices that answered, the answers that are held because of one, and what was decided about them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.feedback.survey.holding.rules import DOUBTS, HELD, RELEASED, STATES, UPHELD
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)


class SurveyDevice(SQLModel, table=True):
    """A device that answered about one service of one period in one week: how often, and on which day first.

    No answer, period or service is named, and none can be found from here; see `marks`.
    """

    __tablename__ = "survey_device"
    __table_args__ = (sa.CheckConstraint("n >= 1", "n"), sa.Index(None, "tenant_id", "day"))

    tenant_id: UUID = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    day: date
    n: int


class SurveyHold(SQLModel, table=True):
    """An answer that does not count until somebody lets it: why, and how it stands. It bears no mark.

    nth: it was the how-manieth of its device that week; same_day: on the day of the one that counts.
    """

    __tablename__ = "survey_hold"
    __table_args__ = (
        belongs_to("survey_response", "response_id"),
        belongs_to("survey_period", "period_id"),
        belongs_to("survey_hold_decision", "decision_id"),
        one_of("reason", DOUBTS),
        one_of("state", STATES),
        sa.CheckConstraint("nth >= 2", "nth"),
        sa.CheckConstraint(f"(state = '{HELD}') = (decision_id is null)", "decided"),
        sa.Index(None, "tenant_id", "period_id"),
        sa.Index(None, "tenant_id", "decision_id"),
    )

    tenant_id: UUID = Field(primary_key=True)
    response_id: UUID = Field(primary_key=True)
    period_id: UUID
    reason: str
    nth: int | None = None
    same_day: bool | None = None
    state: str = HELD
    decision_id: UUID | None = None


class SurveyHoldDecision(TenantRecord, table=True):
    """What a verifikator decided about held answers of a period: who, when, why. Never rewritten.

    reverses_id: the decision of somebody else that this one turns.
    """

    __tablename__ = "survey_hold_decision"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("person", "by_id"),
        belongs_to("survey_hold_decision", "reverses_id"),
        one_of("outcome", (RELEASED, UPHELD)),
        sa.CheckConstraint("length(reason) between 10 and 500", "reason"),
        sa.CheckConstraint("n >= 1", "n"),
        sa.UniqueConstraint("tenant_id", "reverses_id"),
        sa.Index(None, "tenant_id", "period_id"),
    )

    period_id: UUID
    outcome: str
    reason: str
    n: int
    reverses_id: UUID | None = None
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
