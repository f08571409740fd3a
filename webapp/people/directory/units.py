"""The OPD tree and its jabatan: made, renamed, moved, closed. What was once there is never deleted."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people import rules as words
from webapp.people.directory import rules
from webapp.people.directory.moves import has_two_holders, holders
from webapp.people.directory.refusals import Refused, lock_organisation
from webapp.people.models import Jabatan, Opd
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import number

# What floors above keep in an OPD: each says in a sentence what is still open there, or nothing.
Objection = Callable[[TenantSession, UUID, date], str | None]
OBJECTIONS: list[Objection] = []


def add_opd(
    session: TenantSession, opd_id: UUID, *, name: str, short_name: str, kind: str, parent_id: UUID | None, by: UUID
) -> Opd:
    """A new OPD. `opd_id` was made with the form: sent twice it is the same one. Raises Refused, NotYours."""
    lock_organisation(session)
    existing = session.get(Opd, (session.tenant.id, opd_id))
    if existing:
        return existing
    _check_name(session, name, parent_id, opd_id)
    if parent_id:
        _check_open(_found(session, Opd, parent_id))
    opd = Opd(id=opd_id, parent_id=parent_id, slug=_free_slug(session, short_name), name=name, short_name=short_name,
              kind=kind)  # fmt: skip
    session.add(opd)
    session.flush()
    record(session, "opd:ditambah", "opd", opd_id, by=by, name=name, parent_id=str(parent_id) if parent_id else None)
    return opd


def change_opd(session: TenantSession, opd_id: UUID, *, name: str, short_name: str, kind: str, by: UUID) -> None:
    """Other names or another kind; the word in its addresses stays, for it is printed. Raises Refused, NotYours."""
    lock_organisation(session)
    opd = _found(session, Opd, opd_id)
    _check_name(session, name, opd.parent_id, opd_id)
    record(session, "opd:diubah", "opd", opd_id, by=by, before=[opd.name, opd.short_name, opd.kind],
           after=[name, short_name, kind])  # fmt: skip
    opd.name, opd.short_name, opd.kind = name, short_name, kind


def move_opd(session: TenantSession, opd_id: UUID, parent_id: UUID | None, *, by: UUID) -> None:
    """Hangs an OPD, with all below it, under another one or at the top. Raises Refused, NotYours."""
    lock_organisation(session)
    opd = _found(session, Opd, opd_id)
    parents = dict(session.exec(select(Opd.id, Opd.parent_id)).all())
    if parent_id is not None:
        _check_open(_found(session, Opd, parent_id))
    if rules.hangs_below(parents, opd_id, parent_id):
        raise Refused("induk", _("%(name)s tidak dapat dipindahkan ke bawah dirinya sendiri atau ke bawah bagiannya. "
                                 "Pilih induk lain.", name=opd.name))  # fmt: skip
    record(session, "opd:dipindah", "opd", opd_id, by=by, before=_text(opd.parent_id), after=_text(parent_id))
    opd.parent_id = parent_id


def close_opd(session: TenantSession, opd_id: UUID, *, on: date, reason: str, by: UUID) -> None:
    """From that day on it is no more. Raises Refused with what still stands in the way, NotYours."""
    lock_organisation(session)
    opd = _found(session, Opd, opd_id)
    for sentence in _in_the_way(session, opd_id, on):
        raise Refused("", sentence)
    opd.closed_on, opd.closed_note = on, reason
    record(session, "opd:ditutup", "opd", opd_id, by=by, on=on.isoformat(), reason=reason)


def _in_the_way(session: TenantSession, opd_id: UUID, on: date):
    below = session.exec(
        select(Opd.name).where(Opd.parent_id == opd_id, sa.or_(col(Opd.closed_on).is_(None), Opd.closed_on > on))
    ).all()
    if below:
        yield _("Belum dapat ditutup: masih ada %(names)s di bawahnya. Tutup atau pindahkan dahulu.",
                names=", ".join(below[:5]))  # fmt: skip
    ids = list(session.exec(select(Jabatan.id).where(Jabatan.opd_id == opd_id)))
    people = {row.person_id for _id, row, _name in holders(session, ids, on)}
    if people:
        yield _("Belum dapat ditutup: %(number)s orang masih ditempatkan di sini pada atau sesudah hari itu. Pindahkan "
                "mereka dahulu.", number=number(len(people)), n=len(people))  # fmt: skip
    yield from filter(None, (objection(session, opd_id, on) for objection in OBJECTIONS))


def add_jabatan(
    session: TenantSession, jabatan_id: UUID, opd_id: UUID, *, name: str, kind: str, jenjang: str | None, leads: bool,
    by: UUID,
) -> Jabatan:  # fmt: skip
    """A new jabatan of an OPD; sent twice it is the same one. Raises Refused, NotYours."""
    existing = session.get(Jabatan, (session.tenant.id, jabatan_id))
    if existing:
        return existing
    _check_open(_found(session, Opd, opd_id))
    row = Jabatan(id=jabatan_id, opd_id=opd_id, name=name, kind=kind, jenjang=jenjang, leads=leads)
    session.add(row)
    record(session, "jabatan:ditambah", "jabatan", jabatan_id, by=by, name=name, opd_id=str(opd_id))
    return row


def change_jabatan(
    session: TenantSession, jabatan_id: UUID, *, name: str, kind: str, jenjang: str | None, leads: bool, by: UUID
) -> None:
    """Another name, kind or grade. Raises Refused when it would lead with two holders at a time, NotYours."""
    row = _found(session, Jabatan, jabatan_id)
    if leads and not row.leads and has_two_holders(session, jabatan_id):
        raise Refused("memimpin", _("Jabatan ini dipegang lebih dari satu orang secara definitif, jadi belum dapat "
                                    "memimpin. Akhiri dahulu yang lain."))  # fmt: skip
    record(session, "jabatan:diubah", "jabatan", jabatan_id, by=by, before=[row.name, row.kind, row.jenjang, row.leads],
           after=[name, kind, jenjang, leads])  # fmt: skip
    row.name, row.kind, row.jenjang, row.leads = name, kind, jenjang, leads


def close_jabatan(session: TenantSession, jabatan_id: UUID, *, on: date, by: UUID) -> UUID:
    """From that day on nobody can be placed there. Returns its OPD. Raises Refused naming who holds it, NotYours."""
    row = _found(session, Jabatan, jabatan_id)
    held = [name for _id, _row, name in holders(session, [jabatan_id], on)]
    if held:
        raise Refused("tanggal", _("Jabatan ini masih dipegang %(names)s pada hari itu. Akhiri atau pindahkan dahulu.",
                                   names=", ".join(held[:5])))  # fmt: skip
    row.closed_on = on
    record(session, "jabatan:ditutup", "jabatan", jabatan_id, by=by, on=on.isoformat())
    return row.opd_id


def _found(session: TenantSession, kind: type, row_id: UUID):
    row = session.get(kind, (session.tenant.id, row_id), with_for_update={"key_share": True})
    if row is None:
        raise NotYours
    return row


def _check_open(opd: Opd) -> None:
    if opd.closed_on:
        raise Refused("induk", _("%(name)s sudah ditutup. Pilih yang masih ada.", name=opd.name))


def _check_name(session: TenantSession, name: str, parent_id: UUID | None, opd_id: UUID) -> None:
    """Two of the same name under one roof cannot be told apart."""
    beside = Opd.parent_id == parent_id if parent_id else col(Opd.parent_id).is_(None)
    same = sa.func.lower(Opd.name) == name.lower()
    if session.exec(select(Opd.id).where(beside, same, Opd.id != opd_id, col(Opd.closed_on).is_(None))).first():
        raise Refused("nama_opd", _("Sudah ada unit dengan nama ini di tempat yang sama. Pakai nama lain."))


def _free_slug(session: TenantSession, name: str) -> str:
    """The word for its addresses: letters, digits and dashes, unlike all others."""
    word = re.sub(r"[^a-z0-9]+", "-", "-".join(words.search_words(name))).strip("-")[:40] or "opd"
    taken = set(session.exec(select(Opd.slug)))
    return next(each for each in (word, *(f"{word}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
