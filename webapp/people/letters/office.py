"""What the office decides about letters, and in whose name the pemda writes. Nothing here commits."""

from datetime import datetime
from uuid import UUID

from webapp.people.letters import rules
from webapp.people.letters.models import Letter, MailSender
from webapp.people.letters.queries import REPEATABLE, newest_sender
from webapp.platform.audit import record
from webapp.platform.db import TenantSession


class TooLate(Exception):
    """Nothing is left to decide: it is on its way, has arrived, or its address is forgotten."""


def send_again(session: TenantSession, letter: Letter, *, by: UUID, at: datetime) -> None:
    """Somebody decided that it goes out (once more). Raises TooLate."""
    _refuse_settled(letter)
    record(session, "surat:dikirim-lagi", "letter", letter.id, by=by, sebelum=letter.state)
    letter.state, letter.due_at, letter.ended_at = rules.WAITING, at, None
    letter.token, letter.attempts, letter.is_handed, letter.posted_at = None, 0, False, at


def close(session: TenantSession, letter: Letter, *, by: UUID, at: datetime) -> None:
    """Somebody decided that it stays as it is. Raises TooLate."""
    _refuse_settled(letter)
    record(session, "surat:ditutup", "letter", letter.id, by=by, sebelum=letter.state)
    letter.state, letter.ended_at = rules.CLOSED, at


def choose_sender(session: TenantSession, name: str, address: str, *, by: UUID, at: datetime) -> bool:
    """From now on this is who writes; False when it is so already."""
    now = newest_sender(session)
    if now and (now.name, now.address) == (name, address):
        return False
    session.add(MailSender(name=name, address=address, by_id=by, at=at))
    record(session, "pengaturan:pengirim", "tenant", session.tenant.id, by=by, nama=name, surel=address)
    return True


def _refuse_settled(letter: Letter) -> None:
    if letter.state not in REPEATABLE or letter.sealed is None:
        raise TooLate
