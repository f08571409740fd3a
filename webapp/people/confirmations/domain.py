"""Asking for what needs a second person, and deciding. None of these verbs commits."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import select

from webapp.people.confirmations.models import AGREED, LINK, POWERFUL, REFUSED, ROLE, WITHDRAWN, Confirmation
from webapp.people.confirmations.queries import hands, is_powerful
from webapp.people.directory import facts, grants, invitations, rules
from webapp.people.directory.labels import ROLES
from webapp.people.directory.refusals import Refused, lock_person
from webapp.people.models import Person
from webapp.people.notices.domain import tell
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours
from webapp.platform.i18n import gettext as _

DEEDS = {
    (LINK, AGREED): "akun:setel_ulang_dibuka", (LINK, REFUSED): "akun:setel_ulang_ditolak",
    (LINK, WITHDRAWN): "akun:setel_ulang_dibatalkan", (ROLE, AGREED): "peran:disetujui",
    (ROLE, REFUSED): "peran:usulan_ditolak", (ROLE, WITHDRAWN): "peran:usulan_dibatalkan",
}  # fmt: skip


def give(
    session: TenantSession, person_id: UUID, role: str, *, since: date, until: date | None, by: UUID, now: datetime
) -> bool:
    """Gives a role, or proposes a powerful one; whether it is given already. Raises Refused."""
    if role not in POWERFUL:
        grants.grant(session, person_id, role, since=since, until=until, by=by)
        return True
    grants.check(session, person_id, role, since=since, until=until, by=by)
    _ask(session, ROLE, person_id, by, now, role=role, valid_from=since, valid_to=until)
    record(session, "peran:diusulkan", "person", person_id, by=by, role=role, since=since.isoformat(),
           until=until.isoformat() if until else None)  # fmt: skip
    return False


def link(session: TenantSession, person_id: UUID, *, by: UUID, now: datetime, today: date) -> str | None:
    """The token of a link for somebody new; None when a second person has to let it be made. Raises Refused.

    Whoever holds a link becomes its person: into an account there is, or a powerful role, one clerk opens no way.
    """
    person = lock_person(session, person_id)
    has_left = rules.has_left(person.left_on, today)
    if facts.account_of(session, person_id) is None and not is_powerful(session, person_id, today):
        return invitations.invite(session, person_id, by=by, now=now, has_left=has_left)
    invitations.check_works(person, has_left)
    if person_id == by:
        raise Refused("", _("Kata sandi sendiri diganti di halaman Profil saya. Lupa? Mintalah rekan Anda di bagian "
                            "kepegawaian."))  # fmt: skip
    _ask(session, LINK, person_id, by, now, valid_from=today)
    record(session, "akun:setel_ulang_diminta", "person", person_id, by=by)
    tell(session, person_id, "akun:setel_ulang_diminta", at=now, nama=_name(session, by))
    return None


def agree(
    session: TenantSession, confirmation_id: UUID, *, by: UUID | None, now: datetime, today: date
) -> tuple[UUID, str | None]:
    """Lets it happen: whose it is, and the token of the link if it is one. `by`: None for the operator.

    Raises Refused, NotYours.
    """
    row = _open(session, confirmation_id)
    if by and by not in _deciders(session, row, today):
        raise Refused("", _("Yang meminta dan yang bersangkutan tidak dapat menyetujui sendiri. Mintalah orang lain "
                            "yang berwenang."))  # fmt: skip
    token = None
    if row.kind == ROLE:
        grants.grant(session, row.person_id, row.role, since=max(row.valid_from, today), until=row.valid_to,
                     by=row.asked_by_id)  # fmt: skip
        invitations.end_links(session, row.person_id, now)  # one clerk alone may have made the one there is
    else:
        gone = rules.has_left(lock_person(session, row.person_id).left_on, today)
        token = invitations.invite(session, row.person_id, by=row.asked_by_id, now=now, has_left=gone)
        session.flush()
        row.invitation_id = facts.open_invitation(session, row.person_id, now).id
        tell(session, row.person_id, "akun:setel_ulang_dibuka", at=now)
    _decide(session, row, AGREED, by, now)
    return row.person_id, token


def refuse(session: TenantSession, confirmation_id: UUID, *, by: UUID, now: datetime, today: date) -> UUID:
    """Refuses it, or takes it back if it was her own; returns whom it is about. Raises Refused, NotYours."""
    row = _open(session, confirmation_id)
    if by != row.asked_by_id and by not in _deciders(session, row, today):
        raise NotYours
    _decide(session, row, WITHDRAWN if by == row.asked_by_id else REFUSED, by, now)
    return row.person_id


def _ask(session: TenantSession, kind: str, person_id: UUID, by: UUID, now: datetime, **what) -> None:
    same = select(Confirmation).where(
        Confirmation.person_id == person_id, Confirmation.kind == kind, Confirmation.role == what.get("role", ""),
        Confirmation.decision.is_(None),
    )  # fmt: skip
    if session.exec(same).first():
        raise Refused("peran" if kind == ROLE else "", _("Hal ini sudah diminta dan masih menunggu persetujuan."))
    session.add(Confirmation(kind=kind, person_id=person_id, asked_by_id=by, asked_at=now, **what))


def _open(session: TenantSession, confirmation_id: UUID) -> Confirmation:
    """The row, its person locked first as everywhere. Raises Refused when it is decided already."""
    row = session.get(Confirmation, (session.tenant.id, confirmation_id))
    if row is None:
        raise NotYours
    lock_person(session, row.person_id)
    session.refresh(row, with_for_update=True)
    if row.decision:
        raise Refused("", _("Permintaan ini sudah diputuskan. Bila tautannya hilang, mintalah lagi di halaman "
                            "pegawai."))  # fmt: skip
    return row


def _deciders(session: TenantSession, row: Confirmation, today: date) -> dict[UUID, str]:
    return hands(session, today).of(row.kind, (row.person_id, row.asked_by_id))


def _decide(session: TenantSession, row: Confirmation, decision: str, by: UUID | None, now: datetime) -> None:
    row.decision, row.decided_by_id, row.decided_at = decision, by, now
    detail = {"role": row.role} if row.role else {}
    record(session, DEEDS[row.kind, decision], "person", row.person_id, by=by,
           diminta_oleh=_name(session, row.asked_by_id), **detail)  # fmt: skip
    if decision != WITHDRAWN:
        what = ROLES[row.role] if row.role else "Tautan kata sandi"
        tell(session, row.asked_by_id, f"persetujuan:{decision}", at=now, about=row.person_id,
             nama=_name(session, row.person_id), apa=what)  # fmt: skip


def _name(session: TenantSession, person_id: UUID) -> str:
    return session.get(Person, (session.tenant.id, person_id)).name
