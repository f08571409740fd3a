"""A person comes, is renamed, gets another NIP, leaves and returns."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory import invitations
from webapp.people.directory.refusals import Refused, lock_person
from webapp.people.directory.rules import DAY, has_left
from webapp.people.models import Account, Nip, Person, Placement, RoleGrant, Superior
from webapp.people.rules import read_nip
from webapp.people.words import remember_words
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

ELECTED = "pejabat_negara"


def add_person(
    session: TenantSession, person_id: UUID, *, name: str, kind: str, nip: str, since: date, by: UUID | None
) -> Person:
    """Somebody new; `by` is None for the operator. Raises Refused.

    `person_id` was made with the form: sent twice it is the same person.
    """
    existing = session.get(Person, (session.tenant.id, person_id))
    if existing:
        return existing
    digits = _checked_nip(session, nip, kind) if kind != ELECTED else None
    if kind == ELECTED and nip:
        raise Refused("nip", _("Pejabat negara tidak punya NIP. Kosongkan isian ini, atau pilih PNS atau PPPK."))
    person = Person(id=person_id, name=name, kind=kind)
    session.add(person)
    session.flush()
    if digits:
        session.add(Nip(person_id=person_id, nip=digits, kind=kind, valid_from=since))
    session.add(RoleGrant(person_id=person_id, role="pegawai", valid_from=since, granted_by_id=by))
    remember_words(session, [person_id])
    record(session, "pegawai:ditambah", "person", person_id, by=by, name=name, kind=kind, nip=digits)
    return person


def correct_name(session: TenantSession, person_id: UUID, name: str, *, by: UUID) -> None:
    """How the person is written. The name before stays on the record."""
    person = lock_person(session, person_id)
    if name == person.name:
        return
    record(session, "pegawai:nama-dikoreksi", "person", person_id, by=by, before=person.name, after=name)
    person.name = name
    remember_words(session, [person_id])


def set_nip(
    session: TenantSession, person_id: UUID, nip: str, *, kind: str, since: date, is_correction: bool, by: UUID
) -> None:
    """Another NIP from a day on, the one before stays in the history; a correction rewrites the one in force."""
    person = lock_person(session, person_id)
    if person.kind == ELECTED:
        raise Refused("nip", _("Pejabat negara tidak punya NIP."))
    digits = _checked_nip(session, nip, kind)
    before = session.exec(select(Nip).where(Nip.person_id == person_id, col(Nip.valid_to).is_(None))).first()
    record(session, "pegawai:nip-dikoreksi" if is_correction else "pegawai:nip-baru", "person", person_id, by=by,
           before=before.nip if before else None, after=digits, since=since.isoformat())  # fmt: skip
    person.kind = kind
    if before and is_correction:
        before.nip, before.kind = digits, kind
    else:
        _close_nip(session, before, since)
        session.add(Nip(person_id=person_id, nip=digits, kind=kind, valid_from=since))
    remember_words(session, [person_id])


def _close_nip(session: TenantSession, before: Nip | None, since: date) -> None:
    if before is None:
        return
    if since <= before.valid_from:
        raise Refused("tanggal", _("NIP yang sekarang berlaku sejak %(day)s. Tulis tanggal sesudahnya, atau pilih "
                                   "'salah tulis'.", day=long_date(before.valid_from)))  # fmt: skip
    before.valid_to = since - DAY
    session.flush()


def _checked_nip(session: TenantSession, text: str, kind: str) -> str:
    try:
        digits = read_nip(text, kind).nip
    except ValueError as problem:
        raise Refused("nip", _(str(problem))) from None
    bearer = session.exec(
        select(Person.name).join(Nip, sa.and_(Nip.tenant_id == Person.tenant_id, Nip.person_id == Person.id))
        .where(Nip.nip == digits)
    ).first()  # fmt: skip
    if bearer:
        raise Refused("nip", _("NIP ini sudah tercatat atas nama %(name)s. Periksa angkanya, atau buka "
                               "halaman orang itu.",
                               name=bearer))  # fmt: skip
    return digits


def leave(session: TenantSession, person_id: UUID, *, last_day: date, reason: str, today: date, by: UUID) -> None:
    """The last day at work. What he holds ends with it; once it is over, his sessions do too. Raises Refused."""
    if person_id == by:
        raise Refused("", _("Anda tidak dapat memberhentikan diri sendiri. Mintalah rekan Anda."))
    person = lock_person(session, person_id)
    person.left_on = last_day
    for kind in (Placement, Superior, RoleGrant):
        _end_all(session, kind, person_id, last_day, today)
    if last_day < today:
        invitations.close_account(session, person_id, reason=reason, by=by)
    record(session, "pegawai:berhenti", "person", person_id, by=by, last_day=last_day.isoformat(), reason=reason)


def _end_all(session: TenantSession, kind: type, person_id: UUID, last_day: date, today: date) -> None:
    rows = session.exec(
        select(kind).where(kind.person_id == person_id, sa.or_(kind.valid_to.is_(None), kind.valid_to > last_day))
    ).all()
    for row in rows:
        if row.valid_from <= last_day:
            row.valid_to = last_day
        elif row.valid_from > today:
            session.delete(row)
        else:
            raise Refused("tanggal", _("Ada jabatan, atasan, atau peran yang baru dimulai pada %(day)s. Pilih hari "
                                       "terakhir sesudahnya.", day=long_date(row.valid_from)))  # fmt: skip


def close_accounts_of_left(session: TenantSession, today: date) -> None:
    """Closes the accounts of those whose last day is over; said again it changes nothing."""
    gone = (
        select(Person.id, Person.left_on)
        .join(Account, sa.and_(Account.tenant_id == Person.tenant_id, Account.person_id == Person.id))
        .where(col(Person.left_on) < today, col(Account.disabled_at).is_(None))
    )
    for person_id, left_on in session.exec(gone).all():
        invitations.close_account(session, person_id, reason=left_on.isoformat(), by=None)


def come_back(session: TenantSession, person_id: UUID, *, reason: str, today: date, by: UUID) -> None:
    """He had not left after all, or works here again. Jabatan, superior and roles are given anew.

    Once the last day was over the account stays closed, and no browser from before is signed in again.
    """
    person = lock_person(session, person_id)
    if person.left_on is None:
        return
    if has_left(person.left_on, today):
        invitations.close_account(session, person_id, reason=reason, by=by)
    record(session, "pegawai:kembali", "person", person_id, by=by, left_on=person.left_on.isoformat(), reason=reason)
    person.left_on = None
