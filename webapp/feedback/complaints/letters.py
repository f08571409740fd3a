"""Telling by mail the citizen who left an address. A letter holds the case's short name and what kind of thing
happened: no title, no text, and no code, which is stored nowhere; she opens the case with the code she keeps.

Each event is one letter at most (its id is the letter's key), so looking twice posts nothing twice.
"""

import logging
from datetime import datetime, timedelta

from webapp.feedback.complaints import queries
from webapp.feedback.complaints.domain import LANGUAGE
from webapp.feedback.complaints.rules import reference
from webapp.feedback.complaints.vault import CONTACT
from webapp.people.published import LetterKind, NoAddress, post
from webapp.platform.db import TenantSession
from webapp.platform.i18n import INDONESIAN
from webapp.platform.sealing import Unreadable, Vault
from webapp.platform.signing import Keys

KIND, PURPOSE = "laporan-warga", "laporan-warga"
LETTERS = {
    KIND: LetterKind(
        "Kabar laporan warga",
        "Kabar laporan Anda %(kasus)s",
        "report",
        "Anda menerima surat ini karena menulis alamat ini pada laporan Anda.",
        PURPOSE,
    )
}
PURPOSES = {PURPOSE: "Kabar tentang laporan yang Anda sampaikan"}
STEPS = ("teruskan", "arsipkan", "diamkan", "tunda")
MESSAGES = ("jawaban", "pertanyaan", "pengingat")
log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=3)  # a worker that was away for longer tells what is new, not what is old


def write(session: TenantSession, keys: Keys, at: datetime) -> int:
    """Posts what happened lately to those who left an address; returns how many letters. The caller commits.

    A contact that cannot be opened (another secret, a row moved or changed) keeps nobody else from a letter.
    """
    vault, posted, closed = Vault(keys, session.tenant.id), 0, set()
    for event_id, complaint_id, what, sealed in queries.to_be_mailed(session, at - LOOK_BACK, STEPS, MESSAGES):
        try:
            contact = vault.open(CONTACT, complaint_id, sealed)
        except Unreadable:
            closed.add(reference(complaint_id))
            continue
        address = contact.get("surel")
        if not address:
            continue
        try:
            posted += post(
                session, keys, kind=KIND, to=address, words={"kasus": reference(complaint_id), "what": what},
                language=contact.get(LANGUAGE, INDONESIAN), dedupe_key=f"laporan:{event_id}", at=at,
            )  # fmt: skip
        except NoAddress:  # it was taken as one when she wrote it, and no server would
            continue
    if closed:
        log.error("of %s nobody is written to about %s: the contact cannot be opened (another SECRET_KEY, or changed)",
                  session.tenant.slug, ", ".join(sorted(closed)))  # fmt: skip
    return posted
