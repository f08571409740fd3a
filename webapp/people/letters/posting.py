"""Putting a letter into the outbox, in the transaction of the deed it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select

from webapp.people.letters.kinds import LETTERS
from webapp.people.letters.models import Letter, LetterStop
from webapp.people.letters.rules import EMAIL, WAITING, fits
from webapp.people.letters.sealing import mark_of, seal
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7
from webapp.platform.signing import Keys


class NoAddress(ValueError):
    """That is no address of this channel."""


def post(
    session: TenantSession, keys: Keys, *, kind: str, to: str, words: Mapping[str, Any], language: str,
    dedupe_key: str, at: datetime, person_id: UUID | None = None, channel: str = EMAIL,
) -> bool:  # fmt: skip
    """Puts a letter of a registered kind into the outbox; False if one with this key is there, or she wants no more.

    `dedupe_key` names the deed, never a person. `words`: texts, numbers and lists of them; addresses in them are
    whole. Raises NoAddress, and KeyError for a kind nobody registered.
    """
    purpose, tenant_id = LETTERS[kind].purpose, session.tenant.id
    if not fits(channel, to):
        raise NoAddress(channel)
    if is_stopped(session, purpose, mark_of(keys, tenant_id, to)):
        return False
    letter_id = uuid7()
    row = {
        "tenant_id": tenant_id, "id": letter_id, "kind": kind, "channel": channel, "person_id": person_id,
        "language": language, "dedupe_key": dedupe_key, "posted_at": at, "due_at": at, "state": WAITING,
        "sealed": seal(keys, tenant_id, letter_id, {"to": to, "words": dict(words)}),
        "is_handed": False, "attempts": 0, "reason": "", "reply": "",
    }  # fmt: skip
    once = insert(Letter).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "dedupe_key"])
    return session.exec(once.returning(Letter.id)).first() is not None


def is_stopped(session: TenantSession, purpose: str, mark: bytes) -> bool:
    """Whether letters of this purpose are unwanted there."""
    if not purpose:
        return False
    wanted = select(LetterStop.id).where(LetterStop.purpose == purpose, LetterStop.mark == mark)
    return session.exec(wanted).first() is not None


def stop(session: TenantSession, purpose: str, mark: bytes, at: datetime) -> bool:
    """No more of this purpose to that address, waiting ones included; False if it was so already."""
    row = {"tenant_id": session.tenant.id, "id": uuid7(), "purpose": purpose, "mark": mark, "at": at}
    once = insert(LetterStop).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "purpose", "mark"])
    return session.exec(once.returning(LetterStop.id)).first() is not None


def want_again(session: TenantSession, purpose: str, mark: bytes) -> None:
    """Whoever reads there asked for these letters anew."""
    session.exec(sa.delete(LetterStop).where(LetterStop.purpose == purpose, LetterStop.mark == mark))
