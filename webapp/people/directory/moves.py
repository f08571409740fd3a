"""Placements and superiors, from a day on: what was stays, what is planned may be taken back."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.people.directory import rules
from webapp.people.directory.refusals import Refused, lock_organisation, lock_person
from webapp.people.directory.rules import DAY, Period
from webapp.people.directory.search import joined
from webapp.people.models import Jabatan, Opd, Person, Placement, Superior
from webapp.people.notices.domain import tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import NotYours
from webapp.platform.i18n import gettext as _
from webapp.platform.i18n import long_date

DEFINITIVE = "definitif"


def place(
    session: TenantSession, person_id: UUID, jabatan_id: UUID, *, basis: str, since: date, until: date | None, by: UUID
) -> Placement:
    """Puts a person into a jabatan; a definitive one ends the one before it. Raises Refused, NotYours."""
    person = lock_person(session, person_id)
    _check_days(person, since, until)
    if basis != DEFINITIVE and until is None:
        raise Refused("sampai", _("Tulis tanggal berakhirnya. Plt. dan Plh. selalu ada batasnya."))
    lock_organisation(session)
    _check_seat(session, person_id, jabatan_id, basis, Period(since, until))
    if basis == DEFINITIVE:
        row = _take_turn(session, Placement, person_id, Period(since, until), by, jabatan_id=jabatan_id)
    else:
        row = Placement(person_id=person_id, jabatan_id=jabatan_id, basis=basis, valid_from=since, valid_to=until)
        session.add(row)
        session.flush()
    record(session, "penempatan:ditetapkan", "person", person_id, by=by, jabatan_id=str(jabatan_id), basis=basis,
           since=since.isoformat(), until=until.isoformat() if until else None)  # fmt: skip
    return row


def end_placement(session: TenantSession, placement_id: UUID, *, last_day: date, by: UUID) -> None:
    """The last day in a jabatan. Raises Refused, NotYours."""
    row = _locked(session, Placement, placement_id)
    if last_day < row.valid_from:
        raise Refused("tanggal", _("Hari terakhir tidak dapat mendahului hari pertama, %(day)s.",
                                   day=long_date(row.valid_from)))  # fmt: skip
    _refuse_overlap(session, row, Period(row.valid_from, last_day))
    if last_day > (row.valid_to or date.max):
        _check_longer(session, row, Period(row.valid_to + DAY, last_day), "tanggal")
    record(session, "penempatan:diakhiri", "person", row.person_id, by=by, placement_id=str(row.id),
           until=last_day.isoformat(), before=row.valid_to.isoformat() if row.valid_to else None)  # fmt: skip
    row.valid_to = last_day


def set_superior(session: TenantSession, person_id: UUID, superior_id: UUID, *, since: date, by: UUID) -> None:
    """Who appraises the person from that day on. Raises Refused with the chain if it would be a circle."""
    person = lock_person(session, person_id)
    _check_days(person, since, None)
    lock_organisation(session)
    superior = session.get(Person, (session.tenant.id, superior_id))
    if superior is None:
        raise NotYours
    if person_id == superior_id:
        raise Refused("atasan", _("Tidak ada yang dapat menjadi atasan dirinya sendiri. Pilih orang lain."))
    if superior.left_on and superior.left_on < since:
        raise Refused("atasan", _("%(name)s berhenti pada %(day)s. Pilih orang lain.", name=superior.name,
                                  day=long_date(superior.left_on)))  # fmt: skip
    _check_circle(session, person, superior_id, Period(since))
    _take_turn(session, Superior, person_id, Period(since), by, superior_id=superior_id)
    record(session, "atasan:ditetapkan", "person", person_id, by=by, superior_id=str(superior_id),
           since=since.isoformat())  # fmt: skip
    now = clock.now()
    tell(session, person_id, "atasan:ditetapkan", at=now, nama=superior.name)
    tell(session, superior_id, "bawahan:ditetapkan", at=now, about=person_id, nama=person.name)


def take_back(session: TenantSession, kind: type, row_id: UUID, *, today: date, by: UUID) -> UUID:
    """Deletes a placement or superior that has not begun; the one before it goes on. Returns whose it was."""
    row = _locked(session, kind, row_id)
    lock_organisation(session)
    if row.valid_from <= today:
        raise Refused("", _("Yang sudah berlaku tidak dapat dibatalkan, hanya diakhiri atau diganti."))
    earlier = [each for each in _rows(session, kind, row.person_id) if each.valid_to == row.valid_from - DAY]
    is_chain = kind is Superior or row.basis == DEFINITIVE
    record(session, f"{NAMES[kind]}:dibatalkan", "person", row.person_id, by=by, since=row.valid_from.isoformat(),
           what=str(getattr(row, TARGETS[kind])))  # fmt: skip
    session.delete(row)
    session.flush()
    if is_chain and earlier:
        _check_longer(session, earlier[0], Period(row.valid_from, row.valid_to), "")
        earlier[0].valid_to = row.valid_to
    return row.person_id


def _check_longer(session: TenantSession, row: Placement | Superior, days: Period, field: str) -> None:
    """Raises Refused when the row cannot hold on these days too: much may have been arranged since for them."""
    lock_organisation(session)
    person = session.get(Person, (session.tenant.id, row.person_id))
    _check_days(person, days.since, days.until)
    try:
        if isinstance(row, Placement):
            _check_seat(session, row.person_id, row.jabatan_id, row.basis, days, row.id)
        else:
            _check_circle(session, person, row.superior_id, days)
    except Refused as problem:
        raise Refused(field, str(problem)) from None


NAMES = {Placement: "penempatan", Superior: "atasan"}
TARGETS = {Placement: "jabatan_id", Superior: "superior_id"}


def _check_days(person: Person, since: date, until: date | None) -> None:
    if until and until < since:
        raise Refused("sampai", _("Tanggal berakhir mendahului tanggal mulai. Periksa keduanya."))
    if person.left_on and (until or date.max) > person.left_on:
        raise Refused("tanggal", _("%(name)s berhenti pada %(day)s, jadi tidak dapat ditempatkan sesudah itu.",
                                   name=person.name, day=long_date(person.left_on)))  # fmt: skip


def _take_turn(session: TenantSession, kind: type, person_id: UUID, wish: Period, by: UUID, **what: UUID):
    """Adds a row behind the one in force, which ends the day before; on the same day it is corrected."""
    rows = _rows(session, kind, person_id)
    turn = rules.follow([Period(row.valid_from, row.valid_to) for row in rows], wish.since)
    if turn.later is not None:
        raise Refused("tanggal", _("Sudah ada perubahan yang berlaku mulai %(day)s. Batalkan dahulu yang itu, atau "
                               "pilih tanggal sesudahnya.", day=long_date(rows[turn.later].valid_from)))  # fmt: skip
    if turn.replace is not None:
        return _correct(session, rows[turn.replace], wish, by, what)
    if turn.shorten is not None:
        rows[turn.shorten].valid_to = wish.since - DAY
        session.flush()
    row = kind(person_id=person_id, valid_from=wish.since, valid_to=wish.until, **what)
    session.add(row)
    session.flush()
    return row


def _correct(session: TenantSession, row, wish: Period, by: UUID, what: dict[str, UUID]):
    """The row of that very day said something else; what it said stays on the record."""
    kind = type(row)
    record(session, f"{NAMES[kind]}:dikoreksi", "person", row.person_id, by=by, since=wish.since.isoformat(),
           before=str(getattr(row, TARGETS[kind])))  # fmt: skip
    for name, value in what.items():
        setattr(row, name, value)
    row.valid_to = wish.until
    return row


def _check_seat(
    session: TenantSession, person_id: UUID, jabatan_id: UUID, basis: str, wish: Period, own: UUID | None = None
) -> None:
    """Raises Refused when the jabatan is closed or somebody else's on one of these days, NotYours. `own`: this row."""
    jabatan = session.get(Jabatan, (session.tenant.id, jabatan_id), with_for_update={"key_share": True})
    if jabatan is None:
        raise NotYours
    opd = session.get(Opd, (session.tenant.id, jabatan.opd_id), populate_existing=True)
    last = wish.until or date.max
    if any(each.closed_on and each.closed_on <= last for each in (jabatan, opd)):
        raise Refused("jabatan", _("Jabatan ini atau unit kerjanya ditutup pada sebagian hari itu. Pilih jabatan lain, "
                                   "atau akhiri sebelumnya."))  # fmt: skip
    if basis == DEFINITIVE:
        _check_chair(session, jabatan, person_id, wish)
    else:
        _check_stand_in(session, jabatan_id, wish, own)


