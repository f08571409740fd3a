"""What background processes last said of themselves: a small reference table the clock writes and /readyz reads."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Heartbeat(SQLModel, table=True):
    """The last sign of life of a process: counts only, nothing of any pemda."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
