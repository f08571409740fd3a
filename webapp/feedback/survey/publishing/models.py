"""What was told of a period, never changed again, and the recounts of its answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
RUNNING, DONE, STOPPED = "berjalan", "selesai", "terhenti"


class SurveyPublication(TenantRecord, table=True):
    """A period as it was told. A correction is a new version with its reason; the old one stays.

    counts: of each question how many answered 1..4; unsur: what each belongs to; profile: {trait: {kind: people}};
    channels: {channel: people}; services: as `services.parts` makes them (None: told before there were any);
    told: the index as texts (see `figures.told`; the store forgets the order of its nrr); held: {state: answers} of
    those that were ever held back, {} without any.
    """

    __tablename__ = "survey_publication"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("person", "published_by_id"),
        sa.UniqueConstraint("tenant_id", "period_id", "version"),
        sa.Index(None, "tenant_id", "opd_id"),
        sa.CheckConstraint("version >= 1", "version"),
        sa.CheckConstraint("n >= 5", "n"),
        sa.CheckConstraint("since <= until", "days"),
        sa.CheckConstraint("(version = 1) = (reason = '')", "reason"),
        sa.CheckConstraint("length(reason) <= 1000", "reason_length"),
    )

    period_id: UUID
    opd_id: UUID
    version: int = Field(sa_type=sa.SmallInteger)
    name: str
    since: date
    until: date
    instrument: str
    population: int
    n: int
    unsur: list[str] = Field(sa_type=JSONB)
    counts: list[list[int]] = Field(sa_type=JSONB)
    profile: dict[str, dict[str, int]] = Field(sa_type=JSONB)
    channels: dict[str, int] = Field(sa_type=JSONB)
    services: list[dict[str, Any]] | None = Field(default=None, sa_type=JSONB)
    told: dict[str, Any] = Field(sa_type=JSONB)
    held: dict[str, int] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": sa.text("'{}'")}
    )
    reason: str = ""
    published_by_id: UUID
    published_at: datetime = Field(sa_type=MOMENT)

    @property
    def nrr(self) -> dict[str, str]:
        """The mean of each unsur as told, in the order of the instrument."""
        return {slug: self.told["nrr"][slug] for slug in dict.fromkeys(self.unsur)}


class SurveyRecount(TenantRecord, table=True):
    """Counting a period again from its stored answers, one by one. asked_by_id: None when a citizen asked.

    found: the index this gave, as told texts; equal_told, equal_sums: whether it is what was published, and whether
    the kept sums say the same.
    """

    __tablename__ = "survey_recount"
    __table_args__ = (
        belongs_to("survey_period", "period_id"),
        belongs_to("person", "asked_by_id"),
        sa.Index(
            "survey_recount_one_at_a_time", "tenant_id", "period_id", unique=True,
            postgresql_where=sa.text("state = 'berjalan'"),
        ),
        sa.Index(None, "tenant_id", "period_id", "at"),
        sa.CheckConstraint("state in ('berjalan', 'selesai', 'terhenti')", "state"),
        sa.CheckConstraint("(state = 'selesai') = (finished_at is not null)", "finished"),
        sa.CheckConstraint("(state = 'selesai') = (equal_sums is not null)", "result"),
        sa.CheckConstraint("token is null or state = 'berjalan'", "in_hand"),
        sa.CheckConstraint("done between 0 and total", "progress"),
    )  # fmt: skip

    period_id: UUID
    asked_by_id: UUID | None = None
    at: datetime = Field(sa_type=MOMENT)
    state: str = RUNNING
    stage: str = ""
    done: int = 0
    total: int = 0
    attempts: int = 0
    token: UUID | None = None
    beat_at: datetime = Field(sa_type=MOMENT)
    remark: str = ""
    finished_at: datetime | None = Field(default=None, sa_type=MOMENT)
    found: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    equal_told: bool | None = None
    equal_sums: bool | None = None