def _check_stand_in(session: TenantSession, jabatan_id: UUID, wish: Period, own: UUID | None) -> None:
    rows = session.exec(
        select(Placement).where(Placement.jabatan_id == jabatan_id, Placement.basis != DEFINITIVE, Placement.id != own)
    ).all()
    for row in rows:
        if Period(row.valid_from, row.valid_to).common(wish):
            raise Refused("tanggal", _("Jabatan ini sudah dijalankan %(name)s pada sebagian hari "
                                       "itu. Pilih tanggal lain.", name=_name(session, row.person_id)))  # fmt: skip


def _check_circle(session: TenantSession, person: Person, superior_id: UUID, days: Period) -> None:
    chain = rules.circle(_above(session, superior_id, days.since), person.id, superior_id, days)
    if chain:
        raise Refused("atasan", _told(session, person, chain))


def _check_chair(session: TenantSession, jabatan: Jabatan, person_id: UUID, wish: Period) -> None:
    """A jabatan that leads has one definitive holder at a time."""
    if not jabatan.leads:
        return
    rows = session.exec(
        select(Placement).where(
            Placement.jabatan_id == jabatan.id, Placement.basis == DEFINITIVE, Placement.person_id != person_id
        )
    ).all()
    for row in rows:
        if Period(row.valid_from, row.valid_to).common(wish):
            raise Refused("jabatan", _("Jabatan ini dipegang %(name)s. Akhiri dahulu jabatannya, atau tetapkan sebagai "
                                       "Plt. atau Plh.", name=_name(session, row.person_id)))  # fmt: skip


