"""Look-ups about letters, for the office."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.letters import rules
from webapp.people.letters.kinds import LETTERS
from webapp.people.letters.models import Letter, MailSender
from webapp.people.letters.sealing import Unreadable, unseal
from webapp.people.letters.words import REFUSED, reply_as_sent, reply_meaning
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys

PAGE = 50
TO_LOOK_AT = (rules.FAILED, rules.UNSURE)  # what does not go on by itself
REPEATABLE = frozenset({rules.FAILED, rules.UNSURE})


@dataclass(frozen=True)
class Line:
    """A letter as the office sees it: to whom only in part, of what kind, where it stands; times on the pemda's clock.

    `tries_at`: when it is tried again by itself, or None. `may_repeat`: whether somebody can decide about it.
    """

    id: UUID
    kind: str
    to: str | None
    state: str
    attempts: int
    posted_at: datetime
    tries_at: datetime | None
    reason: str
    meaning: str
    reply: str
    may_repeat: bool


def counts(session: TenantSession) -> dict[str, int]:
    """How many letters there are in each state, all states named."""
    asked = select(Letter.state, sa.func.count(col(Letter.id))).where(Letter.tenant_id == session.tenant.id)
    return dict.fromkeys(rules.STATES, 0) | dict(session.exec(asked.group_by(col(Letter.state))).all())


def lines(session: TenantSession, keys: Keys, states: tuple[str, ...]) -> list[Line]:
    """The newest letters in these states, at most a page."""
    wanted = select(Letter).where(col(Letter.state).in_(states)).order_by(col(Letter.id).desc()).limit(PAGE)
    return [_line(keys, letter, session.tenant.timezone) for letter in session.exec(wanted)]


def newest_sender(session: TenantSession) -> MailSender | None:
    """What this pemda has chosen last."""
    return session.exec(select(MailSender).order_by(col(MailSender.id).desc())).first()


def _line(keys: Keys, letter: Letter, timezone: str) -> Line:
    kind = LETTERS.get(letter.kind)
    meaning = reply_meaning(letter.reply)
    waits = letter.state == rules.WAITING and letter.attempts > 0
    return Line(
        id=letter.id, kind=kind.name if kind else letter.kind, to=_masked(keys, letter), state=letter.state,
        attempts=letter.attempts, posted_at=clock.local(letter.posted_at, timezone),
        tries_at=clock.local(letter.due_at, timezone) if waits else None,
        # What the server said of a refusal is nearer than that it refused.
        reason="" if letter.reason == REFUSED and meaning else letter.reason, meaning=meaning,
        reply=reply_as_sent(letter.reply),
        may_repeat=letter.state in REPEATABLE and letter.sealed is not None,
    )  # fmt: skip


def _masked(keys: Keys, letter: Letter) -> str | None:
    if letter.sealed is None:
        return None
    try:
        return rules.masked(unseal(keys, letter.tenant_id, letter.id, letter.sealed)["to"])
    except Unreadable:
        return None
