"""What can be chosen on the form pages: jabatan of an OPD, people who might lead somebody."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory import search
from webapp.people.directory.search import PersonLine, Wish, joined
from webapp.people.directory.tree import opd_choices
from webapp.people.models import Jabatan, Opd, Person, Placement
from webapp.people.queries import in_force
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

MOST = 12  # people to choose from
opds = opd_choices


def opd_to_begin_with(session: TenantSession, person_id: UUID, jabatan_id: str, day: date) -> UUID | None:
    """The OPD of a jabatan that was sent; else where the person works."""
    try:
        sent = session.get(Jabatan, (session.tenant.id, UUID(jabatan_id)))
    except ValueError:
        sent = None
    if sent:
        return sent.opd_id
    return session.exec(
        select(Jabatan.opd_id)
        .join(Placement, joined(Jabatan, Placement.jabatan_id))
        .where(Placement.person_id == person_id, in_force(Placement, day))
        .order_by(Placement.basis)
    ).first()


def open_jabatan(session: TenantSession, opd_id: UUID, day: date) -> list[tuple[UUID, str]]:
    """(id, name and who holds it) of an OPD, what leads first."""
    rows = session.exec(
        select(Jabatan.id, Jabatan.name, sa.func.string_agg(Person.name, ", "))
        .outerjoin(Placement, sa.and_(joined(Jabatan, Placement.jabatan_id), in_force(Placement, day)))
        .outerjoin(Person, joined(Person, Placement.person_id))
        .where(Jabatan.opd_id == opd_id, sa.or_(col(Jabatan.closed_on).is_(None), Jabatan.closed_on > day))
        .group_by(Jabatan.id, Jabatan.name, Jabatan.leads)
        .order_by(col(Jabatan.leads).desc(), Jabatan.name)
    )
    return [
        (jabatan_id, _("%(name)s (sekarang: %(holders)s)", name=name, holders=held) if held else name)
        for jabatan_id, name, held in rows
    ]


def name_of(session: TenantSession, jabatan_id: UUID) -> str:
    """The name of a jabatan with its OPD."""
    jabatan = session.get(Jabatan, (session.tenant.id, jabatan_id))
    return f"{jabatan.name}, {session.get(Opd, (session.tenant.id, jabatan.opd_id)).name}"


def people_to_choose(
    session: TenantSession, person_id: UUID, text: str, chosen: str, day: date
) -> list[tuple[UUID, str]]:
    """(id, name and jabatan): those found by the words, or those who lead the OPD he works in and those above it."""
    if text:
        conditions = search.conditions_of(session, Wish(text, status="aktif"), day)
        statement = select(Person).where(*conditions).order_by(Person.name).limit(MOST)
    else:
        statement = _leaders_around(session, person_id, day)
    people = list(session.exec(statement.where(Person.id != person_id)))
    if chosen and chosen not in {str(person.id) for person in people}:
        people += _one(session, chosen)
    return [(line.id, _described(line)) for line in search.lines_of(session, people, day)]


def _leaders_around(session: TenantSession, person_id: UUID, day: date):
    """People in a leading jabatan of his OPD or one above it."""
    around = _opd_and_above(session, opd_to_begin_with(session, person_id, "", day))
    leading = (
        select(Placement.person_id)
        .join(Jabatan, joined(Jabatan, Placement.jabatan_id))
        .where(in_force(Placement, day), col(Jabatan.leads).is_(True), col(Jabatan.opd_id).in_(around))
    )
    works = sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day)
    return select(Person).where(col(Person.id).in_(leading), works).order_by(Person.name).limit(MOST)


def _opd_and_above(session: TenantSession, opd_id: UUID | None) -> list[UUID]:
    parents = dict(session.exec(select(Opd.id, Opd.parent_id)).all())
    found: list[UUID] = []
    while opd_id is not None and opd_id not in found:
        found.append(opd_id)
        opd_id = parents.get(opd_id)
    return found


def _one(session: TenantSession, person_id: str) -> list[Person]:
    try:
        person = session.get(Person, (session.tenant.id, UUID(person_id)))
    except ValueError:
        return []
    return [person] if person else []


def _described(line: PersonLine) -> str:
    place = ", ".join(filter(None, (line.jabatan_name, line.opd_name)))
    return f"{line.name} \N{EN DASH} {place}" if place else line.name
