"""A person's own address and what she wants to be told there. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.letters.models import Letter, Mailbox
from webapp.people.letters.posting import post, want_again
from webapp.people.letters.sealing import Unreadable, mark_of, seal, unseal
from webapp.people.letters.tokens import BadToken, check_confirm, confirm_token, read_mailbox
from webapp.people.letters.words import CONFIRM, NOTICES_BY_MAIL
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys

MOST_A_DAY = 5  # confirmations one person may ask for: nobody is to be written to on her behalf without end


class TooMany(Exception):
    """She has asked for enough confirmations today."""


def mailbox_of(session: TenantSession, person_id: UUID, lock: bool = False) -> Mailbox | None:
    """What this person has asked for."""
    wanted = select(Mailbox).where(Mailbox.person_id == person_id)
    return session.exec(wanted.with_for_update() if lock else wanted).first()


def address_of(keys: Keys, mailbox: Mailbox) -> str | None:
    """Her address; None when it can no longer be read."""
    try:
        return unseal(keys, mailbox.tenant_id, mailbox.id, mailbox.sealed)["to"]
    except Unreadable:
        return None


def choose(
    session: TenantSession, keys: Keys, person_id: UUID, address: str, choices: Mapping[str, str], *,
    language: str, root: str, at: datetime,
) -> bool:  # fmt: skip
    """Keeps what she wants; True if the address is new and must be confirmed by the letter now posted to it.

    `root`: the address letters lead to. Raises TooMany and NoAddress.
    """
    mailbox = mailbox_of(session, person_id, lock=True)
    known = address_of(keys, mailbox) if mailbox else None
    mailbox = mailbox or Mailbox(person_id=person_id, sealed=b"", language=language, asked_at=at, since=at)
    mailbox.choices, mailbox.language, mailbox.since = dict(choices), language, at
    must_confirm = known is None or known.lower() != address.lower() or mailbox.confirmed_at is None
    if must_confirm:
        mailbox.sealed, mailbox.confirmed_at, mailbox.asked_at = _sealed(keys, session, mailbox, address), None, at
    session.add(mailbox)
    session.flush()
    want_again(session, NOTICES_BY_MAIL, mark_of(keys, session.tenant.id, address))
    if must_confirm:
        _ask_to_confirm(session, keys, mailbox, address, root, at)
    record(session, "surel:dipilih", "person", person_id, by=person_id, **choices)
    return must_confirm


def take_away(session: TenantSession, person_id: UUID) -> None:
    """Her address is forgotten, and nothing is mailed any more."""
    session.exec(sa.delete(Mailbox).where(col(Mailbox.person_id) == person_id))
    record(session, "surel:dihapus", "person", person_id, by=person_id)


def find(session: TenantSession, keys: Keys, token: str, at: datetime) -> Mailbox:
    """The mailbox this link confirms. Looking changes nothing. Raises BadToken."""
    wanted = select(Mailbox).where(Mailbox.id == read_mailbox(token)).with_for_update()
    mailbox = session.exec(wanted).first()
    address = address_of(keys, mailbox) if mailbox else None
    if mailbox is None or address is None:
        raise BadToken
    check_confirm(keys, session.tenant.id, token, mark_of(keys, session.tenant.id, address), at)
    return mailbox


def confirm(mailbox: Mailbox, at: datetime) -> None:
    """She reads there; pressing twice changes nothing."""
    if mailbox.confirmed_at is None:
        mailbox.confirmed_at = mailbox.since = at


def _sealed(keys: Keys, session: TenantSession, mailbox: Mailbox, address: str) -> bytes:
    return seal(keys, session.tenant.id, mailbox.id, {"to": address})


def _ask_to_confirm(
    session: TenantSession, keys: Keys, mailbox: Mailbox, address: str, root: str, at: datetime
) -> None:
    today = select(sa.func.count(col(Letter.id))).where(
        Letter.tenant_id == session.tenant.id, Letter.person_id == mailbox.person_id, Letter.kind == CONFIRM,
        Letter.posted_at > at - timedelta(days=1),
    )  # fmt: skip
    sent = session.exec(today).one()
    if sent >= MOST_A_DAY:
        raise TooMany
    token = confirm_token(keys, session.tenant.id, mailbox.id, mark_of(keys, session.tenant.id, address), at)
    post(
        session, keys, kind=CONFIRM, to=address, words={"url": f"{root}/surat/alamat/{token}"},
        language=mailbox.language, dedupe_key=f"alamat:{mailbox.id}:{at.isoformat()}", at=at,
        person_id=mailbox.person_id,
    )  # fmt: skip
