"""Ratings, what defends them against abuse, and what counts them.

Who may know what is cut along the tables: `rating` holds the answer and the frozen attribution, no person,
no time finer than a day, a random id. What abuse defence needs (`rating_event`, `rating_trace`,
`rating_source`, `rating_device`) lives apart as keyed marks and is deleted when the period closes.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)
CHANNELS = ("token", "kiosk", "open")
SHIFTS = ("pagi", "siang", "malam", "penuh")
UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana")
DOUBTS = ("perangkat_sama", "isian_mesin", "staf_unit")
WEIGHT = sa.Numeric(16, 6)


class Rating(TenantRecord, table=True):
    """One citizen's answer for one visit. Never updated: a doubtful one gets a row in rating_doubt."""

    __tablename__ = "rating"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("service", "service_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "officer_id"),
        sa.CheckConstraint("score between 1 and 4", "score"),
        one_of("channel", CHANNELS),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", "shift"),
        sa.Index(None, "tenant_id", "point_id", "day"),
        sa.Index(None, "tenant_id", "officer_id", "day", postgresql_where=sa.text("officer_id is not null")),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    point_id: UUID
    service_id: UUID
    opd_id: UUID
    officer_id: UUID | None = None
    shift: str | None = None
    channel: str
    day: date
    score: int = Field(sa_type=sa.SmallInteger)


class RatingReason(TenantRecord, table=True):
    """Which element was good or bad: at most one a rating."""

    __tablename__ = "rating_reason"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.UniqueConstraint("tenant_id", "rating_id"),
        one_of("unsur", UNSUR),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    rating_id: UUID
    unsur: str


class RatingComment(TenantRecord, table=True):
    """One sentence of the citizen, as she wrote it. No staff page shows it before names are masked."""

    __tablename__ = "rating_comment"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.UniqueConstraint("tenant_id", "rating_id"),
        sa.CheckConstraint("length(text) between 1 and 500", "text"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    rating_id: UUID
    text: str


class RatingEvent(SQLModel, table=True):
    """The outbox: written with the rating, taken by the drain in the transaction that counts it."""

    __tablename__ = "rating_event"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.Index(
            "rating_event_waiting_idx", "tenant_id", "id", postgresql_where=sa.text("quarantined_at is null")
        ),
    )

    tenant_id: UUID = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_args=(sa.Identity(always=True),))
    rating_id: UUID
    week: date
    minute: int
    device: bytes | None = None
    network: bytes | None = None
    doubt: str | None = None
    attempts: int = 0
    last_error: str | None = None
    quarantined_at: datetime | None = Field(default=None, sa_type=MOMENT)


class RatingTrace(SQLModel, table=True):
    """What abuse defence knows of a rating: keyed marks and the minute of the week. Deleted at period close."""

    __tablename__ = "rating_trace"
    __table_args__ = (belongs_to("rating", "rating_id"),)

    tenant_id: UUID = Field(primary_key=True)
    rating_id: UUID = Field(primary_key=True)
    week: date
    minute: int
    device: bytes | None = None
    network: bytes | None = None


class RatingDevice(SQLModel, table=True):
    """The one rating of a device for a service in a week that counts in full."""

    __tablename__ = "rating_device"

    tenant_id: UUID = Field(primary_key=True)
    service_id: UUID = Field(primary_key=True)
    week: date = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    rating_id: UUID


class RatingDoubt(TenantRecord, table=True):
    """Why a rating weighs less: kept for ever, shown to staff, never keyed to the score's direction.

    `lifted`: a verifikator has decided that it counts; the decision is a row of its own.
    """

    __tablename__ = "rating_doubt"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.UniqueConstraint("tenant_id", "rating_id"),
        one_of("reason", DOUBTS),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    rating_id: UUID
    reason: str
    lifted: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})


class RatingSource(SQLModel, table=True):
    """Answers from one network at one point on one day, of ratings not in doubt. Deleted at period close."""

    __tablename__ = "rating_source"

    tenant_id: UUID = Field(primary_key=True)
    point_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    network: bytes = Field(primary_key=True)
    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0


class RatingWaiting(SQLModel, table=True):
    """A counted rating, not in doubt, that no published number holds yet. Leaves with its batch, or with its window."""

    __tablename__ = "rating_waiting"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        sa.Index(None, "tenant_id", "point_id"),
        one_of("channel", CHANNELS),
    )

    tenant_id: UUID = Field(primary_key=True)
    rating_id: UUID = Field(primary_key=True)
    point_id: UUID
    day: date
    channel: str
    network: bytes | None = None


class RatingBucket(SQLModel, table=True):
    """The count of a service point, day and channel: n, sum, histogram (n1..n4), how many of these are in doubt
    (d1..d4) and why, and the weight of the others after the source caps (w1..w4)."""

    __tablename__ = "rating_bucket"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        one_of("channel", CHANNELS),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4 and total = n1 + 2*n2 + 3*n3 + 4*n4", "adds_up"),
        sa.CheckConstraint(
            "d1 between 0 and n1 and d2 between 0 and n2 and d3 between 0 and n3 and d4 between 0 and n4"
            " and d1 + d2 + d3 + d4 = perangkat_sama + isian_mesin + staf_unit",
            "doubts",
        ),
    )

    tenant_id: UUID = Field(primary_key=True)
    point_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    n: int = 0
    total: int = 0
    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0
    d1: int = 0
    d2: int = 0
    d3: int = 0
    d4: int = 0
    perangkat_sama: int = 0
    isian_mesin: int = 0
    staf_unit: int = 0
    w1: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w2: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w3: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w4: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
