"""Look-ups about notices, newest first by when it happened: what is told late stands where it belongs."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.notices.models import Notice
from webapp.platform.db import TenantSession

PAGE = 20
ORDER = col(Notice.at).desc(), col(Notice.id).desc()


def newest(session: TenantSession, person_id: UUID, *, before: UUID | None = None, most: int = PAGE) -> list[Notice]:
    """Her notices, newest first, at most one more than a page; `before`: the last one of the page above."""
    wanted = select(Notice).where(Notice.person_id == person_id).order_by(*ORDER).limit(most + 1)
    above = notice_of(session, person_id, before) if before else None
    if above:
        wanted = wanted.where(sa.tuple_(col(Notice.at), col(Notice.id)) < sa.tuple_(above.at, above.id))
    return list(session.exec(wanted))


def notice_of(session: TenantSession, person_id: UUID, notice_id: UUID) -> Notice | None:
    """The notice, if it is hers."""
    return session.exec(select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)).first()


def unread_of(session: TenantSession, person_id: UUID, most: int) -> list[Notice]:
    """The newest she has not read."""
    unread = select(Notice).where(Notice.person_id == person_id, col(Notice.read_at).is_(None))
    return list(session.exec(unread.order_by(*ORDER).limit(most)))
