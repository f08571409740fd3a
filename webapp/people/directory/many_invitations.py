"""Invitations for many at once: people who work here, have no account and hold no link that still opens one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory import invitations
from webapp.people.directory.search import Wish, conditions_of, nips_of
from webapp.people.models import Invitation, Person
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.samples import SampleRow

MOST = 100  # on one sheet: so many one hands out in a day, and the request stays short


@dataclass(frozen=True)
class Slip:
    """What is handed to one person; `token` opens the account once and is stored nowhere."""

    name: str
    nip: str
    token: str


def count_waiting(session: TenantSession, day: date, now: datetime) -> tuple[int, int]:
    """(how many would be invited, how many without an account hold a link that still opens one)."""
    without = select(sa.func.count()).select_from(Person).where(*_without_account(session, day))
    everybody = session.exec(without).one()
    invitable = session.exec(without.where(_holds_no_link(now))).one()
    return invitable, everybody - invitable


def invite_many(session: TenantSession, *, by: UUID, day: date, now: datetime) -> Sequence[Slip]:
    """Links for the first MOST of them in the order of names. The caller commits once the sheet is made."""
    asked = select(Person.id, Person.name).where(*_without_account(session, day), _holds_no_link(now))
    people = session.exec(asked.order_by(Person.name, Person.id).limit(MOST)).all()
    nips = nips_of(session, [person_id for person_id, _name in people])
    slips = [
        Slip(name, nips.get(person_id, ""), invitations.invite(session, person_id, by=by, now=now, has_left=False))
        for person_id, name in people
    ]
    if slips:
        record(session, "undangan:lembar", "tenant", session.tenant.id, by=by, banyak=len(slips))
    return slips


def _without_account(session: TenantSession, day: date) -> list:
    sample = select(SampleRow.id).where(SampleRow.kind == "person")
    return [*conditions_of(session, Wish(status="tanpa-akun"), day), col(Person.id).not_in(sample)]


def _holds_no_link(now: datetime) -> sa.ColumnElement[bool]:
    holders = select(Invitation.person_id).where(col(Invitation.ended_at).is_(None), Invitation.expires_at > now)
    return col(Person.id).not_in(holders)
