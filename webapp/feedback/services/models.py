"""Services, where they are given, and who is on duty there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


def closed_note_of(row: "Service | ServicePoint", today: date) -> str | None:
    """Why it is closed on this day of the pemda; None while it is open, also before a closing that is announced."""
    return row.closed_note if row.closed_on and row.closed_on <= today else None


class Service(TenantRecord, table=True):
    """Something an OPD does for citizens."""

    __tablename__ = "service"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        belongs_to("service", "alternative_id"),
        sa.UniqueConstraint("tenant_id", "slug"),
        sa.CheckConstraint("closed_on is null or closed_note is not null", "closed_says_why"),
    )

    opd_id: UUID
    slug: str
    name: str
    description: str = ""
    requirements: list[str] = Field(default_factory=list, sa_type=ARRAY(sa.Text))
    closed_on: date | None = None
    closed_note: str | None = None
    alternative_id: UUID | None = None


class ServicePoint(TenantRecord, table=True):
    """A counter, kiosk or online page where a service is given, by an OPD of its own, with a public code."""

    __tablename__ = "service_point"
    __table_args__ = (
        belongs_to("service", "service_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("service_point", "alternative_id"),
        sa.UniqueConstraint("tenant_id", "code"),
        sa.CheckConstraint("code ~ '^[a-z0-9]{4,12}$'", "code"),
        sa.CheckConstraint("kind in ('counter', 'kiosk', 'online')", "kind"),
        sa.CheckConstraint("closed_on is null or closed_note is not null", "closed_says_why"),
        sa.Index(None, "tenant_id", "service_id"),
        sa.Index(None, "tenant_id", "opd_id"),
    )

    service_id: UUID
    opd_id: UUID
    code: str
    name: str
    kind: str = "counter"
    address: str = ""
    closed_on: date | None = None
    closed_note: str | None = None
    alternative_id: UUID | None = None


class Duty(TenantRecord, table=True):
    """Who serves where, from when to when. Only `withdrawn_at` ever changes, once: what is no longer so is taken back,
    and what is so instead is a new row. Nobody is in two places at once. Ratings keep what was frozen in them."""

    __tablename__ = "duty"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "person_id"),
        sa.CheckConstraint("ends_at > starts_at", "period"),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", "shift"),
        ExcludeConstraint(
            ("tenant_id", "="),
            ("person_id", "="),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            using="gist",
            where=sa.text("withdrawn_at is null"),
            name="duty_one_place_excl",
        ),
        sa.Index(None, "tenant_id", "point_id", "starts_at"),
        sa.Index(None, "tenant_id", "person_id", "starts_at"),
    )

    point_id: UUID
    person_id: UUID
    shift: str = "penuh"
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)


class StandardDraft(TenantRecord, table=True):
    """The standar pelayanan that is being written; `revision` rises with every change, so that nobody's is lost."""

    __tablename__ = "standard_draft"
    __table_args__ = (
        belongs_to("service", "service_id"),
        sa.UniqueConstraint("tenant_id", "service_id"),
        sa.CheckConstraint("jsonb_typeof(parts) = 'object'", "parts"),
        sa.CheckConstraint("revision >= 1", "revision"),
    )

    service_id: UUID
    parts: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    revision: int = 1


class ServiceStandard(TenantRecord, table=True):
    """A published version of a standar pelayanan: written once, never changed, replaced by the next."""

    __tablename__ = "service_standard"
    __table_args__ = (
        belongs_to("service", "service_id"),
        belongs_to("person", "published_by"),
        sa.UniqueConstraint("tenant_id", "service_id", "version"),
        sa.CheckConstraint("jsonb_typeof(parts) = 'object'", "parts"),
        sa.CheckConstraint("version >= 1", "version"),
    )

    service_id: UUID
    version: int
    valid_from: date
    published_on: date
    published_by: UUID
    parts: dict[str, Any] = Field(sa_type=JSONB)


class OpeningHours(TenantRecord, table=True):
    """A service point is open on this ISO week day from minute to minute of the pemda's day; 1440 is the midnight."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        sa.UniqueConstraint("tenant_id", "point_id", "weekday", "opens"),
        sa.CheckConstraint("weekday between 1 and 7", "weekday"),
        sa.CheckConstraint("opens >= 0 and opens < closes and closes <= 1440", "span"),
    )

    point_id: UUID
    weekday: int
    opens: int
    closes: int
    on_holidays: bool = False
