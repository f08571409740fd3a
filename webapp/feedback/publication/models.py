"""Released scores: what readers may see, advanced in batches so that no answer can be read out of a change."""

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
SCORE = sa.Numeric(6, 4)
WEIGHT = sa.Numeric(16, 6)


class ScoreRecord(TenantRecord):
    """What every stored score says of itself: period, n, interval, status, what was held back, formula, input."""

    since: date
    until: date
    n: int
    n_effective: Decimal = Field(sa_type=WEIGHT)
    verified_share: Decimal = Field(sa_type=SCORE)
    score: Decimal | None = Field(default=None, sa_type=SCORE)
    low: Decimal | None = Field(default=None, sa_type=SCORE)
    high: Decimal | None = Field(default=None, sa_type=SCORE)
    status: str
    held: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    formula: str
    input_hash: str
    computed_at: datetime = Field(sa_type=sa.DateTime(timezone=True))


def score_checks() -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint("status in ('usable', 'early', 'insufficient')", "status"),
        sa.CheckConstraint("score is null or score between 1 and 4", "score"),
    )


class ReleasedBucket(SQLModel, table=True):
    """What of a point, day and channel is let out so far, as of the last whole batch of its OPD. Nobody reads it but
    the release, the standings and the recount: a part of a batch may be a single answer.

    n1..n4 and w1..w4 hold ratings not in doubt only; the others are counted by their reason.
    """

    __tablename__ = "released_bucket"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        sa.CheckConstraint(
            "w1 between 0 and n1 and w2 between 0 and n2 and w3 between 0 and n3 and w4 between 0 and n4", "weights"
        ),
    )

    tenant_id: UUID = Field(primary_key=True)
    point_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0
    perangkat_sama: int = 0
    isian_mesin: int = 0
    staf_unit: int = 0
    w1: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w2: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w3: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w4: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)


class UnitScore(ScoreRecord, table=True):
    """The published score of an OPD with everything under it, made of released buckets: it moves by whole batches."""

    __tablename__ = "unit_score"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        sa.UniqueConstraint("tenant_id", "opd_id"),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", "adds_up"),
        *score_checks(),
    )

    opd_id: UUID
    salt: str = Field(default_factory=lambda: secrets.token_hex(16))
    n1: int
    n2: int
    n3: int
    n4: int
    same_service: Decimal | None = Field(default=None, sa_type=SCORE)


class OfficerScore(ScoreRecord, table=True):
    """The score of one officer over the window, computed once a day for all officers together.

    `excluded`: the ids of the OfficerExclusion whose days it was computed without.
    """

    __tablename__ = "officer_score"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "person_id"),
        *score_checks(),
    )

    person_id: UUID
    excluded: list[str] = Field(
        default_factory=list, sa_type=JSONB, sa_column_kwargs={"server_default": sa.text("'[]'::jsonb")}
    )


class PublicationLimit(TenantRecord, table=True):
    """How many answers a pemda asks for before it shows what they say: never fewer than the platform. The newest
    counts."""

    __tablename__ = "publication_limit"
    __table_args__ = (
        belongs_to("person", "by_id"),
        sa.CheckConstraint("batch between 5 and 30", "batch"),
        sa.CheckConstraint("unit_answers between 10 and 100", "unit_answers"),
        sa.CheckConstraint("officer_answers between 10 and 100", "officer_answers"),
        sa.CheckConstraint("officer_verified between 5 and 50", "officer_verified"),
    )

    batch: int
    unit_answers: int
    officer_answers: int
    officer_verified: int
    by_id: UUID
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))


class ServiceStanding(SQLModel, table=True):
    """How a service is rated at each OPD that gives it, over the window: the baseline of comparisons."""

    __tablename__ = "service_standing"
    __table_args__ = (belongs_to("service", "service_id"), belongs_to("opd", "opd_id"))

    tenant_id: UUID = Field(primary_key=True)
    service_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    n: int | None = None  # answers it was computed from; it moves when at least a batch more or less is there
    weight: Decimal = Field(sa_type=WEIGHT)
    stars: Decimal = Field(sa_type=sa.Numeric(18, 6))


