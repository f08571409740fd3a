"""Who reads which cases in the office. One condition serves lists, counts, search, bulk deeds, figures and exports."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints import desk, queries, rules, steps
from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.people import INSPECTOR, actor_of, barring_people
from webapp.people.published import hides
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Reader:
    """Somebody of the office. reads_all: every case of the pemda, be it without a say in most of them.

    barred: the officers whose cases she must not even know of, because they are about her or decide over her.
    """

    actor: rules.Actor
    reads_all: bool
    barred: frozenset[UUID]

    @property
    def id(self) -> UUID:
        return self.actor.person_id

    @property
    def coordinates(self) -> bool:
        return self.actor.sees_all


def reader_of(session: TenantSession, person_id: UUID, roles: Collection[str], day: date) -> Reader:
    """What this person may read on that day."""
    actor = actor_of(session, person_id, day)
    inspects = INSPECTOR in roles
    return Reader(actor, actor.sees_all or inspects, _barred_from(session, person_id, day, inspects))


@hides
def hidden_cases(session: TenantSession, person_id: UUID, day: date) -> list[UUID]:
    """The cases this person must not even know of: no line of the trail tells them to her."""
    barred = _barred_from(session, person_id, day)
    return list(session.exec(select(Complaint.id).where(col(Complaint.subject_id).in_(barred)))) if barred else []


def _barred_from(session: TenantSession, person_id: UUID, day: date, inspects: bool | None = None) -> frozenset[UUID]:
    barring = barring_people(session, person_id, day, inspects)
    named = select(Complaint.subject_id).where(col(Complaint.subject_id).in_(barring)).distinct()
    return frozenset(session.exec(named))


def seen_by(reader: Reader) -> list[sa.ColumnElement[bool]]:
    """The conditions of every statement about cases on behalf of this reader."""
    found = []
    if not reader.reads_all:
        found.append(col(Complaint.unit_id).in_(reader.actor.units))
    if reader.barred:
        subject = col(Complaint.subject_id)
        found.append(sa.or_(subject.is_(None), subject.not_in(reader.barred)))
    return found


def case_for(session: TenantSession, reader: Reader, complaint_id: UUID, at: datetime) -> Complaint | None:
    """The case, if this reader may open it; the same None for one that is not there."""
    row = queries.complaint(session, complaint_id)
    if row is None or row.subject_id in reader.barred:
        return None
    if reader.reads_all and reader.id not in steps.facts_of(session, row, at).barred:
        return row
    return row if desk.may_see(session, row, reader.actor, at) else None
