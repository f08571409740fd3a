"""Templates for replies, and what an answer changed: look-ups and deeds. Nothing commits."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints.models import Complaint, ComplaintStep
from webapp.feedback.complaints.office import rules
from webapp.feedback.complaints.office.models import ComplaintChange, ComplaintTemplate
from webapp.feedback.complaints.rules import reference
from webapp.feedback.services.queries import service_names
from webapp.people.published import ancestors_of, opd_names
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

OBJECT = "complaint_template"


def every(session: TenantSession) -> list[ComplaintTemplate]:
    """Every template in use, by name."""
    asked = select(ComplaintTemplate).where(col(ComplaintTemplate.is_gone).is_(False))
    return list(session.exec(asked.order_by(col(ComplaintTemplate.name), col(ComplaintTemplate.id))))


def one(session: TenantSession, template_id: UUID) -> ComplaintTemplate | None:
    """A template in use, held until the transaction ends."""
    asked = select(ComplaintTemplate).where(ComplaintTemplate.id == template_id)
    return session.exec(asked.where(col(ComplaintTemplate.is_gone).is_(False)).with_for_update()).first()


def for_case(session: TenantSession, row: Complaint) -> list[ComplaintTemplate]:
    """The templates of the pemda and of the case's unit and those above it."""
    units = ancestors_of(session, {row.unit_id}) | {row.unit_id} if row.unit_id else set()
    return [each for each in every(session) if each.unit_id is None or each.unit_id in units]


def choices(session: TenantSession, row: Complaint) -> list[tuple[UUID, str]]:
    """Templates to choose from for this case."""
    return [(each.id, each.name) for each in for_case(session, row)]


def text_for(session: TenantSession, row: Complaint, template_id: UUID | None, today: date) -> str | None:
    """The template's text for this case, filled in; None when there is none such."""
    found = next((each for each in for_case(session, row) if each.id == template_id), None)
    if found is None:
        return None
    values = {
        "nomor": reference(row.id), "unit": opd_names(session).get(row.unit_id, _("unit kami")),
        "layanan": service_names(session).get(row.service_id, _("layanan kami")), "tanggal": long_date(today),
    }  # fmt: skip
    return rules.filled(found.text, values)


def keep(
    session: TenantSession, found: ComplaintTemplate | None, name: str, text: str, unit_id: UUID | None, by: UUID
) -> ComplaintTemplate:
    """Writes a template, a new one or one that is there."""
    row = found or ComplaintTemplate(name=name, text=text)
    row.name, row.text, row.unit_id = name, text, unit_id
    session.add(row)
    session.flush()
    record(session, "templat-pengaduan:simpan", OBJECT, row.id, by=by)
    return row


def take_away(session: TenantSession, row: ComplaintTemplate, by: UUID) -> None:
    """Nobody can choose it any more."""
    row.is_gone = True
    session.add(row)
    record(session, "templat-pengaduan:hapus", OBJECT, row.id, by=by)


def change_of(session: TenantSession, row: Complaint) -> str:
    """What the answer in force changed, in its public sentence; '' when it changed nothing or was disputed."""
    found = [each for each in changes(session) if each[0] == row.id]
    return found[0][1] if found and row.ending else ""


def changes(session: TenantSession) -> list[tuple[UUID, str, date]]:
    """(case, sentence, day) of every answer that is the newest of its case."""
    newest = (
        select(sa.func.max(ComplaintStep.number))
        .where(ComplaintStep.tenant_id == ComplaintChange.tenant_id,
               ComplaintStep.complaint_id == ComplaintChange.complaint_id, ComplaintStep.action == "jawab")
        .scalar_subquery()
    )  # fmt: skip
    asked = select(ComplaintChange.complaint_id, ComplaintChange.sentence, ComplaintChange.day)
    return [tuple(each) for each in session.exec(asked.where(ComplaintChange.number == newest))]
