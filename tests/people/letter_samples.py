"""A letter that failed and the links of letters, for the laws that open every address."""

from sqlmodel import select

from tests.people.letters import write
from tests.world import Place, Someone
from webapp.people.letters import mailboxes
from webapp.people.letters.models import Letter
from webapp.people.letters.rules import AT_ONCE
from webapp.people.letters.sealing import mark_of
from webapp.people.letters.tokens import confirm_token, stop_token
from webapp.people.letters.words import GROUPS, NOTICES_BY_MAIL
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

ADDRESS = "pegawai@contoh.go.id"


def letter_samples(world, place: Place, owner: Someone) -> dict[str, dict[str, object]]:
    """For each of their views, the values of its parameters."""
    keys, now = world.resources.keys, clock.now()
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        write(session, keys, "contoh")
        letter = session.exec(select(Letter).where(Letter.dedupe_key == "contoh")).one()
        letter.state, letter.reason, letter.ended_at = "gagal", "ditolak", now
        choices = dict.fromkeys(GROUPS, AT_ONCE)
        mailboxes.choose(session, keys, owner.id, ADDRESS, choices, language="id", root="http://x.uji", at=now)
        mailbox = mailboxes.mailbox_of(session, owner.id)
        letter_id, mark = letter.id, mark_of(keys, place.tenant.id, ADDRESS)
        links = {"stop": stop_token(keys, place.tenant.id, NOTICES_BY_MAIL, mark),
                 "address": confirm_token(keys, place.tenant.id, mailbox.id, mark, now)}  # fmt: skip
        session.commit()
    of_links = {f"letter_links.{verb}_{what}": {"token": token} for what, token in links.items()
                for verb in ("show", "create")}  # fmt: skip
    a_letter = {"letter_id": letter_id}
    return of_links | {"letters.create_sending": a_letter, "letters.create_closing": a_letter}
