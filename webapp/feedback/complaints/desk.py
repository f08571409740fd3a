"""What coordinators and petugas do at their desk without moving a case: classify it, name whom it is about, take it in
hand, read what lies sealed. Every deed makes a new version of the case and a line of its history. Nothing commits.

For the inbox: `actor = people.actor_of(session, me.id, today)`; then `moving.available(...)` for the buttons and
`moving.move(...)`, `domain.say(...)`, or one of these. `rules.Refused.code` names the sentence in refusals.REFUSALS
(refusals.FIELDS: the field it belongs to); everything without a field is 409, 'actor' and 'subject' are 403.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from webapp.feedback.complaints import people, queries, rules, steps
from webapp.feedback.complaints.limits import LAW
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.moving import disputed_units, due_if
from webapp.feedback.complaints.notices import tell_all
from webapp.feedback.complaints.vault import CONTACT, ORIGINAL
from webapp.feedback.masking import cover
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.sealing import Vault
from webapp.tenants.published import working_days_after

STRICTER = {"terbuka": 0, "anonim": 1, "rahasia": 2}


def may_see(session: TenantSession, row: Complaint, actor: rules.Actor, at: datetime) -> bool:
    """Whether this member of staff may open this case at all; who may not gets 404."""
    return bool(rules.parts_of(steps.facts_of(session, row, at), actor) & rules.STAFF)


def classify(
    session: TenantSession, complaint_id: UUID, actor: rules.Actor, *, at: datetime, version: int, kind: str,
    is_grave: bool, visibility: str, is_public: bool, closed: Sequence[str] = (), shown: str | None = None,
) -> Complaint:  # fmt: skip
    """The coordinator's findings: kind, whether it needs examination (berkadar), who may read it.

    The visibility she chose can be made stricter, never looser ('looser'); what is secret is never public ('secret'),
    nor is what she took back or what was archived ('taken-back'). closed: words covered before all may read it; shown:
    the mark of what she was shown, as public_words gives it, which is what becomes public or nothing ('shown'). A
    change of kind sets the limit for the answer anew, from when the case was forwarded, pauses counted.
    """
    row = _coordinated(session, complaint_id, actor, "golongkan", version, at)
    if STRICTER[visibility] < STRICTER[row.visibility]:
        raise rules.Refused("looser", "golongkan", row.state)
    if is_public and visibility == "rahasia":
        raise rules.Refused("secret", "golongkan", row.state)
    if is_public and (row.state == "diarsipkan" or row.closing == "ditarik"):
        raise rules.Refused("taken-back", "golongkan", row.state)
    if row.resolve_due and (kind, is_grave) != (row.kind, row.is_grave):
        row.resolve_due = due_if(session, row, kind, is_grave)
    row.kind, row.is_grave = kind, is_grave and kind == "pengaduan"
    row.visibility, row.is_public = visibility, is_public
    if is_public:
        words = public_words(session, row, closed, at)
        if shown is not None and shown != mark_of(words):
            raise rules.Refused("shown", "golongkan", row.state)
        row.title, row.text = words
    detail = f"{kind}:{'berkadar' if row.is_grave else 'biasa'}:{visibility}:{'umum' if is_public else 'tertutup'}"
    steps.write(session, row, "golongkan", row.state, rules.COORDINATOR, actor, at, detail=detail)
    return row


def public_words(session: TenantSession, row: Complaint, closed: Sequence[str], at: datetime) -> tuple[str, str]:
    """(title, text) as everybody would read them with these words covered as well."""
    title, text = steps.hidden_anew(session, row, at)
    return cover(title, closed)[:200], cover(text, closed)[:8000]


def mark_of(words: tuple[str, str]) -> str:
    """A short word for what was shown: another one as soon as a letter of it is another."""
    return hashlib.sha256(repr(words).encode()).hexdigest()[:32]


def name_subject(
    session: TenantSession, complaint_id: UUID, actor: rules.Actor, subject_id: UUID | None, *, at: datetime,
    version: int,
) -> Complaint:  # fmt: skip
    """Says which officer the report is about. She and all in whose line she decides lose sight of it at once, and a
    case that lay with a unit where she has a say goes to the unit above or the inspectorate; one that no coordinator
    may look at any more goes to the inspectorate, whose inspectors may say it anew. Raises Refused('nobody') where
    nobody would be left.
    """
    row = _as(session, complaint_id, actor, "sebut", version, at, rules.STAFF)
    if not may_name(session, row, actor):
        raise rules.Refused("actor", "sebut", row.state)
    today = clock.local(at, session.tenant.timezone).date()
    barred, tree = people.barred_units(session, subject_id, today), people.tree_of(session)
    before, came_from = row.unit_id, row.state
    if row.unit_id in barred:
        row.unit_id = rules.destination(row.unit_id, tree.parents, barred, tree.inspectors)
    row.subject_id, row.about_staff = subject_id, row.about_staff or subject_id is not None
    if row.unit_id is None and not people.coordinators(session, row, today):
        _to_inspectors(session, row, [unit for unit in tree.inspectors if unit not in barred], today)
    if row.holder_id in people.barred_people(session, subject_id, today):
        row.holder_id = None
    steps.write(session, row, "sebut", came_from, rules.COORDINATOR, actor, at)
    if row.unit_id != before:
        tell_all(session, row, "untuk-unit", people.handlers_of(session, row, today), at, actor.person_id)
    return row


def may_name(session: TenantSession, row: Complaint, actor: rules.Actor) -> bool:
    """Whether this actor may say whom the case is about: a coordinator; an inspector, of what lies with them."""
    return actor.sees_all or row.unit_id in actor.units & set(people.tree_of(session).inspectors)


def _to_inspectors(session: TenantSession, row: Complaint, inspectorates: list[UUID], today: date) -> None:
    """As if it were forwarded there, for nobody is left who could do it."""
    if not inspectorates:
        raise rules.Refused("nobody", "sebut", row.state)
    row.unit_id, row.hold = inspectorates[0], None
    if not people.handlers_of(session, row, today):
        raise rules.Refused("nobody", "sebut", row.state)
    if row.state == "diterima":
        row.state = "diteruskan"
        row.first_due = working_days_after(session, today, LAW.first)
        row.resolve_due = working_days_after(session, today, LAW.resolution(row.kind, row.is_grave))


def units_to_choose(session: TenantSession, row: Complaint, at: datetime) -> list[UUID]:
    """The units this case may be sent to: those that are open and where the person complained about has no say; after
    a dispute not the one whose answer was disputed, nor those below it."""
    out = people.barred_units(session, row.subject_id, clock.local(at, session.tenant.timezone).date())
    tree = people.tree_of(session)
    return [unit for unit in tree.parents if unit in tree.open - out - disputed_units(session, row)]


def take(session: TenantSession, complaint_id: UUID, actor: rules.Actor, *, at: datetime, version: int) -> Complaint:
    """Takes a case in hand, so that no two answer at once. Raises Refused ('version' when somebody was quicker)."""
    row = _handled(session, complaint_id, actor, "ambil", version, at)
    if actor.person_id == row.disputed_id:
        raise rules.Refused("disputed", "ambil", row.state)
    row.holder_id = actor.person_id
    steps.write(session, row, "ambil", row.state, _own_part(session, row, actor, at), actor, at)
    return row


def release(session: TenantSession, complaint_id: UUID, actor: rules.Actor, *, at: datetime, version: int) -> Complaint:
    """Lays a case back for others."""
    row = _handled(session, complaint_id, actor, "lepas", version, at)
    row.holder_id = None
    steps.write(session, row, "lepas", row.state, _own_part(session, row, actor, at), actor, at)
    return row


def read_contact(
    session: TenantSession, vault: Vault, complaint_id: UUID, actor: rules.Actor, *, at: datetime
) -> dict[str, str]:
    """Who she is: for coordinators only, and each reading is recorded (commit after it). {} when she left nothing."""
    row = _coordinated(session, complaint_id, actor, "identitas", None, at)
    record(session, "pengaduan:identitas-dibaca", steps.OBJECT, row.id, by=actor.person_id)
    sealed = queries.contact(session, row.id)
    return vault.open(CONTACT, row.id, sealed.sealed) if sealed else {}


def read_originals(
    session: TenantSession, vault: Vault, complaint_id: UUID, actor: rules.Actor, *, at: datetime
) -> list[tuple[UUID | None, dict[str, str]]]:
    """Her words before masking, (message or None for the report, words): for coordinators only, recorded."""
    row = _coordinated(session, complaint_id, actor, "naskah", None, at)
    record(session, "pengaduan:naskah-dibaca", steps.OBJECT, row.id, by=actor.person_id)
    return [
        (each.message_id, vault.open(ORIGINAL, each.id, each.sealed)) for each in queries.originals(session, row.id)
    ]


def _coordinated(session, complaint_id: UUID, actor: rules.Actor, action: str, version: int | None, at) -> Complaint:
    return _as(session, complaint_id, actor, action, version, at, frozenset({rules.COORDINATOR}))


def _handled(session, complaint_id: UUID, actor: rules.Actor, action: str, version: int | None, at) -> Complaint:
    row = _as(session, complaint_id, actor, action, version, at, rules.STAFF)
    if rules.is_end(row.state):
        raise rules.Refused("state", action, row.state)
    return row


def _as(session, complaint_id, actor, action, version, at, allowed: frozenset[str]) -> Complaint:
    row = steps.hold(session, complaint_id, action, version)
    facts = steps.facts_of(session, row, at)
    if actor.person_id in facts.barred:
        raise rules.Refused("subject", action, row.state)
    if not rules.parts_of(facts, actor) & allowed:
        raise rules.Refused("actor", action, row.state)
    return row


def _own_part(session, row: Complaint, actor: rules.Actor, at: datetime) -> str:
    return steps.part_of(steps.facts_of(session, row, at), actor, rules.STAFF)
