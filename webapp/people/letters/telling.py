"""Telling by mail what the bell tells: at once or once a day, as each person chose; each notice in one letter only."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.letters import rules
from webapp.people.letters.mailboxes import address_of
from webapp.people.letters.models import Mailbox
from webapp.people.letters.posting import NoAddress, post
from webapp.people.letters.words import NOTICES_MAIL, group_of
from webapp.people.letters.writing import outside
from webapp.people.notices.kinds import KINDS
from webapp.people.notices.models import Notice
from webapp.people.queries import person_card
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext, speaking
from webapp.platform.signing import Keys
from webapp.settings import Settings

MORNING = 7  # o'clock in the pemda
MOST = 50  # notices in one letter; the others come in the next


def tell_by_mail(session: TenantSession, keys: Keys, settings: Settings, at: datetime) -> int:
    """Posts a letter to everybody who has something new to be told; returns how many. The caller commits."""
    here = clock.local(at, session.tenant.timezone)
    told = 0
    for mailbox in _confirmed(session):
        is_time = here.hour >= MORNING and mailbox.digested_on != here.date()
        wanted = {rules.AT_ONCE, rules.DAILY} if is_time else {rules.AT_ONCE}
        new = _new(session, mailbox, wanted)
        if is_time:
            mailbox.digested_on = here.date()
        if new and person_card(session, mailbox.person_id, here.date()):
            told += _post(session, keys, settings, mailbox, new, at)
    return told


def _confirmed(session: TenantSession) -> Sequence[Mailbox]:
    """Those that are used, each in the hand of this job alone."""
    used = select(Mailbox).where(col(Mailbox.confirmed_at).is_not(None)).order_by(col(Mailbox.id))
    return session.exec(used.with_for_update(skip_locked=True)).all()


def _new(session: TenantSession, mailbox: Mailbox, often: set[str]) -> list[Notice]:
    """What she has neither read nor been mailed, of the groups she wants now, the oldest first."""
    groups = {group for group, choice in mailbox.choices.items() if choice in often}
    if not groups:
        return []
    new = select(Notice).where(
        Notice.person_id == mailbox.person_id, Notice.at >= mailbox.since, col(Notice.read_at).is_(None),
        col(Notice.mailed_at).is_(None),
    )  # fmt: skip
    found = session.exec(new.order_by(col(Notice.at), col(Notice.id))).all()
    return [notice for notice in found if notice.code in KINDS and group_of(notice.code) in groups][:MOST]


def _post(
    session: TenantSession, keys: Keys, settings: Settings, mailbox: Mailbox, notices: list[Notice], at: datetime
) -> bool:
    address = address_of(keys, mailbox)
    if address is None:
        return False
    with speaking(mailbox.language):
        sentences = [_sentence(notice) for notice in notices]
    words = {"n": len(notices), "sentences": sentences, "url": f"{outside(settings, session.tenant)}/kabar"}
    try:
        posted = post(
            session, keys, kind=NOTICES_MAIL, to=address, words=words, language=mailbox.language,
            dedupe_key=f"kabar:{notices[0].id}", at=at, person_id=mailbox.person_id,
        )  # fmt: skip
    except NoAddress:
        return False
    ids = [notice.id for notice in notices]
    session.exec(sa.update(Notice).where(col(Notice.id).in_(ids)).values(mailed_at=at))
    return posted


def _sentence(notice: Notice) -> str:
    kind = KINDS[notice.code]
    words = {name: gettext(word) if name in kind.translated else word for name, word in notice.words.items()}
    return gettext(kind.sentence, **words)
