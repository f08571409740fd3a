"""The draft of the next version: a row for each question, so that two people may work at different ones."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.instruments.rules import MOST
from webapp.platform.db import TenantRecord


class SurveyDraft(TenantRecord, table=True):
    """A question of the draft: {text: {lang: words}, options: {lang: four words}}, the `place`th of its unsur."""

    __tablename__ = "survey_draft"
    __table_args__ = (
        sa.UniqueConstraint("tenant_id", "unsur", "place"),
        sa.CheckConstraint(f"unsur in ({', '.join(repr(slug) for slug in UNSUR)})", "unsur"),
        sa.CheckConstraint(f"place between 1 and {MOST}", "place"),
    )

    unsur: str
    place: int = Field(sa_type=sa.SmallInteger)
    words: dict[str, Any] = Field(sa_type=JSONB)
