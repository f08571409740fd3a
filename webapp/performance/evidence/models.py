"""Evidence cards (snapshot_indikator) and what the civil servant says about them. All of it is append-only."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.performance.evidence.rules import CONTEST_STATES, GROUNDS, STATUSES
from webapp.performance.plans.rules import BINDINGS
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)
SCORE = sa.Numeric(6, 4)


class EvidenceCard(TenantRecord, table=True):
    """A published score, frozen beside one indicator. A newer one is a new row with the next sequence number.

    `has_invitations`: whether any were given in its time (None: taken before this was noted); of `invited` so many
    `responded`, None where it is not told.
    `replaces_id`: the card it stands for, whose ratings a verifikator has taken out after a contest. `excluded`
    (dikecualikan[]): the days of its time it was made without, as pairs of ISO dates from and until.
    """

    __tablename__ = "evidence_card"
    __table_args__ = (
        belongs_to("skp_indicator", "indicator_id"),
        belongs_to("skp", "skp_id"),
        belongs_to("person", "person_id"),
        belongs_to("opd", "opd_id"),
        belongs_to("evidence_card", "replaces_id"),
        sa.UniqueConstraint("tenant_id", "indicator_id", "sequence"),
        sa.UniqueConstraint("tenant_id", "replaces_id"),
        one_of("binding", BINDINGS),
        one_of("status", STATUSES),
        sa.CheckConstraint("(binding = 'unit') = (opd_id is not null)", "subject"),
        sa.CheckConstraint("(low is null) = (high is null) and (value is not null or low is null)", "interval"),
        sa.CheckConstraint("low >= 1 and low <= value and value <= high and high <= 4", "scale"),
        sa.CheckConstraint("binding <> 'own' or value is null or status = 'usable'", "own_only_when_earned"),
        sa.CheckConstraint("since <= until and shown_on <= superior_from and shown_on <= contest_until", "dates"),
        sa.CheckConstraint("sequence >= 1 and n >= 0", "counts"),
        sa.CheckConstraint("invited is null or (invited >= 5 and has_invitations is true)", "invited"),
        sa.CheckConstraint("responded between 5 and invited", "responded"),
        sa.Index(None, "tenant_id", "person_id"),
    )

    indicator_id: UUID
    skp_id: UUID
    person_id: UUID
    sequence: int
    binding: str
    opd_id: UUID | None = None
    subject: str
    value: Decimal | None = Field(default=None, sa_type=SCORE)
    low: Decimal | None = Field(default=None, sa_type=SCORE)
    high: Decimal | None = Field(default=None, sa_type=SCORE)
    comparison: Decimal | None = Field(default=None, sa_type=SCORE)
    n: int
    n_effective: Decimal = Field(sa_type=sa.Numeric(16, 6))
    verified_share: Decimal = Field(sa_type=SCORE)
    since: date
    until: date
    has_invitations: bool | None = None
    invited: int | None = None
    responded: int | None = None
    status: str
    held: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    formula: str
    input_hash: str
    taken_at: datetime = Field(sa_type=MOMENT)
    shown_on: date
    superior_from: date
    contest_until: date
    replaces_id: UUID | None = None
    excluded: list[Any] = Field(
        default_factory=list, sa_type=JSONB, sa_column_kwargs={"server_default": sa.text("'[]'::jsonb")}
    )


class EvidenceAnswer(TenantRecord, table=True):
    """The civil servant's answer to a card: it goes wherever the card goes."""

    __tablename__ = "evidence_answer"
    __table_args__ = (
        belongs_to("evidence_card", "card_id"),
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "card_id"),
        sa.CheckConstraint("length(text) between 1 and 2000", "text"),
    )

    card_id: UUID
    person_id: UUID
    text: str
    at: datetime = Field(sa_type=MOMENT)


class EvidenceContest(TenantRecord, table=True):
    """A contest (sanggahan) of a card, on one of the grounds that count."""

    __tablename__ = "evidence_contest"
    __table_args__ = (
        belongs_to("evidence_card", "card_id"),
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "card_id"),
        one_of("ground", tuple(GROUNDS)),
        sa.CheckConstraint("length(text) between 1 and 2000", "text"),
    )

    card_id: UUID
    person_id: UUID
    ground: str
    text: str
    at: datetime = Field(sa_type=MOMENT)


class EvidenceContestStep(TenantRecord, table=True):
    """A state a contest came into: who, when, why. The newest row is the state it is in.

    `since`, `until`: the days a decision takes out; None where it takes out none, or was made before days were named.
    """

    __tablename__ = "evidence_contest_step"
    __table_args__ = (
        belongs_to("evidence_contest", "contest_id"),
        belongs_to("person", "actor_id"),
        sa.UniqueConstraint("tenant_id", "contest_id", "sequence"),
        one_of("status", CONTEST_STATES),
        sa.CheckConstraint("(since is null) = (until is null) and since <= until", "days"),
    )

    contest_id: UUID
    sequence: int = 1
    status: str
    actor_id: UUID
    reason: str = ""
    since: date | None = None
    until: date | None = None
    at: datetime = Field(sa_type=MOMENT)
