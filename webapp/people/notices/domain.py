"""Telling and reading. None of these verbs commits."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from webapp.people.notices.models import Notice
from webapp.platform.db import TenantSession


def tell(
    session: TenantSession, person_id: UUID, code: str, *, at: datetime, about: UUID | None = None, **words: str | int
) -> None:
    """Tells a person, in the same transaction as the deed. The code is one a feature has made known (`kinds`)."""
    session.add(Notice(person_id=person_id, code=code, object_id=about, words=words, at=at))


def read(notice: Notice, at: datetime) -> None:
    """She has opened it; reading again changes nothing."""
    notice.read_at = notice.read_at or max(at, notice.at)


def read_about(session: TenantSession, person_id: UUID, about: UUID, at: datetime) -> int:
    """She has opened the thing itself: what she was told about it up to now is read. Returns how many it was."""
    told = sa.update(Notice).where(
        Notice.person_id == person_id, Notice.object_id == about, Notice.read_at.is_(None), Notice.at <= at
    )
    return session.exec(told.values(read_at=at)).rowcount


def read_all(session: TenantSession, person_id: UUID, at: datetime) -> None:
    """She has seen all that was told up to now."""
    session.exec(
        sa.update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None), Notice.at <= at)
        .values(read_at=at)
    )
