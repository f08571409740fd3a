"""The verbs of services and service points: add, change, close, open again. None of them commits."""

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from webapp.feedback.services.codes import free_slug, new_code, slug_of
from webapp.feedback.services.models import Service, ServicePoint, closed_note_of
from webapp.feedback.services.refusals import NotPossible
from webapp.people.published import opd_names
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

HOLD = sa.text("select o.id from opd o where o.tenant_id = :tenant and o.id = :opd for no key update")
TRIES = 5  # codes or words tried when another was quicker
LAST = "\uffff"  # after every letter: the end of a range of words
YEAR = timedelta(days=366)
LONG_AGO = date(2000, 1, 1)


def add_service(session: TenantSession, *, by: UUID, **facts: Any) -> Service:
    """A new service of an OPD with a word of its own in the address. Raises NotPossible."""
    _refuse_unknown_opd(session, facts["opd_id"])
    _refuse_same_name(session, facts["opd_id"], facts["name"])
    for _ in range(TRIES):
        service = Service(slug=free_slug(facts["name"], _slugs_like(session, facts["name"])), **facts)
        if _fits(session, service):
            record(session, "layanan:ditambah", "service", service.id, by=by, nama=service.name)
            return service
    raise NotPossible("nama", "name-taken")


def _refuse_same_name(session: TenantSession, opd_id: UUID, name: str) -> None:
    """One after the other: the same form sent twice makes one service."""
    session.connection().execute(HOLD, {"tenant": session.tenant.id, "opd": opd_id}).all()
    names = session.exec(select(Service.name).where(Service.opd_id == opd_id, col(Service.closed_on).is_(None)))
    if name.casefold() in {each.casefold() for each in names}:
        raise NotPossible("nama", "same-name")


def add_point(session: TenantSession, service: Service, *, by: UUID, **facts: Any) -> ServicePoint:
    """A new service point with a generated code, which nobody chooses. Raises NotPossible."""
    _refuse_unknown_opd(session, facts["opd_id"])
    for _ in range(TRIES):
        point = ServicePoint(service_id=service.id, code=new_code(secrets.choice), **facts)
        if _fits(session, point):
            record(
                session, "titik:ditambah", "service_point", point.id, by=by, nama=point.name, kode=point.code,
                layanan=service.name,
            )  # fmt: skip
            return point
    raise NotPossible("nama", "no-code")


def change(session: TenantSession, row: Service | ServicePoint, *, by: UUID, **facts: Any) -> bool:
    """Writes what differs and remembers what it was; False when nothing differs. Raises NotPossible."""
    if facts["opd_id"] != row.opd_id:
        _refuse_unknown_opd(session, facts["opd_id"])
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    if not changed:
        return False
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    session.add(row)
    record(session, f"{_word(row)}:diubah", row.__tablename__, row.id, by=by,
           sebelum=_plain(session, before), sesudah=_plain(session, changed))  # fmt: skip
    return True


def close(
    session: TenantSession, row: Service | ServicePoint, *, by: UUID, on: date, note: str,
    alternative_id: UUID | None, today: date,
) -> None:  # fmt: skip
    """Closes it from a date on, with the reason citizens read and where they may go instead. Raises NotPossible."""
    if on > today + YEAR:
        raise NotPossible("tanggal", "too-late")
    if on < LONG_AGO:
        raise NotPossible("tanggal", "too-old")
    alternative = _alternative(session, row, alternative_id, on)
    row.closed_on, row.closed_note, row.alternative_id = on, note, alternative_id
    session.add(row)
    record(session, f"{_word(row)}:ditutup", row.__tablename__, row.id, by=by, sejak=on.isoformat(), alasan=note,
           pengganti=alternative.name if alternative else None)  # fmt: skip


def open_again(session: TenantSession, row: Service | ServicePoint, *, by: UUID) -> bool:
    """Takes the closing back; False when it was not closed."""
    if row.closed_on is None:
        return False
    row.closed_on = row.closed_note = row.alternative_id = None
    session.add(row)
    record(session, f"{_word(row)}:dibuka", row.__tablename__, row.id, by=by)
    return True


def _alternative(session: TenantSession, row: Service | ServicePoint, wanted: UUID | None, on: date):
    if wanted is None:
        return None
    if wanted == row.id:
        raise NotPossible("pengganti", "itself")
    alternative = session.get(type(row), (session.tenant.id, wanted))
    if alternative is None:
        raise NotPossible("pengganti", "alternative-unknown")
    if closed_note_of(alternative, on) is not None:
        raise NotPossible("pengganti", "alternative-closed")
    return alternative


def _fits(session: TenantSession, row: Service | ServicePoint) -> bool:
    """Whether the database took the row: its code or word may have been taken a moment ago."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True


def _slugs_like(session: TenantSession, name: str) -> set[str]:
    """The words that begin like this one."""
    word = slug_of(name)
    return set(session.exec(select(Service.slug).where(col(Service.slug).between(word, word + LAST))))


def _refuse_unknown_opd(session: TenantSession, opd_id: UUID) -> None:
    if opd_id not in opd_names(session):
        raise NotPossible("opd", "opd-unknown")


def _word(row: Service | ServicePoint) -> str:
    return "layanan" if isinstance(row, Service) else "titik"


def _plain(session: TenantSession, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as the trail keeps them: an OPD by its name of today."""
    names = opd_names(session) if "opd_id" in facts else {}
    return {name: names[value] if name == "opd_id" else value for name, value in facts.items()}
