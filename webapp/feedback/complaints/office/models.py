"""The tables of the office: templates for replies, and what a case changed, in one public sentence."""

from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to


class ComplaintTemplate(TenantRecord, table=True):
    """A reply to begin with: of the whole pemda (unit_id empty) or of one unit. Taken away, it stays for the trail."""

    __tablename__ = "complaint_template"
    __table_args__ = (
        belongs_to("opd", "unit_id"),
        sa.CheckConstraint("length(name) between 1 and 80", "name"),
        sa.CheckConstraint("length(text) between 1 and 4000", "text"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    unit_id: UUID | None = None
    name: str
    text: str
    is_gone: bool = False


class ComplaintChange(TenantRecord, table=True):
    """'Membawa perubahan': what changed because of a case, for everybody to read. number: the answer's step."""

    __tablename__ = "complaint_change"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        belongs_to("person", "by_id"),
        sa.UniqueConstraint("tenant_id", "complaint_id", "number"),
        sa.CheckConstraint("length(sentence) between 1 and 200", "sentence"),
    )

    complaint_id: UUID
    number: int
    sentence: str
    by_id: UUID
    day: date
