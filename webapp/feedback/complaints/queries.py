"""Look-ups about complaints. What lies sealed is read by the domain only, never here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints import rules
from webapp.feedback.complaints.models import (
    Complaint,
    ComplaintAlarm,
    ComplaintContact,
    ComplaintFile,
    ComplaintMessage,
    ComplaintOriginal,
    ComplaintStep,
)
from webapp.platform.db import TenantSession

NOTE = "catatan"
OPEN_STATES = tuple(state for state in rules.STATES if not rules.is_end(state))


@dataclass(frozen=True)
class FileLine:
    """An attachment without its bytes."""

    id: UUID
    name: str
    mime: str
    size: int


def complaint(session: TenantSession, complaint_id: UUID) -> Complaint | None:
    """The case, or None."""
    return session.get(Complaint, (session.tenant.id, complaint_id))


def locked(session: TenantSession, complaint_id: UUID) -> Complaint | None:
    """The case, held until the transaction ends and read anew."""
    asked = select(Complaint).where(Complaint.id == complaint_id).with_for_update()
    return session.exec(asked.execution_options(populate_existing=True)).first()


def hold_in_order(session: TenantSession, complaint_ids: Collection[UUID]) -> None:
    """Locks several cases, in one order for everybody, so that nobody waits for one who waits for him."""
    asked = select(Complaint.id).where(col(Complaint.id).in_(complaint_ids)).order_by(Complaint.id)
    session.exec(asked.with_for_update()).all()


def last_answer_of(session: TenantSession, complaint_id: UUID) -> UUID | None:
    """The unit that gave the last answer; None where a coordinator gave it, or nobody."""
    asked = select(ComplaintMessage.unit_id).where(
        ComplaintMessage.complaint_id == complaint_id, ComplaintMessage.kind == "jawaban"
    )
    return session.exec(asked.order_by(col(ComplaintMessage.id).desc())).first()


def steps(session: TenantSession, complaint_id: UUID) -> list[ComplaintStep]:
    """Everything that happened to a case, the first first."""
    asked = select(ComplaintStep).where(ComplaintStep.complaint_id == complaint_id)
    return list(session.exec(asked.order_by(col(ComplaintStep.number))))


def messages(session: TenantSession, complaint_id: UUID, *, with_notes: bool) -> list[ComplaintMessage]:
    """The conversation, the first first; with_notes: also what staff wrote for each other."""
    asked = select(ComplaintMessage).where(ComplaintMessage.complaint_id == complaint_id)
    if not with_notes:
        asked = asked.where(ComplaintMessage.kind != NOTE)
    return list(session.exec(asked.order_by(col(ComplaintMessage.id))))


def count_from_her(session: TenantSession, complaint_id: UUID) -> int:
    """How many messages the citizen wrote on this case."""
    asked = select(sa.func.count()).select_from(ComplaintMessage)
    hers = asked.where(ComplaintMessage.complaint_id == complaint_id, ComplaintMessage.author == "warga")
    return session.exec(hers).one()


def files(session: TenantSession, complaint_id: UUID) -> list[FileLine]:
    """The attachments of a case, without their bytes."""
    asked = select(ComplaintFile.id, ComplaintFile.name, ComplaintFile.mime, ComplaintFile.size)
    asked = asked.where(ComplaintFile.complaint_id == complaint_id).order_by(col(ComplaintFile.number))
    return [FileLine(*row) for row in session.exec(asked)]


def file_prints(session: TenantSession, complaint_id: UUID) -> list[bytes]:
    """The fingerprints of what was sent, in the order it came."""
    asked = select(ComplaintFile.print).where(ComplaintFile.complaint_id == complaint_id)
    return list(session.exec(asked.order_by(col(ComplaintFile.number))))


def file(session: TenantSession, complaint_id: UUID, file_id: UUID) -> ComplaintFile | None:
    """One attachment of this case with its bytes, or None."""
    asked = select(ComplaintFile).where(ComplaintFile.complaint_id == complaint_id, ComplaintFile.id == file_id)
    return session.exec(asked).first()


def contact(session: TenantSession, complaint_id: UUID) -> ComplaintContact | None:
    """The sealed contact."""
    return session.get(ComplaintContact, (session.tenant.id, complaint_id))


def has_contact(session: TenantSession, complaint_id: UUID) -> bool:
    """Whether she left a way to reach her; says nothing of who she is."""
    return session.exec(select(ComplaintContact.id).where(ComplaintContact.id == complaint_id)).first() is not None


def originals(session: TenantSession, complaint_id: UUID) -> list[ComplaintOriginal]:
    """What was masked, sealed, the first first."""
    asked = select(ComplaintOriginal).where(ComplaintOriginal.complaint_id == complaint_id)
    return list(session.exec(asked.order_by(col(ComplaintOriginal.id))))


def public(session: TenantSession, state: str | None, service_id: UUID | None, limit: int, offset: int = 0):
    """Cases that everybody may read, the newest first."""
    asked = select(Complaint).where(col(Complaint.is_public), Complaint.visibility != "rahasia")
    if state:
        asked = asked.where(Complaint.state == state)
    if service_id:
        asked = asked.where(Complaint.service_id == service_id)
    order = (col(Complaint.received_on).desc(), col(Complaint.id))
    return list(session.exec(asked.order_by(*order).limit(limit).offset(offset)))


def recent_public(session: TenantSession, since: date, service_id: UUID | None, limit: int = 200) -> list[Complaint]:
    """Public cases since that day that are still open, of this service if one is named."""
    asked = select(Complaint).where(
        col(Complaint.is_public), Complaint.visibility != "rahasia", Complaint.received_on >= since,
        col(Complaint.state).in_(OPEN_STATES),
    )  # fmt: skip
    if service_id:
        asked = asked.where(Complaint.service_id == service_id)
    return list(session.exec(asked.order_by(col(Complaint.received_on).desc()).limit(limit)))


def waiting(session: TenantSession) -> list[Complaint]:
    """Every case in which somebody still has something to do."""
    return list(session.exec(select(Complaint).where(col(Complaint.state).in_(OPEN_STATES)).order_by(Complaint.id)))


def alarms(session: TenantSession, complaint_ids: list[UUID]) -> set[tuple[UUID, str, date, str]]:
    """What was told already: (case, clock, limit, stage)."""
    columns = (ComplaintAlarm.complaint_id, ComplaintAlarm.clock, ComplaintAlarm.due, ComplaintAlarm.stage)
    return {tuple(row) for row in session.exec(select(*columns).where(columns[0].in_(complaint_ids)))}


def closed_before(session: TenantSession, day: date) -> sa.Select:
    """The ids of cases that ended before this day, as part of a statement."""
    return select(Complaint.id).where(Complaint.tenant_id == session.tenant.id, col(Complaint.closed_on) < day)


def to_be_mailed(
    session: TenantSession, since: datetime, actions: tuple[str, ...], kinds: tuple[str, ...]
) -> list[tuple[UUID, UUID, str, bytes]]:
    """What happened since then to cases whose citizen left a contact: (event, case, what, sealed contact)."""

    def happened(row: type[ComplaintStep] | type[ComplaintMessage], what, wanted: tuple[str, ...]) -> list:
        same = sa.and_(ComplaintContact.tenant_id == row.tenant_id, ComplaintContact.id == row.complaint_id)
        asked = select(row.id, row.complaint_id, what, ComplaintContact.sealed).join(ComplaintContact, same)
        return list(session.exec(asked.where(row.at >= since, what.in_(wanted)).order_by(row.at, row.id)))

    found = happened(ComplaintStep, col(ComplaintStep.action), actions)
    return [tuple(each) for each in found + happened(ComplaintMessage, col(ComplaintMessage.kind), kinds)]
