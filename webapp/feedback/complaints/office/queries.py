"""Look-ups of the inbox: always with the reader's conditions, always what is due first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.complaints.models import Complaint
from webapp.feedback.complaints.office import rules
from webapp.feedback.complaints.office.reading import Reader, seen_by
from webapp.feedback.complaints.queries import OPEN_STATES
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Wish:
    """What to list. state: one, 'terbuka' (not ended) or 'semua'; holding: 'saya', 'kosong'; time: 'lewat', 'dekat'."""

    state: str = "terbuka"
    kind: str | None = None
    unit: UUID | None = None
    holding: str | None = None
    time: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Days:
    """Today, and the last day that still counts as near."""

    today: date
    near: date


@dataclass(frozen=True)
class Counts:
    """How many open cases there are for the reader: all, late, near their limit, in her hands, in nobody's; the day
    the office owes the most urgent step, and that of the first one that is not late."""

    open: int
    late: int
    near: int
    mine: int
    free: int
    oldest: date | None = None
    next: date | None = None


def due() -> sa.ColumnElement:
    """Until when the office owes the next step: as limits.running_clock says."""
    state = col(Complaint.state)
    return sa.case(
        (state == "diterima", col(Complaint.verify_due)),
        (state.in_(("diteruskan", "disanggah")), col(Complaint.first_due)),
        (state == "diproses", col(Complaint.resolve_due)),
    )


def listed(session: TenantSession, reader: Reader, wish: Wish, days: Days, limit: int, offset: int) -> list[Complaint]:
    """Cases as wished, what is due first first, then the oldest."""
    asked = select(Complaint).where(*seen_by(reader), *_conditions(reader, wish, days))
    order = (due().asc().nulls_last(), col(Complaint.received_on), col(Complaint.id))
    return list(session.exec(asked.order_by(*order).limit(limit).offset(offset)))


def count(session: TenantSession, reader: Reader, wish: Wish, days: Days) -> int:
    """How many there are as wished."""
    asked = select(sa.func.count()).select_from(Complaint)
    return session.exec(asked.where(*seen_by(reader), *_conditions(reader, wish, days))).one()


def counts(session: TenantSession, reader: Reader, days: Days) -> Counts:
    """What is open, in one statement."""
    holder = col(Complaint.holder_id)
    late, near = due() < days.today, due().between(days.today, days.near)
    cells = (sa.true(), late, near, holder == reader.id, _free())
    days_due = (sa.func.min(due()), sa.func.min(due()).filter(due() >= days.today))
    asked = select(*(sa.func.count().filter(cell) for cell in cells), *days_due).select_from(Complaint)
    return Counts(*session.exec(asked.where(*seen_by(reader), col(Complaint.state).in_(OPEN_STATES))).one())


def units_used(session: TenantSession, reader: Reader) -> list[UUID]:
    """The units that have or had cases this reader may see."""
    asked = select(Complaint.unit_id).where(*seen_by(reader), col(Complaint.unit_id).is_not(None)).distinct()
    return list(session.exec(asked))


def by_reference(session: TenantSession, reader: Reader, text: str) -> Complaint | None:
    """The case of this short name, if the reader may see it and no other has the same."""
    name = rules.reference_in(text)
    found = list(session.exec(select(Complaint).where(*seen_by(reader), _named(name)).limit(2))) if name else []
    return found[0] if len(found) == 1 else None


def _named(name: str) -> sa.ColumnElement[bool]:
    return sa.func.right(sa.func.replace(sa.cast(col(Complaint.id), sa.Text), "-", ""), 8) == name


def _conditions(reader: Reader, wish: Wish, days: Days) -> list[sa.ColumnElement[bool]]:
    found, holder = [], col(Complaint.holder_id)
    if wish.state == "terbuka":
        found.append(col(Complaint.state).in_(OPEN_STATES))
    elif wish.state != "semua":
        found.append(col(Complaint.state) == wish.state)
    if wish.kind:
        found.append(col(Complaint.kind) == wish.kind)
    if wish.unit:
        found.append(col(Complaint.unit_id) == wish.unit)
    if wish.holding:
        found.append(holder == reader.id if wish.holding == "saya" else _free())
    if wish.time:
        found.append(due() < days.today if wish.time == "lewat" else due().between(days.today, days.near))
    return found + _sought(wish.text)


def _free() -> sa.ColumnElement[bool]:
    """The office owes the next step, and nobody has the case in hand."""
    return sa.and_(col(Complaint.holder_id).is_(None), due().is_not(None))


def _sought(text: str) -> list[sa.ColumnElement[bool]]:
    """A short name, or all of these words in the masked text."""
    name = rules.reference_in(text)
    if name:
        return [_named(name)]
    whole = sa.func.lower(col(Complaint.title) + " " + col(Complaint.text))
    return [sa.func.strpos(whole, word) > 0 for word in rules.words_in(text)]
