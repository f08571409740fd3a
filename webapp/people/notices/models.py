"""The table of notices."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


class Notice(TenantRecord, table=True):
    """Something a person is told once. `words` fill the sentence of its code; nothing secret goes in."""

    __tablename__ = "notice"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.CheckConstraint("read_at is null or read_at >= at", "period"),
        sa.Index(None, "tenant_id", "person_id", "id"),
        sa.Index("notice_unread", "tenant_id", "person_id", postgresql_where=sa.text("read_at is null")),
    )

    person_id: UUID
    code: str
    object_id: UUID | None = None
    words: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    at: datetime = Field(sa_type=MOMENT)
    read_at: datetime | None = Field(default=None, sa_type=MOMENT)
    mailed_at: datetime | None = Field(default=None, sa_type=MOMENT)
