"""The table of what waits for a second person."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.people.models import one_of
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
ROLE, LINK = "peran", "tautan"
POWERFUL = ("bkpsdm", "organisasi", "verifikator", "inspektorat", "kepala")
AGREED, REFUSED, WITHDRAWN = DECISIONS = ("disetujui", "ditolak", "dibatalkan")


class Confirmation(TenantRecord, table=True):
    """A powerful role, or a link into an account: asked by one, decided by another who is not concerned.

    `decided_by_id` is empty with a decision when the operator decided.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        belongs_to("person", "person_id"),
        belongs_to("person", "asked_by_id"),
        belongs_to("person", "decided_by_id"),
        belongs_to("invitation", "invitation_id"),
        one_of("kind", (ROLE, LINK)),
        one_of("role", ("", *POWERFUL)),
        sa.CheckConstraint("(kind = 'peran') = (role <> '')", "names_its_role"),
        sa.CheckConstraint("asked_by_id <> person_id", "not_for_oneself"),
        sa.CheckConstraint(f"decision is null or decision in {DECISIONS}", "decision"),
        sa.CheckConstraint("(decision is null) = (decided_at is null)", "decided"),
        sa.CheckConstraint(
            "decision is distinct from 'disetujui' or decided_by_id is null "
            "or (decided_by_id <> asked_by_id and decided_by_id <> person_id)",
            "four_eyes",
        ),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", "period"),
        sa.Index(
            "confirmation_open_key", "tenant_id", "person_id", "kind", "role", unique=True,
            postgresql_where=sa.text("decision is null"),
        ),
        sa.Index(None, "tenant_id", "invitation_id"),
    )  # fmt: skip

    kind: str
    person_id: UUID
    role: str = ""
    valid_from: date
    valid_to: date | None = None
    asked_by_id: UUID
    asked_at: datetime = Field(sa_type=MOMENT)
    decision: str | None = None
    decided_by_id: UUID | None = None
    decided_at: datetime | None = Field(default=None, sa_type=MOMENT)
    invitation_id: UUID | None = None  # the link that was made when it was agreed to
