"""Invitations that are open, what became of the others, and the marks that keep one visit to one invitation.

An open invitation says at which counter, of which officer and in which week: nothing of the citizen, no number of a
queue, no moment. The token itself is nowhere, only its keyed mark, made with a key that is in no table.
"""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
ORIGIN = "origin in ('antrean', 'loket', 'lembar')"


class VisitIssue(SQLModel, table=True):
    """An open invitation by the mark of its token; deleted in the statement that stores its rating.

    `source_id`: the device or the print of slips it came from, so that a lost one can be called in.
    """

    __tablename__ = "visit_issue"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("service", "service_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "officer_id"),
        sa.CheckConstraint(ORIGIN, "origin"),
        sa.CheckConstraint("octet_length(mark) = 32", "mark"),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", "shift"),
        sa.Index(None, "tenant_id", "week"),
    )

    tenant_id: UUID = Field(primary_key=True)
    mark: bytes = Field(primary_key=True)
    point_id: UUID
    service_id: UUID
    opd_id: UUID
    officer_id: UUID | None = None
    shift: str | None = None
    week: date
    origin: str
    source_id: UUID | None = None


class VisitAccount(TenantRecord, table=True):
    """What became of the invitations of a counter, officer, week and origin. Open ones: issued less the three others.

    `served`: visits that the origin reported as ended, invited or not; of slips nobody reports it.
    """

    __tablename__ = "visit_account"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "officer_id"),
        sa.UniqueConstraint(
            "tenant_id", "point_id", "officer_id", "week", "origin", postgresql_nulls_not_distinct=True
        ),
        sa.CheckConstraint(ORIGIN, "origin"),
        sa.CheckConstraint("least(served, issued, redeemed, expired, revoked) >= 0", "counts"),
        sa.CheckConstraint("redeemed + expired + revoked <= issued", "ends"),
        sa.CheckConstraint("origin = 'lembar' or issued <= served", "served"),
    )

    point_id: UUID
    officer_id: UUID | None = None
    week: date
    origin: str
    served: int = 0
    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    revoked: int = 0


class VisitReference(SQLModel, table=True):
    """The keyed mark of a transaction that has its invitation. Forgotten when no invitation of its week is left."""

    __tablename__ = "visit_reference"
    __table_args__ = (sa.CheckConstraint("octet_length(mark) = 32", "mark"),)

    tenant_id: UUID = Field(primary_key=True)
    mark: bytes = Field(primary_key=True)
    week: date


class VisitHour(SQLModel, table=True):
    """How many visits of an officer ended in an hour of the day, over a week, and how many of them were invited."""

    __tablename__ = "visit_hour"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "officer_id"),
        sa.CheckConstraint("hour between 0 and 23", "hour"),
        sa.CheckConstraint("issued between 0 and served", "counts"),
    )

    tenant_id: UUID = Field(primary_key=True)
    point_id: UUID = Field(primary_key=True)
    officer_id: UUID = Field(primary_key=True)
    week: date = Field(primary_key=True)
    hour: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    served: int = 0
    issued: int = 0


class VisitSlips(TenantRecord, table=True):
    """A print of slips for a counter and week; `cancelled_at`: its unused slips were called in."""

    __tablename__ = "visit_slips"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "printed_by_id"),
        sa.CheckConstraint("slips between 10 and 120", "slips"),
    )

    point_id: UUID
    week: date
    slips: int
    printed_by_id: UUID
    printed_at: datetime = Field(sa_type=MOMENT)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
