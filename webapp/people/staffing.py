"""Who leads an office and who may be sent to its counters: look-ups for rosters."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.models import Jabatan, Nip, Opd, Person, Placement, Superior
from webapp.people.queries import in_force
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class StaffMember:
    """Somebody who holds a jabatan in an office: (id, name, jabatan)."""

    id: UUID
    name: str
    jabatan_name: str


def led_opds(session: TenantSession, person_id: UUID, day: date) -> set[UUID]:
    """The OPD this person leads on that day, definitively or as plt or plh."""
    held = _held(select(Jabatan.opd_id), day).where(Placement.person_id == person_id, col(Jabatan.leads))
    return set(session.exec(held))


def opds_of(session: TenantSession, person_id: UUID, day: date) -> set[UUID]:
    """The OPD in which this person holds a jabatan on that day, definitively or as plt or plh."""
    return set(session.exec(_held(select(Jabatan.opd_id), day).where(Placement.person_id == person_id)))


def opds_of_each(session: TenantSession, person_ids: Collection[UUID], day: date) -> dict[UUID, set[UUID]]:
    """The OPD in which each of these people holds a jabatan on that day; an empty set for who holds none."""
    found: dict[UUID, set[UUID]] = {each: set() for each in person_ids}
    asked = _held(select(Placement.person_id, Jabatan.opd_id), day).where(col(Placement.person_id).in_(person_ids))
    for person_id, opd_id in session.exec(asked):
        found[person_id].add(opd_id)
    return found


def opds_between(session: TenantSession, person_id: UUID, since: date, until: date) -> set[UUID]:
    """The OPD in which this person held a jabatan on any of these days, definitively or as plt or plh."""
    held = (
        select(Jabatan.opd_id)
        .join(Placement, sa.and_(Placement.tenant_id == Jabatan.tenant_id, Placement.jabatan_id == Jabatan.id))
        .where(
            Placement.person_id == person_id, Placement.valid_from <= until,
            sa.or_(col(Placement.valid_to).is_(None), col(Placement.valid_to) >= since),
        )
    )  # fmt: skip
    return set(session.exec(held))


def leaders_of(session: TenantSession, opd_ids: Collection[UUID], day: date) -> set[tuple[UUID, UUID]]:
    """Who leads these OPD on that day: (OPD, person)."""
    held = _held(select(Jabatan.opd_id, Placement.person_id), day)
    return {tuple(row) for row in session.exec(held.where(col(Jabatan.opd_id).in_(opd_ids), col(Jabatan.leads)))}


def jabatan_in(session: TenantSession, opd_ids: Collection[UUID], day: date) -> list[tuple[UUID, str, str]]:
    """The jabatan of these OPD that are not closed on that day: (id, name, name of its OPD), by name."""
    is_there = sa.or_(col(Jabatan.closed_on).is_(None), col(Jabatan.closed_on) > day)
    asked = select(Jabatan.id, Jabatan.name, Opd.name).join(
        Opd, sa.and_(Opd.tenant_id == Jabatan.tenant_id, Opd.id == Jabatan.opd_id)
    )
    found = asked.where(col(Jabatan.opd_id).in_(opd_ids), is_there).order_by(Jabatan.name, Opd.name, Jabatan.id)
    return [tuple(row) for row in session.exec(found)]


def jabatan_names(session: TenantSession, jabatan_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these jabatan."""
    return dict(session.exec(select(Jabatan.id, Jabatan.name).where(col(Jabatan.id).in_(jabatan_ids))).all())


def holders_of(session: TenantSession, jabatan_ids: Collection[UUID], day: date) -> set[tuple[UUID, UUID]]:
    """Who holds these jabatan on that day: (jabatan, person)."""
    held = _held(select(Jabatan.id, Placement.person_id), day).where(col(Jabatan.id).in_(jabatan_ids))
    return {tuple(row) for row in session.exec(held)}


def superiors_of(session: TenantSession, person_ids: Collection[UUID], day: date) -> set[UUID]:
    """The pejabat penilai of these people on that day."""
    asked = select(Superior.superior_id).where(col(Superior.person_id).in_(person_ids), in_force(Superior, day))
    return set(session.exec(asked))


def appraised_by(session: TenantSession, superior_id: UUID, person_ids: Collection[UUID], day: date) -> set[UUID]:
    """Those of these people whose pejabat penilai is this person on that day."""
    asked = select(Superior.person_id).where(Superior.superior_id == superior_id, in_force(Superior, day))
    return set(session.exec(asked.where(col(Superior.person_id).in_(person_ids))))


def staff_of(
    session: TenantSession, opd_ids: Collection[UUID], day: date, search: str = "", limit: int = 500,
    only: UUID | None = None,
) -> list[StaffMember]:  # fmt: skip
    """Who holds a jabatan in these OPD on that day and has not left, by name.

    search: part of a name, or a NIP; only: whether it is this person.
    """
    held = _held(select(Person.id, Person.name, sa.func.min(Jabatan.name)), day).join(
        Person, sa.and_(Person.tenant_id == Placement.tenant_id, Person.id == Placement.person_id)
    )
    held = held.where(col(Jabatan.opd_id).in_(opd_ids), sa.or_(col(Person.left_on).is_(None), Person.left_on >= day))
    if only:
        held = held.where(Person.id == only)
    if search:
        borne = select(Nip.person_id).where(
            Nip.tenant_id == session.tenant.id, Nip.nip == "".join(search.split()), in_force(Nip, day)
        )
        named = col(Person.name).icontains(search, autoescape=True)
        held = held.where(sa.or_(named, col(Person.id).in_(borne)))
    rows = session.exec(held.group_by(Person.id, Person.name).order_by(Person.name, Person.id).limit(limit))
    return [StaffMember(*row) for row in rows]


def bearers_of(session: TenantSession, nips: Collection[str]) -> dict[str, UUID]:
    """Who bears or bore these NIP."""
    return dict(session.exec(select(Nip.nip, Nip.person_id).where(col(Nip.nip).in_(nips))).all())


def _held(selected, day: date):
    """Jabatan held on that day, with what is asked of them."""
    return (
        selected.select_from(Placement)
        .join(Jabatan, sa.and_(Jabatan.tenant_id == Placement.tenant_id, Jabatan.id == Placement.jabatan_id))
        .where(in_force(Placement, day))
    )
