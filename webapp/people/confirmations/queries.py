"""Look-ups about what waits for a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.people.confirmations.models import POWERFUL, ROLE, Confirmation
from webapp.people.models import Account, Person, RoleGrant
from webapp.people.queries import in_force
from webapp.platform.db import TenantSession

PERSONNEL, HEAD = "bkpsdm", "kepala"


@dataclass(frozen=True)
class Pending:
    """What waits: the row, whom it is about, who asked, and who may decide (empty: only the operator)."""

    row: Confirmation
    person: str
    asked_by: str
    deciders: dict[UUID, str]


@dataclass(frozen=True)
class Hands:
    """Who can decide at all on a day, by role: those who bear it and can sign in."""

    personnel: dict[UUID, str]
    heads: dict[UUID, str]

    def of(self, kind: str, concerned: Iterable[UUID]) -> dict[UUID, str]:
        """Other people of human resources; for a role, where there is nobody else, the head of the region."""
        without = set(concerned)
        found = {one: name for one, name in self.personnel.items() if one not in without}
        if found or kind != ROLE:
            return found
        return {one: name for one, name in self.heads.items() if one not in without}


def pending(session: TenantSession, day: date, person_id: UUID | None = None) -> list[Pending]:
    """All that waits, the oldest first; `person_id`: only what is about this person. Two queries at most."""
    about, asker = aliased(Person), aliased(Person)
    statement = (
        select(Confirmation, about.name, asker.name)
        .join(about, sa.and_(about.tenant_id == Confirmation.tenant_id, about.id == Confirmation.person_id))
        .join(asker, sa.and_(asker.tenant_id == Confirmation.tenant_id, asker.id == Confirmation.asked_by_id))
        .where(col(Confirmation.decision).is_(None))
        .order_by(Confirmation.asked_at)
    )
    rows = session.exec(statement.where(Confirmation.person_id == person_id) if person_id else statement).all()
    if not rows:
        return []
    known = hands(session, day)
    return [
        Pending(row, person, asked_by, known.of(row.kind, (row.person_id, row.asked_by_id)))
        for row, person, asked_by in rows
    ]


def hands(session: TenantSession, day: date) -> Hands:
    """Who of human resources and which heads can sign in on that day."""
    rows = session.exec(
        select(RoleGrant.role, Person.id, Person.name)
        .join(Person, sa.and_(Person.tenant_id == RoleGrant.tenant_id, Person.id == RoleGrant.person_id))
        .join(Account, sa.and_(Account.tenant_id == RoleGrant.tenant_id, Account.person_id == RoleGrant.person_id))
        .where(
            col(RoleGrant.role).in_((PERSONNEL, HEAD)),
            in_force(RoleGrant, day),
            col(RoleGrant.ended_at).is_(None),
            col(Account.disabled_at).is_(None),
            sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day),
        )
        .order_by(Person.name)
    ).all()
    bearers = {role: {one: name for each, one, name in rows if each == role} for role in (PERSONNEL, HEAD)}
    return Hands(bearers[PERSONNEL], bearers[HEAD])


def is_powerful(session: TenantSession, person_id: UUID, day: date) -> bool:
    """Whether this person bears, or will bear, a role that reaches beyond his own work."""
    held = select(RoleGrant.id).where(
        RoleGrant.person_id == person_id, col(RoleGrant.role).in_(POWERFUL), col(RoleGrant.ended_at).is_(None),
        sa.or_(col(RoleGrant.valid_to).is_(None), RoleGrant.valid_to >= day),
    )  # fmt: skip
    return session.exec(held).first() is not None


def names_behind(session: TenantSession, invitation_id: UUID) -> tuple[str, str | None] | None:
    """Who asked for this link and who let it be made (None: the operator); None if one clerk alone could make it."""
    asker, decider = aliased(Person), aliased(Person)
    return session.exec(
        select(asker.name, decider.name)
        .select_from(Confirmation)
        .join(asker, sa.and_(asker.tenant_id == Confirmation.tenant_id, asker.id == Confirmation.asked_by_id))
        .outerjoin(decider, sa.and_(decider.tenant_id == Confirmation.tenant_id,
                                    decider.id == Confirmation.decided_by_id))
        .where(Confirmation.invitation_id == invitation_id)
    ).first()  # fmt: skip