class RatingRelease(SQLModel, table=True):
    """With which office's batch, and in which week, a rating was let out. Forgotten with the marks.

    `batch` is None where it is not known: let out before batches were noted, or noted again by a repair.
    """

    __tablename__ = "rating_release"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        belongs_to("opd", "opd_id"),
        sa.Index(None, "tenant_id", "week"),
    )

    tenant_id: UUID = Field(primary_key=True)
    rating_id: UUID = Field(primary_key=True)
    opd_id: UUID
    week: date
    batch: UUID | None = None


class ReleasedWeek(SQLModel, table=True):
    """What published numbers are made of: what an OPD let out of its own points in a week (`week`: its Monday), by
    the day and channel of the answers. Whole batches only; a window and a period are sums of whole weeks.

    w1..w4 are what a batch added to the weight of its day, which may be less than nothing where an earlier one of the
    same network then counts for less.
    """

    __tablename__ = "released_week"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        sa.CheckConstraint("n1 >= 0 and n2 >= 0 and n3 >= 0 and n4 >= 0", "counts"),
        sa.CheckConstraint("extract(isodow from week) = 1", "monday"),
    )

    tenant_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    week: date = Field(primary_key=True)
    day: date = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    n1: int = 0
    n2: int = 0
    n3: int = 0
    n4: int = 0
    perangkat_sama: int = 0
    isian_mesin: int = 0
    staf_unit: int = 0
    w1: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w2: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w3: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)
    w4: Decimal = Field(default=Decimal(0), sa_type=WEIGHT)


class PeriodScore(ScoreRecord, table=True):
    """The score of an OPD with everything under it over a period of whole weeks that is over: it moves no more."""

    __tablename__ = "period_score"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        sa.UniqueConstraint("tenant_id", "opd_id", "kind", "since"),
        sa.CheckConstraint("kind in ('pekan', 'triwulan', 'tahun')", "kind"),
        sa.CheckConstraint("n = n1 + n2 + n3 + n4", "adds_up"),
        *score_checks(),
    )

    opd_id: UUID
    kind: str
    n1: int
    n2: int
    n3: int
    n4: int


class ReleasedReason(SQLModel, table=True):
    """The elements pointed at in what an OPD let out in a week: {unsur: [by content, by discontent visitors]}.

    Written once, when the week is over: a reason that comes later would tell whose it is.
    """

    __tablename__ = "released_reason"
    __table_args__ = (belongs_to("opd", "opd_id"),)

    tenant_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    week: date = Field(primary_key=True)
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)


class ReceivedHour(SQLModel, table=True):
    """When ratings come to an OPD and what is under it: how many in an hour of a weekday (0: Monday) over whole weeks.

    Cells of less than five ratings are not kept. Nothing here says what was answered.
    """

    __tablename__ = "received_hour"
    __table_args__ = (
        belongs_to("opd", "opd_id"),
        sa.CheckConstraint("weekday between 0 and 6 and hour between 0 and 23", "hour"),
        sa.CheckConstraint("n >= 5", "no_small_cell"),
    )

    tenant_id: UUID = Field(primary_key=True)
    opd_id: UUID = Field(primary_key=True)
    weekday: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    hour: int = Field(primary_key=True, sa_type=sa.SmallInteger, sa_column_kwargs={"autoincrement": False})
    n: int
    since: date
    until: date


class DigestSubscription(TenantRecord, table=True):
    """Who wants the monthly digest of an OPD; ended, never deleted."""

    __tablename__ = "digest_subscription"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("opd", "opd_id"),
        sa.Index(
            "digest_subscription_running_key", "tenant_id", "person_id", "opd_id", unique=True,
            postgresql_where=sa.text("ended_at is null"),
        ),
    )  # fmt: skip

    person_id: UUID
    opd_id: UUID
    started_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Digest(TenantRecord, table=True):
    """What was published of an OPD when a month began, for one reader. `month`: the first day of the month told of."""

    __tablename__ = "digest"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("opd", "opd_id"),
        sa.UniqueConstraint("tenant_id", "person_id", "opd_id", "month"),
        sa.CheckConstraint("extract(day from month) = 1", "month"),
    )

    person_id: UUID
    opd_id: UUID
    month: date
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    made_at: datetime = Field(sa_type=MOMENT)
    read_at: datetime | None = Field(default=None, sa_type=MOMENT)
