"""What citizens and staff do with complaints besides moving them: report, write, support, judge. Nothing commits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from webapp.feedback.complaints import people, queries, rules, steps
from webapp.feedback.complaints.files import CleanFile
from webapp.feedback.complaints.limits import LAW
from webapp.feedback.complaints.models import (
    Complaint,
    ComplaintContact,
    ComplaintFile,
    ComplaintMessage,
    ComplaintOriginal,
    ComplaintSupport,
)
from webapp.feedback.complaints.moving import move
from webapp.feedback.complaints.notices import tell_all
from webapp.feedback.complaints.vault import CONTACT, ORIGINAL
from webapp.feedback.masking import mask
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.sealing import Vault
from webapp.tenants.published import working_days_after

MOST_FILES, MOST_MESSAGES = 3, 200
LANGUAGE = "bahasa"  # under this name a contact says in which language she wants to be written to
CONTACT_KEPT = timedelta(days=180)  # after the end of the case


@dataclass(frozen=True)
class Report:
    """What a citizen sends: her words as she wrote them; contact: those of {nama, surel, telepon} she gave, and with
    them the LANGUAGE she is written to in."""

    complaint_id: UUID
    kind: str
    title: str
    text: str
    visibility: str
    service_id: UUID | None = None
    point_id: UUID | None = None
    happened_on: date | None = None
    about_staff: bool = False
    contact: dict[str, str] | None = None
    hold: str | None = None


def receive(session: TenantSession, vault: Vault, report: Report, at: datetime) -> bool:
    """Keeps a report and tells the coordinators, unless it is held; False when this very form was kept before."""
    today = _day(session, at)
    names = people.names_around(session, report.service_id, None, today)
    names += _own_name(report.contact)
    title, text = mask(report.title, names).text[:200], mask(report.text, names).text[:8000]
    row = {
        "tenant_id": session.tenant.id, "id": report.complaint_id, "kind": report.kind, "title": title, "text": text,
        "visibility": report.visibility, "service_id": report.service_id, "point_id": report.point_id,
        "happened_on": report.happened_on, "about_staff": report.about_staff, "hold": report.hold,
        "received_on": today, "verify_due": working_days_after(session, today, LAW.verification),
        "state": "diterima", "version": 0, "level": 0, "supporters": 0, "reminders": 0, "is_grave": False,
        "is_public": False, "passed_to": "",
    }  # fmt: skip
    kept = _keep_once(session, Complaint, row)
    if not kept:
        return False
    _seal_original(session, vault, report.complaint_id, None, {"judul": report.title, "isi": report.text})
    if report.contact:
        sealed = vault.seal(CONTACT, report.complaint_id, report.contact)
        session.add(ComplaintContact(id=report.complaint_id, sealed=sealed))
    found = queries.locked(session, report.complaint_id)
    steps.write(session, found, "lapor", None, rules.CITIZEN, rules.THE_CITIZEN, at)
    if not report.hold:
        tell_all(session, found, "masuk", people.coordinators(session, found, today), at)
    return True


def say(
    session: TenantSession, vault: Vault, complaint_id: UUID, actor: rules.Actor, text: str, *, at: datetime,
    kind: str = "pesan",
) -> ComplaintMessage:  # fmt: skip
    """Writes into the conversation. kind: 'pesan', 'pertanyaan' (staff asks), 'catatan' (staff only).

    What she writes is masked for the unit and ends a pause. Raises Refused ('actor', 'subject', 'state'), NotYours.
    """
    row = steps.hold(session, complaint_id, "pesan", None)
    facts = steps.facts_of(session, row, at)
    is_citizen = rules.CITIZEN in rules.parts_of(facts, actor)
    if actor.person_id in facts.barred and actor.person_id:
        raise rules.Refused("subject", "pesan", row.state)
    if not rules.parts_of(facts, actor) & (rules.STAFF | {rules.CITIZEN}) or (is_citizen and kind != "pesan"):
        raise rules.Refused("actor", "pesan", row.state)
    if row.state == "ditutup" and kind != "catatan":
        raise rules.Refused("state", "pesan", row.state)
    if is_citizen and queries.count_from_her(session, row.id) >= MOST_MESSAGES:
        raise rules.Refused("messages", "pesan", row.state)
    day, who = _day(session, at), actor.person_id
    message = ComplaintMessage(
        complaint_id=row.id, at=at, author="warga" if is_citizen else "petugas", kind=kind,
        unit_id=people.signs_as(session, who, row.unit_id, day) if who else row.unit_id, person_id=who,
        text=mask(text, _names(session, vault, row, at)).text[:8000] if is_citizen else text,
    )  # fmt: skip
    if (last := _last_said(session, row.id)) and _is_the_same(last, message):
        return last
    session.add(message)
    session.flush()
    if is_citizen:
        _heard(session, vault, row, message, text, at)
    return message


def react(
    session: TenantSession, vault: Vault, complaint_id: UUID, action: str, reason: str, *, at: datetime, version: int
) -> Complaint:
    """Her verdict on an answer: 'konfirmasi', 'sanggah' or 'tolak'. Her reason is masked, her own words kept apart."""
    row = steps.hold(session, complaint_id, action, version)
    text = mask(reason, _names(session, vault, row, at)).text[:4000]
    moved = move(session, complaint_id, action, rules.THE_CITIZEN, at=at, reason=text)
    if text != reason:
        _seal_original(session, vault, complaint_id, None, {"alasan": reason})
    return moved


def support(session: TenantSession, complaint_id: UUID, support_id: UUID, day: date) -> bool:
    """'Ikut melapor': counts one more, once for each form. False when counted before. Raises NotYours."""
    row = steps.hold(session, complaint_id, "ikut", None)
    if not row.is_public or row.state in ("ditutup", "diarsipkan"):
        raise rules.Refused("state", "ikut", row.state)
    kept = _keep_once(session, ComplaintSupport, {
        "tenant_id": session.tenant.id, "id": support_id, "complaint_id": row.id, "day": day,
    })  # fmt: skip
    if kept:
        row.supporters += 1
        session.add(row)
    return kept


def attach(session: TenantSession, complaint_id: UUID, file: CleanFile, at: datetime) -> bool:
    """Keeps a checked file; False when the same one is there. Raises Refused ('files', 'state'), NotYours."""
    row = steps.hold(session, complaint_id, "berkas", None)
    if rules.is_end(row.state):
        raise rules.Refused("state", "berkas", row.state)
    known = queries.file_prints(session, complaint_id)
    if file.print in known:
        return False
    if len(known) >= MOST_FILES:
        raise rules.Refused("files", "berkas", row.state)
    number = len(known) + 1
    session.add(ComplaintFile(
        complaint_id=row.id, number=number, mime=file.mime, name=f"lampiran-{number}.{file.extension}",
        size=len(file.content), print=file.print, content=file.content, added_on=_day(session, at),
    ))  # fmt: skip
    row.version += 1  # whoever was writing an answer looks at it first
    session.add(row)
    session.flush()
    return True


def judge(session: TenantSession, complaint_id: UUID, score: int, at: datetime) -> None:
    """Her rating 1..4 of how the case was handled, after its end; given once. Raises Refused, NotYours."""
    row = steps.hold(session, complaint_id, "nilai", None)
    if row.state != "ditutup" or row.closing == "ditarik" or row.handling_score is not None:
        raise rules.Refused("state", "nilai", row.state)
    row.handling_score = score
    steps.write(session, row, "nilai", row.state, rules.CITIZEN, rules.THE_CITIZEN, at, detail=str(score))


def forget_contacts(session: TenantSession, today: date) -> int:
    """Deletes who she was, some time after the end of each case; returns how many."""
    over = queries.closed_before(session, today - CONTACT_KEPT)
    mine = sa.delete(ComplaintContact).where(
        ComplaintContact.tenant_id == session.tenant.id, col(ComplaintContact.id).in_(over)
    )
    return session.connection().execute(mine).rowcount


def _names(session: TenantSession, vault: Vault, row: Complaint, at: datetime) -> list[str]:
    """The names that are masked in what she writes: of the staff around the case, of whom it is about, and her own."""
    sealed = queries.contact(session, row.id)
    contact = vault.open(CONTACT, row.id, sealed.sealed) if sealed else None
    return people.names_around(session, row.service_id, row.unit_id, _day(session, at), row.subject_id) + _own_name(
        contact
    )


def _own_name(contact: dict[str, str] | None) -> list[str]:
    return [contact["nama"]] if contact and contact.get("nama") else []


def _last_said(session: TenantSession, complaint_id: UUID) -> ComplaintMessage | None:
    said = queries.messages(session, complaint_id, with_notes=True)
    return said[-1] if said else None


def _is_the_same(last: ComplaintMessage, new: ComplaintMessage) -> bool:
    """Whether a button was pressed twice: nobody says the same words twice in a row."""
    said = ("author", "kind", "person_id", "text")
    return all(getattr(last, name) == getattr(new, name) for name in said)


def _heard(session, vault: Vault, row: Complaint, message: ComplaintMessage, text: str, at: datetime) -> None:
    """Keeps her own words apart, wakes a case that waits for her, tells the handlers."""
    if message.text != text:
        _seal_original(session, vault, row.id, message.id, {"isi": text})
    if row.state == "ditunda":
        move(session, row.id, "lanjutkan", rules.THE_CITIZEN, at=at)
    else:
        row.version += 1  # whoever was writing an answer reads hers first
        session.add(row)
        tell_all(session, row, "pesan", people.handlers_of(session, row, _day(session, at)), at)


def _seal_original(session, vault: Vault, complaint_id: UUID, message_id: UUID | None, words: dict[str, str]) -> None:
    original = ComplaintOriginal(complaint_id=complaint_id, message_id=message_id, sealed=b"")
    original.sealed = vault.seal(ORIGINAL, original.id, words)
    session.add(original)
    session.flush()


def _keep_once(session: TenantSession, kind: type, values: dict[str, object]) -> bool:
    """Inserts the row unless its id is there: a form sent twice meets its own row."""
    statement = insert(kind).values(values).on_conflict_do_nothing(index_elements=["tenant_id", "id"])
    return session.connection().execute(statement.returning(kind.id)).first() is not None


def _day(session: TenantSession, at: datetime) -> date:
    return clock.local(at, session.tenant.timezone).date()
