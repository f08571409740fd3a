"""Letters in every state, one person who wants hers by mail, and the pemda's own name as a sender."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from webapp.people.letters import mailboxes, rules
from webapp.people.letters.kinds import know_letters
from webapp.people.letters.models import Letter, MailSender
from webapp.people.letters.posting import post
from webapp.people.letters.words import GROUPS, LETTERS, NOTICES_MAIL, PURPOSES
from webapp.people.models import RoleGrant
from webapp.platform import clock
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.signing import Keys
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

# State, reason, what the server said, how many hours ago.
STATES: Sequence[tuple[str, str, str, int]] = (
    (rules.SENT, "", "", 30),
    (rules.SENT, "", "", 26),
    (rules.FAILED, "ditolak", "550 5.1.1 ••• user unknown", 22),
    (rules.UNSURE, "terputus", "TimeoutError", 6),
    (rules.STOPPED, "diminta-berhenti", "", 5),
    (rules.WAITING, "", "", 0),
)


def plant_letters(resources: Resources, tenant: Tenant) -> None:
    """The last one really goes out, into a file. Twice changes nothing."""
    with serving(tenant), unit_of_work(resources.engine) as session:
        if session.exec(select(MailSender.id)).first() is None:
            bureau = select(RoleGrant.person_id).where(RoleGrant.role == "organisasi").order_by(RoleGrant.id)
            _plant(session, resources.keys, session.exec(bureau).first(), clock.now())


def _plant(session: TenantSession, keys: Keys, by: UUID, at: datetime) -> None:
    know_letters(LETTERS, PURPOSES)
    slug = session.tenant.slug
    session.add(MailSender(name=session.tenant.name, address=f"kabar@{slug}.contoh.id", by_id=by, at=at))
    choices = dict.fromkeys(GROUPS, rules.DAILY)
    mailboxes.choose(
        session, keys, by, f"organisasi@{slug}.contoh.id", choices, language="id", root="http://localhost", at=at
    )
    mailbox = mailboxes.mailbox_of(session, by)
    mailboxes.confirm(mailbox, at)
    words = {"n": 1, "sentences": ["Ringkasan bulanan sudah ada."], "url": "http://localhost/"}
    for number, (state, reason, reply, hours) in enumerate(STATES):
        when = at - timedelta(hours=hours)
        post(
            session, keys, kind=NOTICES_MAIL, to=f"pegawai{number}@{slug}.contoh.id", words=words, language="id",
            dedupe_key=f"contoh:{number}", at=when,
        )  # fmt: skip
        letter = session.exec(select(Letter).where(Letter.dedupe_key == f"contoh:{number}")).one()
        letter.state, letter.reason, letter.reply = state, reason, reply
        if state != rules.WAITING:
            letter.attempts, letter.ended_at, letter.is_handed = 1, when, state in (rules.SENT, rules.UNSURE)
