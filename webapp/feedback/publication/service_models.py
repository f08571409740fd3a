"""Scores of services by quarter, told where telling them tells no single answer (`split`)."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.feedback.publication.models import ScoreRecord, score_checks
from webapp.platform.db import belongs_to


class ServiceQuarter(SQLModel, table=True):
    """That what an office let out in a quarter was divided by service, and how many answers stayed undivided."""

    __tablename__ = "service_quarter"
    __table_args__ = (belongs_to("opd", "opd_id"),)

    tenant_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    since: date = Field(primary_key=True)
    until: date
    undivided: int


class ServiceScore(ScoreRecord, table=True):
    """The score of one service at one office over a quarter that is over, where telling it tells no single answer."""

    __tablename__ = "service_score"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        belongs_to("service", "service_id"),
        sa.UniqueConstraint("tenant_id", "service_id", "opd_id", "since"),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", "adds_up"),
        *score_checks(),
    )

    opd_id: UUID
    service_id: UUID
    n1: int
    n2: int
    n3: int
    n4: int
