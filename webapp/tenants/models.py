"""A pemda: its public facts (a reference table, read by all) and its own calendar (tenant tables)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from webapp.platform.db import TenantRecord, belongs_to

KINDS = ("provinsi", "kabupaten", "kota")
HOLIDAYS = ("nasional", "cuti_bersama", "daerah")
TIMEZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")


class Pemda(SQLModel, table=True):
    """The directory of pemda: only what anybody may know. The operator writes it; a pemda may change what describes
    it (names, colours, ways to reach it, languages, logo) in its own row and nowhere else."""

    __tablename__ = "tenant"
    __table_args__ = (
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,40}$'", "slug"),
        sa.CheckConstraint(f"kind in {KINDS}", "kind"),
        sa.CheckConstraint(f"timezone in {TIMEZONES}", "timezone"),
        sa.CheckConstraint(
            "char_length(name) between 3 and 120 and char_length(short_name) between 2 and 40", "names"
        ),
        sa.CheckConstraint(
            "jsonb_typeof(colours) = 'object' and (colours ->> 'nila') ~* '^#[0-9a-f]{6}$'", "colours"
        ),
        sa.CheckConstraint("jsonb_typeof(contact) = 'object'", "contact"),
        sa.CheckConstraint(
            "languages <@ array['id', 'en', 'jv', 'su', 'ms-x-pontianak', 'gor'] and languages @> array['id']",
            "languages",
        ),
        sa.CheckConstraint(
            "logo = '{}' or coalesce(logo ->> 'sha256' ~ '^[0-9a-f]{64}$' "
            "and (logo ->> 'width')::integer between 1 and 512 "
            "and (logo ->> 'height')::integer between 1 and 512, false)",
            "logo",
        ),
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
    languages: list[str] = Field(
        default_factory=lambda: ["id", "en"],
        sa_type=ARRAY(sa.Text),
        sa_column_kwargs={"server_default": sa.text("'{id,en}'::text[]")},
    )
    logo: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": sa.text("'{}'::jsonb")}
    )
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
    """A day off: by national decree, common leave (cuti bersama), or the pemda's own."""

    __tablename__ = "holiday"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "day"), sa.CheckConstraint(f"kind in {HOLIDAYS}", "kind"))

    day: date
    name: str
    kind: str = Field(default="nasional", sa_column_kwargs={"server_default": sa.text("'nasional'")})


class LogoVersion(TenantRecord, table=True):
    """A logo as it was put up, re-encoded by us; an empty version takes it down. The newest counts."""

    __tablename__ = "logo"
    __table_args__ = (
        belongs_to("person", "by_id"),
        sa.Index("logo_tenant_id_sha256_idx", "tenant_id", "sha256"),
        sa.CheckConstraint("num_nonnulls(png, sha256, width, height) in (0, 4)", "whole"),
        sa.CheckConstraint("octet_length(png) between 1 and 2097152", "png"),
        sa.CheckConstraint("width between 1 and 512 and height between 1 and 512", "size"),
    )

    png: bytes | None = None
    sha256: str | None = None
    width: int | None = None
    height: int | None = None
    by_id: UUID
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))


class RetentionChoice(TenantRecord, table=True):
    """How many days a pemda keeps what it may choose about, from the moment of its choice. The newest counts."""

    __tablename__ = "retention_choice"
    __table_args__ = (
        belongs_to("person", "by_id"),
        sa.CheckConstraint("session_days between 7 and 90", "session_days"),
        sa.CheckConstraint("failure_days between 1 and 30", "failure_days"),
    )

    session_days: int
    failure_days: int
    by_id: UUID
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))
