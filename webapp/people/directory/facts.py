"""All that is stored about one person, with what was and what will be."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.directory.search import joined
from webapp.people.models import (
    Account,
    Invitation,
    Jabatan,
    Nip,
    Opd,
    Person,
    Placement,
    RoleGrant,
    Superior,
    WebSession,
)
from webapp.platform.db import TenantSession

COMING, NOW, PAST = "akan", "kini", "lalu"


@dataclass(frozen=True)
class Span:
    """A row of history with its period. `state`: COMING, NOW or PAST on the day it was read."""

    id: UUID
    since: date
    until: date | None
    state: str


@dataclass(frozen=True)
class PlaceSpan(Span):
    """A jabatan held."""

    basis: str
    jabatan_id: UUID
    jabatan_name: str
    jabatan_kind: str
    opd_id: UUID
    opd_name: str


@dataclass(frozen=True)
class PersonSpan(Span):
    """A superior, or somebody led."""

    person_id: UUID
    name: str


@dataclass(frozen=True)
class NipSpan(Span):
    """A NIP borne."""

    nip: str
    kind: str


@dataclass(frozen=True)
class RoleSpan(Span):
    """A role, who gave it (None: it was there from the beginning), and for which OPD (None: the whole pemda)."""

    role: str
    opd_name: str | None
    granted_by: str | None


def state_of(since: date, until: date | None, day: date) -> str:
    """Whether a period is yet to come, holds this day, or is over."""
    if since > day:
        return COMING
    return PAST if until is not None and until < day else NOW


def placements_of(session: TenantSession, person_id: UUID, day: date) -> list[PlaceSpan]:
    """Every jabatan of this person, the latest first."""
    rows = session.exec(
        select(Placement, Jabatan, Opd)
        .join(Jabatan, joined(Jabatan, Placement.jabatan_id))
        .join(Opd, joined(Opd, Jabatan.opd_id))
        .where(Placement.person_id == person_id)
        .order_by(col(Placement.valid_from).desc(), Placement.basis)
    )
    return [
        PlaceSpan(*_span(row, day), row.basis, jabatan.id, jabatan.name, jabatan.kind, opd.id, opd.name)
        for row, jabatan, opd in rows
    ]


def superiors_of(session: TenantSession, person_id: UUID, day: date) -> list[PersonSpan]:
    """Every pejabat penilai of this person, the latest first."""
    rows = session.exec(
        select(Superior, Person.name)
        .join(Person, joined(Person, Superior.superior_id))
        .where(Superior.person_id == person_id)
        .order_by(col(Superior.valid_from).desc())
    )
    return [PersonSpan(*_span(row, day), row.superior_id, name) for row, name in rows]


def led_by(session: TenantSession, person_id: UUID, day: date, most: int = 200) -> list[PersonSpan]:
    """Whom this person appraises now or will, by name."""
    rows = session.exec(
        select(Superior, Person.name)
        .join(Person, joined(Person, Superior.person_id))
        .where(
            Superior.superior_id == person_id,
            sa.or_(col(Superior.valid_to).is_(None), col(Superior.valid_to) >= day),
            sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day),
        )
        .order_by(Person.name)
        .limit(most)
    )
    return [PersonSpan(*_span(row, day), row.person_id, name) for row, name in rows]


def nip_history(session: TenantSession, person_id: UUID, day: date) -> list[NipSpan]:
    """Every NIP, the latest first."""
    rows = session.exec(select(Nip).where(Nip.person_id == person_id).order_by(col(Nip.valid_from).desc()))
    return [NipSpan(*_span(row, day), row.nip, row.kind) for row in rows]


def roles_of(session: TenantSession, person_id: UUID, day: date) -> list[RoleSpan]:
    """Every role, the latest first."""
    giver = aliased(Person)
    rows = session.exec(
        select(RoleGrant, Opd.name, giver.name)
        .outerjoin(Opd, joined(Opd, RoleGrant.opd_id))
        .outerjoin(giver, sa.and_(giver.tenant_id == RoleGrant.tenant_id, giver.id == RoleGrant.granted_by_id))
        .where(RoleGrant.person_id == person_id)
        .order_by(col(RoleGrant.valid_from).desc(), RoleGrant.role)
    )
    found = []
    for row, opd_name, giver_name in rows:
        state = PAST if row.ended_at else state_of(row.valid_from, row.valid_to, day)
        found.append(RoleSpan(row.id, row.valid_from, row.valid_to, state, row.role, opd_name, giver_name))
    return found


def account_of(session: TenantSession, person_id: UUID) -> Account | None:
    """The account, also one that is closed."""
    return session.exec(select(Account).where(Account.person_id == person_id)).first()


def open_invitation(session: TenantSession, person_id: UUID, now: datetime) -> Invitation | None:
    """The link that can still be used."""
    return session.exec(
        select(Invitation).where(
            Invitation.person_id == person_id, col(Invitation.ended_at).is_(None), Invitation.expires_at > now
        )
    ).first()


def live_sessions(session: TenantSession, person_id: UUID, seen_since: datetime) -> list[WebSession]:
    """Where this person is signed in, the latest first."""
    return list(
        session.exec(
            select(WebSession)
            .where(
                WebSession.person_id == person_id,
                col(WebSession.ended_at).is_(None),
                WebSession.seen_at >= seen_since,
            )
            .order_by(col(WebSession.seen_at).desc())
        )
    )


def _span(row, day: date) -> tuple[UUID, date, date | None, str]:
    return row.id, row.valid_from, row.valid_to, state_of(row.valid_from, row.valid_to, day)
