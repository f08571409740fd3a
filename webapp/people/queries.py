"""Every look-up about people, by a name that says what comes back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.models import (
    Account,
    Jabatan,
    Opd,
    Person,
    Placement,
    RoleGrant,
    SignInFailure,
    Superior,
    WebSession,
)
from webapp.people.notices.models import Notice
from webapp.platform.db import TenantSession
from webapp.platform.samples import SampleRow


@dataclass(frozen=True)
class PersonCard:
    """A person as the head of each page names him."""

    id: UUID
    name: str
    roles: frozenset[str]
    opd_id: UUID | None
    opd_name: str
    jabatan_name: str
    kind: str = "pns"
    unread: int = 0  # notices

    @property
    def is_asn(self) -> bool:
        """An elected head of region is not: he appraises, but nobody asks him for an SKP."""
        return self.kind != "pejabat_negara"


def in_force(row: type, day: date) -> sa.ColumnElement[bool]:
    """The row's period holds this day."""
    return sa.and_(row.valid_from <= day, sa.or_(row.valid_to.is_(None), row.valid_to >= day))


def account_by_name(session: TenantSession, name: str) -> Account | None:
    """The account that signs in by this name and may."""
    return session.exec(select(Account).where(Account.name == name, col(Account.disabled_at).is_(None))).first()


def tries_beside(
    session: TenantSession, note: SignInFailure, since: datetime, place_mark: bytes
) -> tuple[int, int, int, bool]:
    """Failed sign-ins since a moment but this one: of its name from its network, of its name, from its network.

    Last: whether this name has been signed in with from this network, as far as sessions are remembered.
    """
    of_name, of_network = SignInFailure.name_mark == note.name_mark, SignInFailure.network_mark == note.network_mark
    count = sa.func.count()
    known = sa.exists().where(WebSession.tenant_id == session.tenant.id, WebSession.place_mark == place_mark)
    counted = select(count.filter(of_name, of_network), count.filter(of_name), count.filter(of_network), known).where(
        SignInFailure.at >= since, sa.or_(of_name, of_network), SignInFailure.id != note.id
    )
    return session.exec(counted).one()


def live_session(
    session: TenantSession, token_hash: bytes, seen_since: datetime, started_since: datetime
) -> WebSession | None:
    """The session of this token, if it has not ended, idled out or grown too old, and its account may sign in."""
    return session.exec(
        select(WebSession)
        .join(
            Account,
            sa.and_(Account.tenant_id == WebSession.tenant_id, Account.person_id == WebSession.person_id),
        )
        .where(
            WebSession.token_hash == token_hash,
            col(WebSession.ended_at).is_(None),
            WebSession.seen_at >= seen_since,
            WebSession.started_at >= started_since,
            col(Account.disabled_at).is_(None),
        )
    ).first()


def person_card(session: TenantSession, person_id: UUID, day: date) -> PersonCard | None:
    """Name, roles and present place of a person; None when he has left."""
    tenant_id = session.tenant.id
    asked = select(Person, _unread(tenant_id), _granted(tenant_id, day)).where(Person.id == person_id)
    person, unread, granted = session.exec(asked).first() or (None, 0, ())
    if person is None or (person.left_on and person.left_on < day):
        return None
    place = session.exec(
        select(Opd.id, Opd.name, Jabatan.name)
        .select_from(Placement)
        .join(Jabatan, _same(Jabatan, Placement.jabatan_id))
        .join(Opd, _same(Opd, Jabatan.opd_id))
        .where(Placement.person_id == person_id, in_force(Placement, day))
        .order_by(sa.case((Placement.basis == "definitif", 0), else_=1))
    ).first()
    opd_id, opd_name, jabatan = place or (None, "", "")
    return PersonCard(person.id, person.name, frozenset(granted), opd_id, opd_name, jabatan, person.kind, unread)


def _unread(tenant_id: UUID) -> sa.ScalarSelect[int]:
    """How many notices the person of the row beside has not read."""
    counted = select(sa.func.count()).where(
        Notice.tenant_id == tenant_id, Notice.person_id == Person.id, col(Notice.read_at).is_(None)
    )
    return counted.correlate(Person).scalar_subquery()


def _granted(tenant_id: UUID, day: date) -> sa.ColumnElement[list[str]]:
    """The roles the person of the row beside bears on that day."""
    roles = select(RoleGrant.role).where(
        RoleGrant.tenant_id == tenant_id, RoleGrant.person_id == Person.id, in_force(RoleGrant, day),
        col(RoleGrant.ended_at).is_(None),
    )  # fmt: skip
    return sa.func.array(roles.correlate(Person).scalar_subquery())


def superior_of(session: TenantSession, person_id: UUID, day: date) -> Person | None:
    """The pejabat penilai in force on that day."""
    return session.exec(
        select(Person)
        .join(Superior, sa.and_(Superior.tenant_id == Person.tenant_id, Superior.superior_id == Person.id))
        .where(Superior.person_id == person_id, in_force(Superior, day))
    ).first()


def reports_of(session: TenantSession, person_id: UUID, day: date) -> list[Person]:
    """The people whose pejabat penilai this person is on that day, by name."""
    return list(
        session.exec(
            select(Person)
            .join(Superior, sa.and_(Superior.tenant_id == Person.tenant_id, Superior.person_id == Person.id))
            .where(Superior.superior_id == person_id, in_force(Superior, day), col(Person.left_on).is_(None))
            .order_by(Person.name)
        )
    )


def opd_and_below(session: TenantSession, opd_id: UUID) -> list[UUID]:
    """The OPD and every node under it."""
    tenant_id = session.tenant.id
    tree = select(Opd.id).where(Opd.id == opd_id, Opd.tenant_id == tenant_id).cte("tree", recursive=True)
    below = select(Opd.id).where(Opd.tenant_id == tenant_id).join(tree, Opd.parent_id == tree.c.id)
    return list(session.exec(select(tree.union_all(below).c.id)).all())


def _same(table: type, foreign: sa.ColumnElement) -> sa.ColumnElement[bool]:
    """Join on the composite key (tenant_id, id)."""
    return sa.and_(table.tenant_id == foreign.class_.tenant_id, table.id == foreign)


def count_real(session: TenantSession) -> tuple[int, int]:
    """How many OPD and how many people who have not left, samples not counted."""
    offices = select(sa.func.count()).where(*_real(session, Opd)).scalar_subquery()
    people = select(sa.func.count()).where(*_real(session, Person), col(Person.left_on).is_(None)).scalar_subquery()
    return tuple(session.exec(select(offices, people)).one())


def _real(session: TenantSession, row: type) -> tuple[sa.ColumnElement[bool], ...]:
    """Rows of this pemda that are no samples."""
    sample = sa.exists().where(SampleRow.tenant_id == row.tenant_id, SampleRow.id == row.id)
    return row.tenant_id == session.tenant.id, ~sample
