"""The table of steps that were called done."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.home.start.rules import STEPS
from webapp.platform.db import TenantRecord, belongs_to


class StartStep(TenantRecord, table=True):
    """Somebody called this step done, or left it out."""

    __tablename__ = "start_step"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "step"),
        sa.CheckConstraint(f"step in {STEPS}", "step"),
    )

    step: str
    person_id: UUID
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))
