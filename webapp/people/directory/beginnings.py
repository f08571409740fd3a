"""The first people of a pemda: the operator's verb, for until they are there nobody inside can invite anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.people.directory import grants, invitations, persons, rules
from webapp.people.models import Nip, Person, RoleGrant
from webapp.people.queries import in_force
from webapp.people.rules import read_nip
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7


class CannotBegin(ValueError):
    """This person cannot be invited; the message says why."""


@dataclass(frozen=True)
class Beginning:
    """Who was invited: the name on record, the token of the link, whether he is new here, the roles he got now."""

    name: str
    token: str
    is_new: bool
    granted: tuple[str, ...]


def begin(session: TenantSession, *, name: str, nip: str, kind: str, roles: Sequence[str], now: datetime) -> Beginning:
    """Adds this person, or finds who bears the NIP; gives the roles he lacks; makes a link, the one before is void.

    Done again it changes nothing but the link. Raises CannotBegin.
    """
    digits, today = _digits(nip, kind), clock.local(now, session.tenant.timezone).date()
    person = session.exec(
        select(Person).join(Nip, (Nip.tenant_id == Person.tenant_id) & (Nip.person_id == Person.id))
        .where(Nip.nip == digits)
    ).first()  # fmt: skip
    is_new = person is None
    if person is None:
        person = persons.add_person(session, uuid7(), name=name, kind=kind, nip=digits, since=today, by=None)
        session.flush()
    if rules.has_left(person.left_on, today):
        raise CannotBegin(f"{person.name} has left on {person.left_on}: human resources take him back first.")
    token = invitations.invite(session, person.id, by=None, now=now, has_left=False)
    held = _roles_of(session, person.id, today)
    missing = tuple(role for role in dict.fromkeys(roles) if role not in held)
    for role in missing:
        grants.grant(session, person.id, role, since=today, until=None, by=None)
    return Beginning(person.name, token, is_new, missing)


def _digits(nip: str, kind: str) -> str:
    try:
        return read_nip(nip, kind).nip
    except ValueError:
        raise CannotBegin(
            f"'{nip}' is not the NIP of a {kind.upper()}: 18 digits, the day of birth first (YYYYMMDD)."
        ) from None


def _roles_of(session: TenantSession, person_id: UUID, today: date) -> set[str]:
    granted = select(RoleGrant.role).where(
        RoleGrant.person_id == person_id, in_force(RoleGrant, today), col(RoleGrant.ended_at).is_(None)
    )
    return set(session.exec(granted))
