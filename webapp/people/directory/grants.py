"""Who may do what: roles granted and taken away, never by oneself to oneself."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.people.directory import rules
from webapp.people.directory.labels import ROLES, WITHOUT_ROOM
from webapp.people.directory.refusals import Refused, lock_person
from webapp.people.directory.rules import Period
from webapp.people.models import RoleGrant
from webapp.people.notices.domain import tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date


def grant(
    session: TenantSession, person_id: UUID, role: str, *, since: date, until: date | None, by: UUID | None
) -> None:
    """Gives a role for the whole pemda from a day on; `by` is None for the operator. Raises Refused.

    A powerful one goes through `confirmations.domain.give`.
    """
    check(session, person_id, role, since=since, until=until, by=by)
    session.add(RoleGrant(person_id=person_id, role=role, valid_from=since, valid_to=until, granted_by_id=by))
    record(session, "peran:diberikan", "person", person_id, by=by, role=role, since=since.isoformat(),
           until=until.isoformat() if until else None)  # fmt: skip
    tell(session, person_id, "peran:diberikan", at=clock.now(), peran=ROLES[role])


def check(
    session: TenantSession, person_id: UUID, role: str, *, since: date, until: date | None, by: UUID | None
) -> None:
    """Raises Refused when this role cannot be given to this person for these days. The person is locked."""
    _refuse_oneself(person_id, by)
    person = lock_person(session, person_id)
    if until and until < since:
        raise Refused("sampai", _("Tanggal berakhir mendahului tanggal mulai. Periksa keduanya."))
    if rules.has_left(person.left_on, since):
        raise Refused("", _("%(name)s sudah berhenti, jadi tidak dapat diberi peran.", name=person.name))
    rows = session.exec(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id, RoleGrant.role == role, col(RoleGrant.ended_at).is_(None)
        )
    )
    rows = list(rows)
    if role in WITHOUT_ROOM and not rows:
        raise Refused("peran", _("Peran ini belum ada ruangnya di Pamong, jadi belum dapat diberikan."))
    held = rules.overlap((Period(row.valid_from, row.valid_to) for row in rows), Period(since, until))
    if held:
        raise Refused("peran", _("Peran ini sudah dipunyai sejak %(day)s.", day=long_date(held.since)))


def take_away(session: TenantSession, grant_id: UUID, *, now: datetime, today: date, by: UUID) -> UUID:
    """Ends a role at once; one that has not begun is deleted. Returns whose it was. Raises Refused, NotYours."""
    row = session.get(RoleGrant, (session.tenant.id, grant_id))
    if row is None:
        raise NotYours
    _refuse_oneself(row.person_id, by)
    lock_person(session, row.person_id)
    row = session.get(RoleGrant, (session.tenant.id, grant_id), populate_existing=True)
    if row is None:
        raise Refused("", _("Peran ini sudah dicabut."))
    if row.ended_at is None:
        record(session, "peran:dicabut", "person", row.person_id, by=by, role=row.role)
        tell(session, row.person_id, "peran:dicabut", at=now, peran=ROLES[row.role])
        if row.valid_from > today:
            session.delete(row)
        else:
            row.ended_at, row.valid_to = now, min(row.valid_to or today, today)
    return row.person_id


def _refuse_oneself(person_id: UUID, by: UUID | None) -> None:
    if person_id == by:
        raise Refused("", _("Peran sendiri tidak dapat diubah sendiri. Mintalah rekan Anda di bagian kepegawaian."))
