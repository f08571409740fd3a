"""The outbox, where people want their mail, what was stopped, and in whose name a pemda writes.

Addresses and words lie encrypted, with a key from outside the tables (`sealing`), and are forgotten after sending.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.people.letters.rules import CHANNELS, STATES, WAITING
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)


class Letter(TenantRecord, table=True):
    """One letter to one address. `is_handed`: its content has begun to go out, so that it may have arrived.

    `sealed`: address and words, until they are forgotten. `token`: which job has it in hand.
    """

    __tablename__ = "letter"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "dedupe_key"),
        sa.Index(None, "tenant_id", "state", "due_at"),
        sa.CheckConstraint(f"channel in {CHANNELS}", "channel"),
        sa.CheckConstraint(f"state in {STATES}", "state"),
        sa.CheckConstraint("sealed is not null or state not in ('menunggu', 'mengirim')", "sealed"),
        sa.CheckConstraint("attempts >= 0", "attempts"),
    )

    kind: str
    channel: str
    person_id: UUID | None = None
    language: str
    dedupe_key: str
    sealed: bytes | None = None
    state: str = WAITING
    is_handed: bool = False
    attempts: int = 0
    token: UUID | None = None
    posted_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    begun_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    reason: str = ""
    reply: str = ""


class LetterStop(TenantRecord, table=True):
    """Whoever reads at the address with this mark wants no more letters of this purpose."""

    __tablename__ = "letter_stop"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "purpose", "mark"),)

    purpose: str
    mark: bytes
    at: datetime = Field(sa_type=MOMENT)


class MailSender(TenantRecord, table=True):
    """In whose name and from which address a pemda writes. The newest counts."""

    __tablename__ = "mail_sender"
    __table_args__ = (
        belongs_to("person", "by_id"),
        sa.CheckConstraint("length(name) between 2 and 80", "name"),
        sa.CheckConstraint("length(address) between 3 and 254", "address"),
    )

    name: str
    address: str
    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)


class Mailbox(TenantRecord, table=True):
    """Where a person wants to be told by mail, once she has confirmed it; `choices`: group of notices -> how often.

    Notices from before `since` are not mailed: she did not ask for them then.
    """

    __tablename__ = "mailbox"
    __table_args__ = (
        belongs_to("person", "person_id"),
        sa.UniqueConstraint("tenant_id", "person_id"),
        sa.CheckConstraint("language in ('id', 'en')", "language"),
        sa.CheckConstraint("jsonb_typeof(choices) = 'object'", "choices"),
    )

    person_id: UUID
    sealed: bytes
    language: str
    choices: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    asked_at: datetime = Field(sa_type=MOMENT)
    confirmed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    since: datetime = Field(sa_type=MOMENT)
    digested_on: date | None = None
