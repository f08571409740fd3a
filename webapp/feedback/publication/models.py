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


def _score_checks() -> tuple[sa.CheckConstraint, sa.CheckConstraint]:
    return (
        sa.CheckConstraint("status in ('usable', 'early', 'insufficient')", "status"),
        sa.CheckConstraint("score is null or score between 1 and 4", "score"),
    )


class ReleasedBucket(SQLModel, table=True):
    """What published numbers are made of: the counts of a point, day and channel as of the last whole batch.

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
        *_score_checks(),
    )

    opd_id: UUID
    salt: str = Field(default_factory=lambda: secrets.token_hex(16))
    n1: int
    n2: int
    n3: int
    n4: int
    same_service: Decimal | None = Field(default=None, sa_type=SCORE)


class OfficerScore(ScoreRecord, table=True):
    """The score of one officer over the window, computed once a day for all officers together."""

    __tablename__ = "officer_score"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "person_id"),
        *_score_checks(),
    )

    person_id: UUID


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
    weight: Decimal = Field(sa_type=WEIGHT)
    stars: Decimal = Field(sa_type=sa.Numeric(18, 6))
