"""The tables of complaints. The case holds no name, no number and only text whose personal data is masked; who she is
and what she wrote as she wrote it lie sealed in tables of their own. History is only ever added to.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field

from webapp.feedback.complaints import rules
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)
AUTHORS = ("warga", "petugas", "sistem")
MESSAGES = ("pesan", "pertanyaan", "jawaban", "catatan", "pengingat")
STAGES = ("petugas", "atasan", "lewat")
HOLDS = ("mesin", "cepat", "banyak")
MIMES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
LARGEST = 5 * 1024 * 1024


class Complaint(TenantRecord, table=True):
    """A case as it stands. `version` grows with every step; the row changes only together with a ComplaintStep."""

    __tablename__ = "complaint"
    __table_args__ = (
        belongs_to("service", "service_id"),
        belongs_to("service_point", "point_id"),
        belongs_to("opd", "unit_id"),
        belongs_to("person", "subject_id"),
        belongs_to("person", "holder_id"),
        belongs_to("person", "answered_by_id"),
        belongs_to("person", "disputed_id"),
        belongs_to("complaint", "same_as_id"),
        one_of("kind", rules.KINDS),
        one_of("visibility", rules.VISIBILITIES),
        one_of("state", rules.STATES),
        one_of("resume", rules.STATES),
        one_of("ending", rules.ENDINGS),
        one_of("closing", rules.CLOSINGS),
        one_of("archiving", rules.ARCHIVINGS),
        one_of("hold", HOLDS),
        sa.CheckConstraint("length(title) between 1 and 200", "title"),
        sa.CheckConstraint("length(text) between 1 and 8000", "text"),
        sa.CheckConstraint("level between 0 and 2", "level"),
        sa.CheckConstraint("handling_score between 1 and 4", "handling_score"),
        sa.CheckConstraint("visibility <> 'rahasia' or not is_public", "secret"),
        sa.CheckConstraint("(state = 'ditutup') = (closing is not null)", "closed_says_how"),
        sa.CheckConstraint("(state = 'ditunda') = (resume is not null and paused_on is not null)", "pause"),
        sa.Index(None, "tenant_id", "state", "unit_id"),
        sa.Index("complaint_public", "tenant_id", "received_on", postgresql_where=sa.text("is_public")),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    kind: str
    is_grave: bool = False  # berkadar pengawasan: needs examination
    title: str
    text: str
    visibility: str
    is_public: bool = False  # a coordinator found it fit to be read by everybody
    about_staff: bool = False
    subject_id: UUID | None = None  # the officer complained about, named by the coordinator
    service_id: UUID | None = None
    point_id: UUID | None = None
    happened_on: date | None = None
    hold: str | None = None  # why it waits to be looked at first; nothing is refused for it
    state: str = "diterima"
    resume: str | None = None
    version: int = 0
    level: int = Field(default=0, sa_type=sa.SmallInteger)
    unit_id: UUID | None = None
    holder_id: UUID | None = None
    answered_by_id: UUID | None = None
    disputed_id: UUID | None = None
    ending: str | None = None
    passed_to: str = ""
    closing: str | None = None
    archiving: str | None = None
    same_as_id: UUID | None = None
    supporters: int = 0
    handling_score: int | None = Field(default=None, sa_type=sa.SmallInteger)
    reminders: int = Field(default=0, sa_type=sa.SmallInteger)
    received_on: date
    verify_due: date
    first_due: date | None = None
    resolve_due: date | None = None
    react_due: date | None = None
    paused_on: date | None = None
    answered_on: date | None = None
    closed_on: date | None = None


class ComplaintStep(TenantRecord, table=True):
    """One change of a case: who, when, from where to where, why. number: the version it made."""

    __tablename__ = "complaint_step"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        belongs_to("person", "person_id"),
        belongs_to("opd", "unit_id"),
        sa.UniqueConstraint("tenant_id", "complaint_id", "number"),
        one_of("part", rules.PARTIES),
        sa.CheckConstraint("length(reason) <= 4000", "reason"),
    )

    complaint_id: UUID
    number: int
    at: datetime = Field(sa_type=MOMENT)
    action: str
    came_from: str | None = None
    went_to: str
    part: str
    person_id: UUID | None = None
    unit_id: UUID | None = None
    reason: str = ""
    detail: str = ""


class ComplaintMessage(TenantRecord, table=True):
    """Something said about a case. 'catatan' is a note among staff, all else the citizen reads."""

    __tablename__ = "complaint_message"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        belongs_to("person", "person_id"),
        belongs_to("opd", "unit_id"),
        sa.Index(None, "tenant_id", "complaint_id", "id"),
        one_of("author", AUTHORS),
        one_of("kind", MESSAGES),
        sa.CheckConstraint("length(text) between 1 and 8000", "text"),
    )

    complaint_id: UUID
    at: datetime = Field(sa_type=MOMENT)
    author: str
    kind: str
    person_id: UUID | None = None
    unit_id: UUID | None = None
    text: str


class ComplaintOriginal(TenantRecord, table=True):
    """Her words as she wrote them, sealed: of the report always, for it is masked anew when others may read it; of
    what came later where masking changed it. message_id: None for the report itself."""

    __tablename__ = "complaint_original"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        belongs_to("complaint_message", "message_id"),
        sa.Index(None, "tenant_id", "complaint_id"),
    )

    complaint_id: UUID
    message_id: UUID | None = None
    sealed: bytes


class ComplaintContact(TenantRecord, table=True):
    """Who she is and how she may be reached, sealed; the id is the complaint's. Forgotten some time after the end."""

    __tablename__ = "complaint_contact"
    __table_args__ = (belongs_to("complaint", "id"),)

    sealed: bytes


class ComplaintFile(TenantRecord, table=True):
    """A photo, drawn anew so that it holds no position, or a PDF; under a name of our own."""

    __tablename__ = "complaint_file"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        sa.UniqueConstraint("tenant_id", "complaint_id", "number"),
        one_of("mime", MIMES),
        sa.CheckConstraint("number between 1 and 3", "number"),
        sa.CheckConstraint(f"octet_length(content) between 1 and {LARGEST}", "content"),
    )

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    complaint_id: UUID
    number: int = Field(sa_type=sa.SmallInteger)
    mime: str
    name: str
    size: int
    print: bytes  # SHA-256 of what was sent: the same file sent twice is one
    content: bytes
    added_on: date


class ComplaintSupport(TenantRecord, table=True):
    """'Ikut melapor': one more who says the same. No identity, no time finer than a day."""

    __tablename__ = "complaint_support"
    __table_args__ = (belongs_to("complaint", "complaint_id"), sa.Index(None, "tenant_id", "complaint_id"))

    id: UUID = Field(primary_key=True, default_factory=uuid4)
    complaint_id: UUID
    day: date


class ComplaintAlarm(TenantRecord, table=True):
    """A limit was near or past and somebody was told: once for each limit and stage."""

    __tablename__ = "complaint_alarm"
    __table_args__ = (
        belongs_to("complaint", "complaint_id"),
        sa.UniqueConstraint("tenant_id", "complaint_id", "clock", "due", "stage"),
        one_of("stage", STAGES),
    )

    complaint_id: UUID
    clock: str
    due: date
    stage: str
    at: datetime = Field(sa_type=MOMENT)
