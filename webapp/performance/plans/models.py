"""The SKP: its rows, what was said about them, and the history of its states. Nothing here is ever deleted."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.performance.plans.rules import APPROACHES, ASPECTS, BINDINGS, DRAF, KINDS, STATUSES, STEPS
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)


class Skp(TenantRecord, table=True):
    """The plan of one person for one year. Superior, OPD and jabatan are frozen when she submits it.

    `version` counts every change; a form that saw an older one is refused.
    """

    __tablename__ = "skp"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("person", "superior_id"),
        belongs_to("opd", "opd_id"),
        sa.UniqueConstraint("tenant_id", "person_id", "year"),
        one_of("approach", APPROACHES),
        one_of("status", STATUSES),
        sa.CheckConstraint("year between 2000 and 2200", "year"),
        sa.CheckConstraint("version >= 1", "version"),
        sa.CheckConstraint("(status = 'draf') = (superior_id is null)", "superior_frozen"),
        sa.CheckConstraint("superior_id <> person_id", "not_own_superior"),
        sa.Index(None, "tenant_id", "superior_id", "status"),
    )

    person_id: UUID
    year: int
    approach: str = "kuantitatif"
    status: str = DRAF
    version: int = 1
    superior_id: UUID | None = None
    opd_id: UUID | None = None
    jabatan_name: str = ""


class Rhk(TenantRecord, table=True):
    """A rencana hasil kerja. `serves_id` is the leader's RHK it contributes to. `locked` once the SKP is agreed.

    `served_text` and `served_person_id` say what that RHK said at the agreement and whose it was: the leader may
    change his own afterwards.
    """

    __tablename__ = "skp_rhk"
    __table_args__ = (
        belongs_to("skp", "skp_id"),
        belongs_to("skp_rhk", "serves_id"),
        belongs_to("person", "served_person_id"),
        one_of("kind", KINDS),
        sa.CheckConstraint("length(text) between 1 and 500", "text"),
        sa.CheckConstraint("serves_id <> id", "not_itself"),
        sa.CheckConstraint(
            "num_nonnulls(served_text, served_person_id) = 2 * (locked and serves_id is not null)::int",
            "served_frozen",
        ),
        sa.Index(None, "tenant_id", "skp_id"),
        sa.Index(None, "tenant_id", "serves_id"),
    )

    skp_id: UUID
    kind: str = "utama"
    text: str
    serves_id: UUID | None = None
    served_text: str | None = None
    served_person_id: UUID | None = None
    position: int
    locked: bool = False
    removed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class Indicator(TenantRecord, table=True):
    """An indikator kinerja individu of an RHK; may be bound to a published score of an office or to her own."""

    __tablename__ = "skp_indicator"
    __table_args__ = (
        belongs_to("skp_rhk", "rhk_id"),
        belongs_to("opd", "opd_id"),
        one_of("aspek", ASPECTS),
        one_of("binding", BINDINGS),
        sa.CheckConstraint("coalesce(binding = 'unit', false) = (opd_id is not null)", "bound_to_an_opd"),
        sa.CheckConstraint("length(text) between 1 and 500", "text"),
        sa.CheckConstraint("length(target) <= 200", "target"),
        sa.Index(None, "tenant_id", "rhk_id"),
    )

    rhk_id: UUID
    aspek: str
    text: str
    target: str = ""
    binding: str | None = None
    opd_id: UUID | None = None
    position: int
    locked: bool = False
    removed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class SkpTransition(TenantRecord, table=True):
    """One step of an SKP: who, when, why, and the content as it stood then."""

    __tablename__ = "skp_transition"
    __table_args__ = (
        belongs_to("skp", "skp_id"),
        belongs_to("person", "actor_id"),
        sa.UniqueConstraint("tenant_id", "skp_id", "version"),
        one_of("action", tuple(STEPS)),
        one_of("from_status", STATUSES),
        one_of("to_status", STATUSES),
    )

    skp_id: UUID
    version: int
    action: str
    from_status: str
    to_status: str
    actor_id: UUID
    role: str
    reason: str = ""
    content: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    at: datetime = Field(sa_type=MOMENT)


class SkpComment(TenantRecord, table=True):
    """What the superior asks about one row, in the step that asked for clarification."""

    __tablename__ = "skp_comment"
    __table_args__ = (
        belongs_to("skp_transition", "transition_id"),
        belongs_to("skp_rhk", "rhk_id"),
        belongs_to("skp_indicator", "indicator_id"),
        sa.CheckConstraint("num_nonnulls(rhk_id, indicator_id) = 1", "one_row"),
        sa.CheckConstraint("length(text) between 1 and 1000", "text"),
        sa.Index(None, "tenant_id", "transition_id"),
    )

    transition_id: UUID
    rhk_id: UUID | None = None
    indicator_id: UUID | None = None
    text: str
