"""Who bears a role on a day, and for which OPD: look-ups for those who tell and route."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.models import Jabatan, Opd, Person, Placement, RoleGrant, Superior
from webapp.people.queries import in_force
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Bearer:
    """Somebody with a role: for one OPD and all below it, or for the whole pemda (opd_id None)."""

    person_id: UUID
    opd_id: UUID | None


def role_bearers(session: TenantSession, role: str, day: date) -> list[Bearer]:
    """Everybody who bears this role on that day and has not left."""
    rows = (
        select(RoleGrant.person_id, RoleGrant.opd_id)
        .join(Person, sa.and_(Person.tenant_id == RoleGrant.tenant_id, Person.id == RoleGrant.person_id))
        .where(RoleGrant.role == role, in_force(RoleGrant, day), col(RoleGrant.ended_at).is_(None))
        .where(sa.or_(col(Person.left_on).is_(None), Person.left_on >= day))
    )
    return [Bearer(*row) for row in session.exec(rows)]


def role_holders(session: TenantSession, role: str, day: date) -> list[UUID]:
    """Everybody who bears this role on that day, wherever; each once."""
    return sorted({each.person_id for each in role_bearers(session, role, day)})


def all_reporting_to(session: TenantSession, person_id: UUID, day: date) -> set[UUID]:
    """Everybody in whose line this person decides: those she appraises, those whom they appraise, and so on."""
    return _reached(session.exec(select(Superior.superior_id, Superior.person_id).where(in_force(Superior, day))),
                    person_id)  # fmt: skip


def all_above(session: TenantSession, person_id: UUID, day: date) -> set[UUID]:
    """Everybody who decides in this person's line: who appraises her, who appraises them, and so on."""
    return _reached(session.exec(select(Superior.person_id, Superior.superior_id).where(in_force(Superior, day))),
                    person_id)  # fmt: skip


def _reached(steps: Iterable[tuple[UUID, UUID]], start: UUID) -> set[UUID]:
    """All that these steps lead to from here, however many it takes."""
    ways: dict[UUID, list[UUID]] = {}
    for origin, goal in steps:
        ways.setdefault(origin, []).append(goal)
    found, ahead = set(), list(ways.get(start, ()))
    while ahead:
        each = ahead.pop()
        if each not in found:
            found.add(each)
            ahead.extend(ways.get(each, ()))
    return found


def offices_of(session: TenantSession, person_id: UUID, day: date) -> tuple[set[UUID], set[UUID]]:
    """The OPD where this person holds a jabatan on that day, and among them those she leads."""
    rows = session.exec(
        select(Jabatan.opd_id, Jabatan.leads)
        .join(Placement, sa.and_(Placement.tenant_id == Jabatan.tenant_id, Placement.jabatan_id == Jabatan.id))
        .where(Placement.person_id == person_id, in_force(Placement, day))
    ).all()
    return {opd_id for opd_id, _leads in rows}, {opd_id for opd_id, leads in rows if leads}


def closed_offices(session: TenantSession) -> frozenset[UUID]:
    """The OPD that were closed."""
    return frozenset(session.exec(select(Opd.id).where(col(Opd.closed_on).is_not(None))))


def offices_of_kind(session: TenantSession, kind: str) -> tuple[UUID, ...]:
    """The OPD of this kind that are not closed, by name."""
    rows = select(Opd.id).where(Opd.kind == kind, col(Opd.closed_on).is_(None)).order_by(Opd.name, Opd.id)
    return tuple(session.exec(rows))
