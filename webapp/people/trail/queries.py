"""Look-ups in the trail. A page costs the same however long the trail is: it goes on from the last line shown."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.models import Nip, Person
from webapp.platform.audit import AuditEvent
from webapp.platform.db import TenantSession

MOST_PEOPLE = 50  # of one name: more must be told apart by the NIP
Hidden = Callable[[TenantSession, UUID, date], Collection[UUID]]
HIDDEN: list[Hidden] = []
# Jumps from one action to the next along the index; reading them all would cost as much as the trail is long.
ACTIONS = sa.text("""
with recursive known (action) as (
  (select e.action from audit_event e where e.tenant_id = :tenant order by e.action limit 1)
  union all
  select (select e.action from audit_event e where e.tenant_id = :tenant and e.action > known.action
          order by e.action limit 1)
  from known where known.action is not null
)
select action from known where action is not null
""")

NAMES = sa.text("""
select id, name from person where tenant_id = :tenant and id = any(:ids)
union all select id, name from opd where tenant_id = :tenant and id = any(:ids)
union all select id, name from jabatan where tenant_id = :tenant and id = any(:ids)
""")


@dataclass(frozen=True)
class Wanted:
    """What is looked for: from a moment on, before a moment, by these people, one action, one thing; never `hidden`."""

    since: datetime | None = None
    before: datetime | None = None
    people: Collection[UUID] | None = None
    action: str | None = None
    thing: UUID | None = None
    hidden: Collection[UUID] = ()


def hides(find: Hidden) -> Hidden:
    """A room's question: which things must this person not know of on this day? Others see their lines."""
    HIDDEN.append(find)
    return find


def hidden_from(session: TenantSession, person_id: UUID, day: date) -> set[UUID]:
    """The things whose lines this reader of the trail is not shown."""
    return {thing for find in HIDDEN for thing in find(session, person_id, day)}


def events(
    session: TenantSession, wanted: Wanted, most: int, after: tuple[datetime, UUID] | None = None
) -> Sequence[AuditEvent]:
    """The newest first; `after` is (at, id) of the last line shown before."""
    statement = select(AuditEvent).order_by(col(AuditEvent.at).desc(), col(AuditEvent.id).desc()).limit(most)
    if after:
        statement = statement.where(sa.tuple_(AuditEvent.at, AuditEvent.id) < sa.tuple_(*after))
    if wanted.since:
        statement = statement.where(AuditEvent.at >= wanted.since)
    if wanted.before:
        statement = statement.where(AuditEvent.at < wanted.before)
    if wanted.people is not None:
        statement = statement.where(col(AuditEvent.actor_id).in_(wanted.people))
    if wanted.action:
        statement = statement.where(AuditEvent.action == wanted.action)
    if wanted.hidden:
        statement = statement.where(col(AuditEvent.object_id).not_in(wanted.hidden))
    if wanted.thing:
        statement = statement.where(AuditEvent.object_id == wanted.thing)
    return session.exec(statement).all()


def actions(session: TenantSession) -> list[str]:
    """Every action there is in the trail."""
    return list(session.connection().execute(ACTIONS, {"tenant": session.tenant.id}).scalars())


def people_and_offices(session: TenantSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of these ids that are people, offices or jabatan, in one statement."""
    asked = {"tenant": session.tenant.id, "ids": list(ids)}
    return {row[0]: row[1] for row in session.connection().execute(NAMES, asked)}


def people_called(session: TenantSession, text: str) -> list[UUID]:
    """The people of this NIP, or whose names begin so (as typed, or with capitals where names have them)."""
    digits = "".join(text.split())
    if digits.isdigit():
        return list(session.exec(select(Nip.person_id).where(Nip.nip == digits)))
    starts = {text, text.title()}
    found = select(Person.id).where(
        sa.or_(*(sa.and_(Person.name >= start, Person.name < start + "\U0010ffff") for start in starts))
    )
    return list(session.exec(found.limit(MOST_PEOPLE)))