def _refuse_overlap(session: TenantSession, row: Placement, wish: Period) -> None:
    others = [each for each in _rows(session, Placement, row.person_id) if each.id != row.id]
    if row.basis == DEFINITIVE and rules.overlap((Period(each.valid_from, each.valid_to) for each in others), wish):
        raise Refused("tanggal", _("Pada hari itu sudah ada jabatan definitif berikutnya. Pilih tanggal sebelumnya."))


def _rows(session: TenantSession, kind: type, person_id: UUID) -> list:
    """The rows that exclude one another on any day, in their order."""
    statement = select(kind).where(kind.person_id == person_id).order_by(kind.valid_from)
    if kind is Placement:
        statement = statement.where(Placement.basis == DEFINITIVE)
    return list(session.exec(statement))


def _locked(session: TenantSession, kind: type, row_id: UUID):
    """The row, its person locked first: in this order everywhere, so that two never wait for each other."""
    row = session.get(kind, (session.tenant.id, row_id))
    if row is None:
        raise NotYours
    lock_person(session, row.person_id)
    row = session.get(kind, (session.tenant.id, row_id), populate_existing=True)
    if row is None:
        raise Refused("", _("Rencana ini sudah dibatalkan."))
    return row


def _above(session: TenantSession, person_id: UUID, since: date) -> dict[UUID, list[tuple[UUID, Period]]]:
    """Who leads him from that day on, who leads those, and so on to the top: one statement for each step."""
    found: dict[UUID, list[tuple[UUID, Period]]] = {}
    waiting = {person_id}
    while waiting:
        rows = session.exec(
            select(Superior).where(
                col(Superior.person_id).in_(waiting),
                sa.or_(col(Superior.valid_to).is_(None), Superior.valid_to >= since),
            )
        ).all()
        found |= {each: [] for each in waiting}
        for row in rows:
            found[row.person_id].append((row.superior_id, Period(row.valid_from, row.valid_to)))
        waiting = {row.superior_id for row in rows} - set(found)
    return found


def _told(session: TenantSession, person: Person, chain: list[UUID]) -> str:
    names = dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(chain))).all())
    return _("Ini membuat lingkaran: %(chain)s. Seseorang tidak dapat dinilai oleh orang yang ia nilai. "
               "Pilih atasan lain.",
             chain=" \N{RIGHTWARDS ARROW} ".join([person.name, *(names[each] for each in chain)]))  # fmt: skip


def _name(session: TenantSession, person_id: UUID) -> str:
    return session.get(Person, (session.tenant.id, person_id)).name


def has_two_holders(session: TenantSession, jabatan_id: UUID) -> bool:
    """Whether two people hold this jabatan definitively on one day, now or later."""
    today = clock.today(session.tenant.timezone)
    rows = session.exec(
        select(Placement).where(
            Placement.jabatan_id == jabatan_id, Placement.basis == DEFINITIVE,
            sa.or_(col(Placement.valid_to).is_(None), col(Placement.valid_to) >= today),
        )
    ).all()  # fmt: skip
    days = [Period(max(row.valid_from, today), row.valid_to) for row in rows]
    return any(rules.overlap(days[:place], wish) for place, wish in enumerate(days))


def holders(session: TenantSession, jabatan_ids: list[UUID], day: date) -> list[tuple[UUID, Placement, str]]:
    """Who holds these jabatan on that day or will: (jabatan id, placement, name)."""
    rows = session.exec(
        select(Placement, Person.name)
        .join(Person, joined(Person, Placement.person_id))
        .where(
            col(Placement.jabatan_id).in_(jabatan_ids),
            sa.or_(col(Placement.valid_to).is_(None), col(Placement.valid_to) >= day),
            sa.or_(col(Person.left_on).is_(None), col(Person.left_on) >= day),
        )
        .order_by(Placement.basis, Person.name)
    )
    return [(row.jabatan_id, row, name) for row, name in rows]
