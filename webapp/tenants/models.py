"""A pemda: its public facts (a reference table, read by all) and its own calendar (tenant tables)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from webapp.platform.db import TenantRecord

KINDS = ("provinsi", "kabupaten", "kota")
TIMEZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")


class Pemda(SQLModel, table=True):
    """The directory of pemda: only what anybody may know. The application reads it, the operator writes it."""

    __tablename__ = "tenant"
    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,40}$'", "slug"),
        sa.CheckConstraint(f"kind in {KINDS}", "kind"),
        sa.CheckConstraint(f"timezone in {TIMEZONES}", "timezone"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    slug: str
    name: str
    short_name: str
    kind: str
    region_code: str
    timezone: str
    hosts: list[str] = Field(default_factory=list, sa_type=ARRAY(sa.Text))
    colours: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    contact: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    opened_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    closed_at: datetime | None = Field(default=None, sa_type=sa.DateTime(timezone=True))
    closed_reason: str | None = None


class WorkingWeek(TenantRecord, table=True):
    """Which days of the week are working days (ISO, 1 = Monday), from a date on."""

    __tablename__ = "working_week"
    __table_args__ = (
        sa.UniqueConstraint("tenant_id", "valid_from"),
        sa.CheckConstraint("cardinality(days) between 1 and 7 and days <@ array[1,2,3,4,5,6,7]", "days"),
    )

    days: list[int] = Field(sa_type=ARRAY(sa.Integer))
    valid_from: date


class Holiday(TenantRecord, table=True):
    """A day off, national or of the pemda."""

    __tablename__ = "holiday"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "day"),)

    day: date
    name: str
