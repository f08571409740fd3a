"""How many answers a pemda asks for before it shows what they say: the platform's numbers, or stricter ones of its own.

A choice is a new row; the newest counts from its moment on. Nothing here commits.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.publication.models import PublicationLimit
from webapp.feedback.publication.rules import PLATFORM, Limits, stricter_limits
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

KNOWN = "publication limits"  # in the session: asked once in a transaction, however many offices it scores


def in_force(session: TenantSession) -> Limits:
    """The limits of this pemda now."""
    if KNOWN not in session.info:
        session.info[KNOWN] = _newest(session)
    return session.info[KNOWN]


def _newest(session: TenantSession) -> Limits:
    row = session.exec(select(PublicationLimit).order_by(col(PublicationLimit.id).desc())).first()
    if row is None:
        return PLATFORM
    return stricter_limits(PLATFORM, **{name: getattr(row, name) for name in vars(PLATFORM)})


def history(session: TenantSession) -> list[PublicationLimit]:
    """Every choice, the newest first."""
    return list(session.exec(select(PublicationLimit).order_by(col(PublicationLimit.id).desc())))


def choose(session: TenantSession, wish: Limits, *, by: UUID, at: datetime) -> bool:
    """Shows nothing below these numbers from now on; says whether that is new. Raises Looser."""
    wish = stricter_limits(PLATFORM, **vars(wish))
    before = in_force(session)
    if wish == before:
        return False
    session.add(PublicationLimit(**vars(wish), by_id=by, at=at))
    session.info.pop(KNOWN, None)
    record(session, "pengaturan:ambang", "tenant", session.tenant.id, by=by, sebelum=vars(before), sesudah=vars(wish))
    return True
