"""What a kiosk leaves beside the ratings: which of them came with a time that cannot have been."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.platform.db import belongs_to


class KioskOddity(SQLModel, table=True):
    """A tap whose time cannot have been: it counts on the day it arrived, for no officer. Written with the rating."""

    __tablename__ = "kiosk_oddity"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.CheckConstraint("reason in ('terlalu_lama', 'mendahului')", "reason"),
    )

    tenant_id: UUID = Field(primary_key=True)
    rating_id: UUID = Field(primary_key=True)
    reason: str
