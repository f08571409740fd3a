"""What is found, and the words it is found by. All of it can be made again from the texts."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

KINDS = ("layanan", "pesan")


class SearchText(SQLModel, table=True):
    """A text that is indexed: of which office, let out in which week, and a fingerprint of what was indexed."""

    __tablename__ = "search_text"
    __table_args__ = (
        sa.CheckConstraint("kind ~ '^[a-z]{3,20}$'", "kind"),
        sa.CheckConstraint("octet_length(fingerprint) = 32", "fingerprint"),
        sa.Index("search_text_newest_idx", "tenant_id", "kind", "week", "object_id", "opd_id"),
    )

    tenant_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    object_id: UUID = Field(primary_key=True)
    opd_id: UUID
    week: date
    fingerprint: bytes


class SearchWord(SQLModel, table=True):
    """A word of a text. Compared byte by byte, so that equality and beginnings use the index under row security:
    what a policy guards is looked up by operators only that cannot leak, and those of LIKE and tsvector may."""

    __tablename__ = "search_word"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["tenant_id", "kind", "object_id"],
            ["search_text.tenant_id", "search_text.kind", "search_text.object_id"],
        ),
        sa.Index("search_word_newest_idx", "tenant_id", "kind", "word", "week", "object_id", "opd_id", "in_name"),
    )

    tenant_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    object_id: UUID = Field(primary_key=True)
    word: str = Field(primary_key=True, sa_type=sa.Text(collation="C"))
    opd_id: UUID
    week: date
    in_name: bool = False
