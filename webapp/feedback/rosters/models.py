"""Corrections of rosters of the past: the proposal, the decision of a second person, and the ratings that moved.

All three are append-only. `concerned` (who proposed, and the officers it is about) is copied into the decision by its
foreign key, so that the database itself refuses a decision by one of them.
"""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from webapp.platform import clock
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
KEPT, MOVED, TOO_FEW = "tetap", "dipindahkan", "terlalu_sedikit"
PART_OF_DAY, NAMELESS = "bukan_hari_penuh", "tanpa_nama"


class RosterCorrection(TenantRecord, table=True):
    """Somebody says who really served at a point; None stands for nobody."""

    __tablename__ = "roster_correction"
    __table_args__ = (
        belongs_to("service_point", "point_id"),
        belongs_to("person", "wrong_person_id"),
        belongs_to("person", "right_person_id"),
        belongs_to("person", "proposed_by"),
        sa.UniqueConstraint("tenant_id", "id", "concerned", name="roster_correction_tenant_id_id_concerned_key"),
        sa.CheckConstraint("ends_at > starts_at and ends_at <= proposed_at", "past"),
        sa.CheckConstraint("shift in ('pagi', 'siang', 'malam', 'penuh')", "shift"),
        sa.CheckConstraint("wrong_person_id is distinct from right_person_id", "changes"),
        sa.CheckConstraint("length(reason) between 10 and 500", "reason"),
        sa.CheckConstraint(
            "concerned = array_remove(array[proposed_by, wrong_person_id, right_person_id], null)", "concerned"
        ),
        sa.Index(None, "tenant_id", "point_id"),
        sa.Index(None, "tenant_id", "wrong_person_id"),
        sa.Index(None, "tenant_id", "right_person_id"),
    )

    point_id: UUID
    wrong_person_id: UUID | None = None
    right_person_id: UUID | None = None
    shift: str
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    moves_ratings: bool = False
    reason: str
    proposed_by: UUID
    proposed_at: datetime = Field(default_factory=clock.now, sa_type=MOMENT)
    concerned: list[UUID] = Field(sa_type=ARRAY(sa.Uuid))


class RosterDecision(TenantRecord, table=True):
    """What a second person decided, and what became of the ratings of that period."""

    __tablename__ = "roster_decision"
    __table_args__ = (
        belongs_to("roster_correction", "correction_id", "concerned", remote=("id", "concerned")),
        belongs_to("person", "decided_by"),
        sa.UniqueConstraint("tenant_id", "correction_id"),
        sa.CheckConstraint("not decided_by = any(concerned)", "second_person"),
        sa.CheckConstraint("length(reason) between 10 and 500", "reason"),
        sa.CheckConstraint(
            "ratings in ('tetap', 'dipindahkan', 'terlalu_sedikit', 'bukan_hari_penuh', 'tanpa_nama')", "ratings"
        ),
    )

    correction_id: UUID
    concerned: list[UUID] = Field(sa_type=ARRAY(sa.Uuid))
    decided_by: UUID
    decided_at: datetime = Field(default_factory=clock.now, sa_type=MOMENT)
    is_accepted: bool
    reason: str
    ratings: str = KEPT


class RatingReattribution(TenantRecord, table=True):
    """A rating that a correction gave to another officer, or to nobody. The highest number of a rating holds."""

    __tablename__ = "rating_reattribution"
    __table_args__ = (
        belongs_to("rating", "rating_id"),
        belongs_to("roster_correction", "correction_id"),
        belongs_to("person", "old_officer_id"),
        belongs_to("person", "officer_id"),
        sa.UniqueConstraint("tenant_id", "rating_id", "number"),
        sa.CheckConstraint("number >= 1", "number"),
        sa.CheckConstraint("old_officer_id is distinct from officer_id", "changes"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    rating_id: UUID
    number: int = Field(default=1, sa_type=sa.SmallInteger)
    correction_id: UUID
    old_officer_id: UUID
    officer_id: UUID | None = None
