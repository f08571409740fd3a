"""Sending what waits, each letter once.

A letter is taken in hand, committed, then carried; just before its content goes out that, too, is committed. So
whatever dies, the tables say whether a letter cannot have arrived (it is sent again) or may have (it is not; the
office decides). Its Message-ID stays the same, so that mail programs drop a second copy of what was sent by hand.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.letters import rules
from webapp.people.letters.carriers import Away, Carrier, Parcel, Refused, Unsure
from webapp.people.letters.kinds import LETTERS
from webapp.people.letters.models import Letter, MailSender
from webapp.people.letters.posting import is_stopped
from webapp.people.letters.sealing import Unreadable, mark_of, unseal
from webapp.people.letters.words import REFUSED
from webapp.people.letters.writing import compose
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.state import Resources

AWAY, LATER, BROKEN, UNREADABLE, TOO_LONG, UNKNOWN, STOPPED = (
    "tidak-terhubung", "ditunda", "terputus", "kunci-berganti", "terlalu-lama", "jenis-tidak-dikenal",
    "diminta-berhenti",
)  # fmt: skip


class TakenAway(Exception):
    """Another job has the letter in hand: nothing may go out here."""


def sender_of(session: TenantSession, resources: Resources) -> tuple[str, str] | None:
    """Name and address this pemda writes from; None: it has none, and nothing is sent."""
    own = session.exec(select(MailSender).order_by(col(MailSender.id).desc())).first()
    if own:
        return own.name, own.address
    settings = resources.settings
    fallback = settings.mail_from or ("" if settings.in_production else f"{session.tenant.slug}@pamong.invalid")
    return (session.tenant.name, fallback) if fallback else None


def recover(session: TenantSession, at: datetime) -> int:
    """Puts right what a job that died had in hand; returns how many."""
    mine = _rows(session).where(col(Letter.state) == rules.SENDING, col(Letter.begun_at) < at - rules.LEASE)
    back = mine.where(col(Letter.is_handed).is_(False)).values(state=rules.WAITING, token=None, due_at=at)
    unsure = mine.where(col(Letter.is_handed).is_(True)).values(state=rules.UNSURE, reason=BROKEN, ended_at=at)
    return sum(session.connection().execute(each).rowcount for each in (back, unsure))


def send_one(resources: Resources, carriers: dict[str, Carrier]) -> str | None:
    """Takes the letter that waits longest to its carrier; the state it has now, None when nothing waits.

    Raises Away when the server cannot be reached; the letter waits again then.
    """
    with unit_of_work(resources.engine) as session:
        letter, sender = _claim(session, clock.now(), tuple(carriers)), sender_of(session, resources)
        if letter is None or sender is None:
            session.rollback()
            return None
    settle = _settler(resources, letter)
    parcel = _written(resources, letter, sender, settle)
    if parcel is not None:
        _carry(resources, letter, carriers[letter.channel], parcel, settle)
    return letter.state


Settle = Callable[..., None]


def _settler(resources: Resources, letter: Letter) -> Settle:
    """`settle(state, reason, reply, due_at)` writes how it ended, if the letter is still in our hand."""

    def settle(state: str, reason: str = "", reply: str = "", due_at: datetime | None = None) -> None:
        now = clock.now()
        # What the office took up meanwhile is another job's; what was called unsure is known now.
        ours = [rules.SENDING] if state == rules.WAITING else [rules.SENDING, rules.UNSURE]
        with unit_of_work(resources.engine) as session:
            mine = _rows(session).where(
                Letter.id == letter.id, Letter.token == letter.token, col(Letter.state).in_(ours)
            )
            values = {
                "state": state, "reason": reason, "reply": rules.without_addresses(reply), "due_at": due_at or now,
                "ended_at": None if state == rules.WAITING else now, "is_handed": state in (rules.SENT, rules.UNSURE),
            }  # fmt: skip
            session.connection().execute(mine.values(**values))
        letter.state = state

    return settle


def _claim(session: TenantSession, at: datetime, channels: tuple[str, ...]) -> Letter | None:
    waiting = select(Letter).where(
        Letter.state == rules.WAITING, Letter.due_at <= at, col(Letter.channel).in_(channels)
    )
    longest = waiting.order_by(col(Letter.due_at), col(Letter.id)).limit(1).with_for_update(skip_locked=True)
    letter = session.exec(longest).first()
    if letter:
        letter.state, letter.token, letter.begun_at, letter.is_handed = rules.SENDING, uuid4(), at, False
        letter.attempts += 1
        session.flush()
    return letter


def _written(resources: Resources, letter: Letter, sender: tuple[str, str], settle: Settle) -> Parcel | None:
    """The letter as it goes out; None when it must not, which is settled then."""
    keys, now = resources.keys, clock.now()
    if letter.kind not in LETTERS:
        settle(rules.WAITING, UNKNOWN, due_at=now + rules.BACKOFF[-1])
        return None
    try:
        content = unseal(keys, letter.tenant_id, letter.id, letter.sealed)
    except Unreadable:
        settle(rules.FAILED, UNREADABLE)
        return None
    with unit_of_work(resources.engine) as session:
        tenant, mark = session.tenant, mark_of(keys, letter.tenant_id, content["to"])
        if is_stopped(session, LETTERS[letter.kind].purpose, mark):
            settle(rules.STOPPED, STOPPED)
            return None
    body = compose(
        resources.settings, keys, tenant, kind=letter.kind, channel=letter.channel, language=letter.language,
        words=content["words"], letter_id=str(letter.id), sender=sender, to=content["to"], mark=mark, at=now,
    )  # fmt: skip
    return Parcel(str(letter.id), sender[1], content["to"], body)


def _carry(resources: Resources, letter: Letter, carrier: Carrier, parcel: Parcel, settle: Settle) -> None:
    try:
        carrier.deliver(parcel, lambda: _hand_over(resources, letter))
    except Refused as problem:
        if problem.for_good:
            settle(rules.FAILED, REFUSED, str(problem))
        else:
            _again(letter, LATER, str(problem), settle)
    except Away as problem:
        _again(letter, AWAY, str(problem), settle)
        raise
    except Unsure as problem:
        settle(rules.UNSURE, BROKEN, str(problem))
    else:
        settle(rules.SENT)


def _again(letter: Letter, reason: str, reply: str, settle: Settle) -> None:
    now = clock.now()
    if now - letter.posted_at > rules.PATIENCE and letter.attempts > len(rules.BACKOFF):
        settle(rules.FAILED, TOO_LONG, reply)
    else:
        settle(rules.WAITING, reason, reply, now + rules.next_try(letter.attempts))


def _hand_over(resources: Resources, letter: Letter) -> None:
    """From here on the letter may have arrived. Raises TakenAway."""
    with unit_of_work(resources.engine) as session:
        mine = _rows(session).where(
            Letter.id == letter.id, Letter.token == letter.token, Letter.state == rules.SENDING
        )
        if session.connection().execute(mine.values(is_handed=True)).rowcount != 1:
            raise TakenAway


def _rows(session: TenantSession) -> sa.Update:
    return sa.update(Letter).where(Letter.tenant_id == session.tenant.id)


def forget(session: TenantSession, at: datetime) -> None:
    """Address and words go soon after a letter has ended, its row much later."""
    ended, state = col(Letter.ended_at), col(Letter.state)
    quiet = state.in_((rules.SENT, rules.STOPPED, rules.CLOSED))
    is_due = sa.or_(sa.and_(quiet, ended < at - rules.KEPT_SENT), ended < at - rules.KEPT_FAILED)
    session.connection().execute(_rows(session).where(is_due, col(Letter.sealed).is_not(None)).values(sealed=None))
    old = sa.delete(Letter).where(Letter.tenant_id == session.tenant.id, ended < at - rules.KEPT_ROWS)
    session.connection().execute(old)


def find(session: TenantSession, letter_id: UUID) -> Letter | None:
    """The letter with this id, held until the transaction ends."""
    return session.exec(select(Letter).where(Letter.id == letter_id).with_for_update()).first()
