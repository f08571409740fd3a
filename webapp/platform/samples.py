"""Sample rows: what a beginner may look at and take away again. They are marked before they are made.

The database deletes nothing else of these kinds, and a row that was there before its mark cannot be marked.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.platform.db import TenantRecord, TenantSession

# The kinds, in the order in which they may be deleted.
KINDS = ("service_point", "service", "superior", "placement", "jabatan", "person", "opd")


class SampleRow(TenantRecord, table=True):
    """The row `id` of the table `kind` is a sample."""

    __tablename__ = "sample_row"
    __table_args__ = (sa.CheckConstraint(f"kind in {KINDS}", "kind"),)

    kind: str
    planted_at: datetime = Field(sa_type=sa.DateTime(timezone=True))


def plant(session: TenantSession, row: TenantRecord, at: datetime) -> UUID:
    """Adds a row as a sample; returns its id."""
    session.add(SampleRow(id=row.id, kind=row.__tablename__, planted_at=at))
    session.flush()
    session.add(row)
    session.flush()
    return row.id


def ids_of(kind: str | None = None) -> SelectOfScalar:
    """Asks for the ids of the samples (of this kind): by itself or inside another question."""
    wanted = select(SampleRow.id)
    return wanted.where(SampleRow.kind == kind) if kind else wanted


def planted(session: TenantSession, kind: str | None = None) -> list[UUID]:
    """The ids of the samples (of this kind)."""
    return list(session.exec(ids_of(kind)))


def take_away(session: TenantSession, tables: Iterable[type[SQLModel]]) -> int:
    """Deletes the samples of these tables, in this order; returns how many stay, for something real leans on them."""
    return sum(not _delete(session, table, id_) for table in tables for id_ in planted(session, table.__tablename__))


def _delete(session: TenantSession, table: type[SQLModel], id_: UUID) -> bool:
    try:
        with session.begin_nested():
            session.exec(sa.delete(table).where(table.id == id_))
            session.exec(sa.delete(SampleRow).where(SampleRow.id == id_))
    except sa.exc.IntegrityError:
        return False
    return True
