"""What an official wrote into a report. The newest text of a chapter counts; the older ones stay."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
CHAPTERS = ("pendahuluan", "metode", "analisis", "kesimpulan")
LONGEST = 8000


class SurveyReportText(TenantRecord, table=True):
    """The text of one chapter of a period's report; empty: back to the text the system writes."""

    __tablename__ = "survey_report_text"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("person", "by_id"),
        sa.UniqueConstraint("tenant_id", "period_id", "chapter", "number"),
        sa.CheckConstraint("chapter in ('pendahuluan', 'metode', 'analisis', 'kesimpulan')", "chapter"),
        sa.CheckConstraint("length(text) <= 8000", "text"),
        sa.CheckConstraint("number >= 1", "number"),
    )

    period_id: UUID
    chapter: str
    number: int
    text: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
