"""What the office does with a case beyond the core's steps: nobody acts over a holder's head. Nothing commits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from webapp.feedback.complaints import domain as core
from webapp.feedback.complaints import people, queries, rules, steps
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.moving import move
from webapp.feedback.complaints.notices import tell_all
from webapp.feedback.complaints.office.models import ComplaintChange
from webapp.feedback.complaints.office.reading import Reader
from webapp.feedback.masking import mask
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.sealing import Vault

CONSENT = "izin"


def step(
    session: TenantSession, complaint_id: UUID, action: str, reader: Reader, *, at: datetime, version: int | None,
    change: str = "", **given: Any,
) -> Complaint:  # fmt: skip
    """One step of the table. Raises Refused: 'held' while somebody else holds the case, 'version' when it changed.

    change: what the answer changed, told in public; names and numbers in it are masked.
    """
    held(session, complaint_id, action, reader, version)
    row = move(session, complaint_id, action, reader.actor, at=at, version=version, **given)
    if action == "jawab" and change:
        names = people.names_around(session, row.service_id, row.unit_id, _day(session, at))
        sentence = mask(change, names).text[:200]
        session.add(ComplaintChange(complaint_id=row.id, number=row.version, sentence=sentence, by_id=reader.id,
                                    day=_day(session, at)))  # fmt: skip
        session.flush()
    return row


def held(session: TenantSession, complaint_id: UUID, action: str, reader: Reader, version: int | None) -> Complaint:
    """The case under its lock, if nobody else has it in hand. Raises Refused('version' or 'held')."""
    row = steps.hold(session, complaint_id, action, version)
    if row.holder_id and row.holder_id != reader.id and action != "buka":
        raise rules.Refused("held", action, row.state)
    return row


def hand_over(
    session: TenantSession, complaint_id: UUID, reader: Reader, person_id: UUID, *, at: datetime, version: int | None
) -> Complaint:  # fmt: skip
    """Gives a case into the hands of somebody who may handle it, and tells her. Raises Refused ('person', 'state')."""
    row = steps.hold(session, complaint_id, "serahkan", version)
    facts = steps.facts_of(session, row, at)
    if reader.id in facts.barred:
        raise rules.Refused("subject", "serahkan", row.state)
    if not rules.parts_of(facts, reader.actor) & rules.STAFF:
        raise rules.Refused("actor", "serahkan", row.state)
    if rules.is_end(row.state):
        raise rules.Refused("state", "serahkan", row.state)
    if person_id not in may_hold(session, row, at):
        raise rules.Refused("person", "serahkan", row.state)
    row.holder_id = person_id
    part = steps.part_of(facts, reader.actor, rules.STAFF)
    steps.write(session, row, "serahkan", row.state, part, reader.actor, at, detail=str(person_id))
    if person_id != reader.id:
        tell_all(session, row, "diserahkan", [person_id], at)
    return row


def may_hold(session: TenantSession, row: Complaint, at: datetime) -> set[UUID]:
    """Who may be given this case: its handlers, and the coordinators."""
    day = _day(session, at)
    found = people.handlers_of(session, row, day) | people.coordinators(session, row, day)
    return found - {row.disputed_id}


def tell_her(
    session: TenantSession, vault: Vault, complaint_id: UUID, reader: Reader, text: str, *, at: datetime, version: int,
    pause_for: str = "",
) -> None:  # fmt: skip
    """Writes to the citizen. pause_for: why the clock stops until she writes; then it is a question."""
    held(session, complaint_id, "pesan", reader, version)
    kind = "pertanyaan" if pause_for else "pesan"
    core.say(session, vault, complaint_id, reader.actor, text, at=at, kind=kind)
    if pause_for:
        move(session, complaint_id, "tunda", reader.actor, at=at, reason=pause_for)


def note(session: TenantSession, vault: Vault, complaint_id: UUID, reader: Reader, text: str, *, at: datetime) -> None:
    """A word among staff; it does not disturb whoever holds the case."""
    core.say(session, vault, complaint_id, reader.actor, text, at=at, kind=queries.NOTE)


def note_consent(
    session: TenantSession, complaint_id: UUID, reader: Reader, is_given: bool, *, at: datetime, version: int
) -> Complaint:  # fmt: skip
    """The coordinator notes that the reporter agrees, or no longer agrees, that who she is goes on to SP4N-LAPOR."""
    row = held(session, complaint_id, CONSENT, reader, version)
    facts = steps.facts_of(session, row, at)
    if rules.COORDINATOR not in rules.parts_of(facts, reader.actor):
        raise rules.Refused("actor", CONSENT, row.state)
    if is_given and not (row.visibility == "terbuka" and queries.has_contact(session, row.id)):
        raise rules.Refused("consent", CONSENT, row.state)
    detail = "ya" if is_given else "tidak"
    steps.write(session, row, CONSENT, row.state, rules.COORDINATOR, reader.actor, at, detail=detail)
    return row


def has_consent(session: TenantSession, row: Complaint) -> bool:
    """Whether her consent stands: noted last as given, and the case still open to all."""
    noted = [each for each in queries.steps(session, row.id) if each.action == CONSENT]
    return bool(noted) and noted[-1].detail == "ya" and row.visibility == "terbuka"


def _day(session: TenantSession, at: datetime):
    return clock.local(at, session.tenant.timezone).date()
