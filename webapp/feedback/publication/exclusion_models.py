"""Days that do not count in one officer's own score, as somebody who may decide that has decided. Append-only."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from webapp.feedback.publication.rules import EXCLUDED_BECAUSE
from webapp.platform.db import TenantRecord, belongs_to, one_of


class OfficerExclusion(TenantRecord, table=True):
    """From `since` to `until` nothing counts for this person. `reference`: the decision, in the words of whoever made
    it; it decides once."""

    __tablename__ = "officer_exclusion"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "reference"),
        sa.CheckConstraint("since <= until", "days"),
        one_of("reason", EXCLUDED_BECAUSE),
        sa.Index(None, "tenant_id", "person_id"),
    )

    person_id: UUID
    since: date
    until: date
    reason: str
    reference: UUID
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))
