"""Links that open an account once, and accounts closed at once."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from webapp.people.confirmations.queries import names_behind
from webapp.people.directory import facts, rules
from webapp.people.directory.refusals import Refused, lock_person
from webapp.people.directory.search import nips_of
from webapp.people.models import Account, Invitation, Nip, Person, WebSession
from webapp.people.notices.domain import tell
from webapp.people.rules import search_words
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

LIVES = timedelta(days=7)
NIP_LIKE = re.compile(r"\d{18}")
OPERATOR = "operator Pamong"


class Gone(Exception):
    """The link was used, replaced, is too old or never was."""


def invite(session: TenantSession, person_id: UUID, *, by: UUID | None, now: datetime, has_left: bool) -> str:
    """The token of a new link; an older one of this person no longer opens anything. `by`: None for the operator.

    Raises Refused.
    """
    person = lock_person(session, person_id)
    check_works(person, has_left)
    end_links(session, person_id, now)
    token = secrets.token_urlsafe(32)
    session.add(
        Invitation(person_id=person_id, token_hash=_hash(token), made_by_id=by, made_at=now, expires_at=now + LIVES)
    )
    record(session, "undangan:dibuat", "person", person_id, by=by)
    return token


def check_works(person: Person, has_left: bool) -> None:
    """Raises Refused when he has left."""
    if has_left:
        raise Refused("", _("%(name)s sudah berhenti. Batalkan dahulu pemberhentiannya.", name=person.name))


def look_up(session: TenantSession, token: str, *, now: datetime, lock: bool = False) -> tuple[Invitation, Person]:
    """The link and whose it is. Looking uses nothing up. Raises Gone."""
    statement = select(Invitation).where(
        Invitation.token_hash == _hash(token), col(Invitation.ended_at).is_(None), Invitation.expires_at > now
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.exec(statement).first()
    person = session.get(Person, (session.tenant.id, found.person_id)) if found else None
    today = clock.local(now, session.tenant.timezone).date()
    if found is None or person is None or rules.has_left(person.left_on, today):
        raise Gone
    return found, person


def proposed_name(session: TenantSession, person_id: UUID) -> str:
    """The name to sign in with that the form begins with: the one there is, else the NIP."""
    account = facts.account_of(session, person_id)
    return account.name if account else nips_of(session, [person_id]).get(person_id, "")


def check_password(session: TenantSession, person: Person, account_name: str, password: str) -> None:
    """Raises Refused if the password is easily guessed."""
    names = [*search_words(person.name), *search_words(account_name.partition("@")[0]), session.tenant.slug]
    names += search_words(session.tenant.short_name)
    fault = rules.password_fault(password, names, nips_of(session, [person.id]).values())
    if fault:
        raise Refused("sandi", _(fault))


def check_name(session: TenantSession, person_id: UUID, name: str) -> None:
    """Raises Refused if somebody else signs in by this name, or it looks like the NIP of somebody else."""
    if NIP_LIKE.fullmatch("".join(name.split())) and not session.exec(
        select(Nip.id).where(Nip.nip == "".join(name.split()), Nip.person_id == person_id)
    ).first():
        raise Refused("nama", _("Nama pengguna ini berbentuk NIP, tetapi bukan NIP Anda. Pakai NIP Anda sendiri atau "
                                "surel dinas."))  # fmt: skip
    taken = session.exec(select(Account.id).where(Account.name == name, Account.person_id != person_id)).first()
    if taken:
        raise Refused("nama", _("Nama pengguna ini sudah dipakai orang lain. Pakai surel dinas atau NIP Anda."))


def accept(session: TenantSession, token: str, *, name: str, password_hash: str, now: datetime) -> UUID:
    """Opens the account, or gives it another password; the person's older sessions end. Raises Gone, Refused."""
    found, person = look_up(session, token, now=now, lock=True)
    check_name(session, person.id, name)
    account = facts.account_of(session, person.id)
    if account is None:
        session.add(Account(person_id=person.id, name=name, password_hash=password_hash))
        record(session, "akun:dibuka", "person", person.id, by=person.id, name=name)
    else:
        account.name, account.password_hash, account.disabled_at = name, password_hash, None
        _tell_of_reset(session, found, name, now)
    found.ended_at = now
    end_sessions(session, person.id, now)
    return person.id


def _tell_of_reset(session: TenantSession, found: Invitation, name: str, now: datetime) -> None:
    """A link proves who let it be made, not who holds it: no actor is named, and its owner is told."""
    asked, released = names_behind(session, found.id) or (None, None)
    names = {"diminta": asked or OPERATOR, "dibuka": released or OPERATOR}
    record(session, "akun:disetel_ulang", "person", found.person_id, by=None, name=name, **names)
    tell(session, found.person_id, "akun:disetel_ulang", at=now, **names)


def change_password(session: TenantSession, person_id: UUID, password_hash: str, *, kept: UUID | None) -> None:
    """Another password by its owner; she stays signed in where she is (`kept`), nowhere else."""
    account = facts.account_of(session, person_id)
    account.password_hash = password_hash
    end_sessions(session, person_id, clock.now(), kept)
    record(session, "akun:sandi-diganti", "person", person_id, by=person_id)


def close_account(session: TenantSession, person_id: UUID, *, reason: str, by: UUID | None) -> None:
    """Nobody signs in by it any more; open browsers are out at their next request. `by`: None when a last day is over.

    Raises Refused.
    """
    if person_id == by:
        raise Refused("", _("Anda tidak dapat menutup akun sendiri. Mintalah rekan Anda."))
    now, account = clock.now(), facts.account_of(session, person_id)
    end_links(session, person_id, now)
    end_sessions(session, person_id, now)
    if account and account.disabled_at is None:
        account.disabled_at = now
        record(session, "akun:ditutup", "person", person_id, by=by, reason=reason)


def end_sessions(session: TenantSession, person_id: UUID, now: datetime, kept: UUID | None = None) -> None:
    """Signs the person out everywhere, but for one session if it is named."""
    own = (WebSession.tenant_id == session.tenant.id, WebSession.person_id == person_id)
    wanted = (*own, col(WebSession.ended_at).is_(None), *([WebSession.id != kept] if kept else []))
    session.execute(update(WebSession).where(*wanted).values(ended_at=now))


def end_links(session: TenantSession, person_id: UUID, now: datetime) -> None:
    """No link of this person opens anything any more."""
    links = (Invitation.tenant_id == session.tenant.id, Invitation.person_id == person_id)
    session.execute(update(Invitation).where(*links, col(Invitation.ended_at).is_(None)).values(ended_at=now))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
