"""The tables of the seals."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from webapp.feedback.seals.records import KINDS
from webapp.platform.db import TenantRecord, belongs_to, one_of

MOMENT = sa.DateTime(timezone=True)


class SealWaiting(SQLModel, table=True):
    """An answer that the next seal takes. Written when it is counted, or with the small steps of a receipt."""

    __tablename__ = "seal_waiting"
    __table_args__ = (one_of("kind", KINDS), sa.Index(None, "tenant_id", "day"))

    tenant_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    record_id: UUID = Field(primary_key=True)
    day: date


class Seal(TenantRecord, table=True):
    """The seal of one day: how many answers it holds, the root of their tree, and the link to the seal before."""

    __tablename__ = "seal"
    __table_args__ = (
        sa.UniqueConstraint("tenant_id", "sequence"),
        sa.UniqueConstraint("tenant_id", "day"),
        sa.CheckConstraint("sequence >= 1 and n >= 0", "counts"),
        sa.CheckConstraint("length(root) = 32 and length(previous) = 32 and length(hash) = 32", "sizes"),
    )

    sequence: int
    day: date
    n: int
    root: bytes
    previous: bytes
    hash: bytes
    made_at: datetime = Field(sa_type=MOMENT)


class SealLeaf(SQLModel, table=True):
    """The place of an answer in the tree of its seal. The nonce keeps the answer secret, not the answer's place."""

    __tablename__ = "seal_leaf"
    __table_args__ = (
        belongs_to("seal", "seal_id"),
        one_of("kind", KINDS),
        sa.UniqueConstraint("tenant_id", "seal_id", "position"),
        sa.CheckConstraint("position >= 0", "position"),
        sa.CheckConstraint("length(leaf) = 32 and length(nonce) = 16", "sizes"),
    )

    tenant_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    record_id: UUID = Field(primary_key=True)
    seal_id: UUID
    position: int
    nonce: bytes
    leaf: bytes
