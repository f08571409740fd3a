"""Several cases at once: each is tried by itself, and what became of each is told. Nothing commits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.feedback.complaints import people
from webapp.feedback.complaints.office import domain
from webapp.feedback.complaints.office.reading import Reader, case_for
from webapp.feedback.complaints.rules import Refused
from webapp.people.published import opd_and_below, person_names, role_bearers
from webapp.platform.db import TenantSession

DONE, GONE = "ok", "gone"
Picks = list[tuple[UUID, int]]


@dataclass(frozen=True)
class Deed:
    """What to do with each: 'teruskan' (unit), 'arsipkan' (archiving, reason), 'serahkan' (person)."""

    action: str
    unit: UUID | None = None
    archiving: str | None = None
    reason: str = ""
    person: UUID | None = None


def run(session: TenantSession, reader: Reader, picks: Picks, deed: Deed, at: datetime) -> list[tuple[UUID, str]]:
    """(case, 'ok' or the refusal's code) of every case picked, in the order picked; locked in one order for all."""
    found = {case: _one(session, reader, case, version, deed, at) for case, version in sorted(picks, key=str)}
    return [(case, found[case]) for case, _version in picks]


def _one(session: TenantSession, reader: Reader, case: UUID, version: int, deed: Deed, at: datetime) -> str:
    if case_for(session, reader, case, at) is None:
        return GONE
    try:
        with session.begin_nested():
            _do(session, reader, case, version, deed, at)
    except Refused as problem:
        return problem.code
    return DONE


def _do(session: TenantSession, reader: Reader, case: UUID, version: int, deed: Deed, at: datetime) -> None:
    if deed.action == "serahkan":
        domain.hand_over(session, case, reader, deed.person, at=at, version=version)
        return
    domain.step(session, case, deed.action, reader, at=at, version=version, unit=deed.unit, archiving=deed.archiving,
                reason=deed.reason)  # fmt: skip


def petugas_of(session: TenantSession, reader: Reader, day) -> list[tuple[UUID, str]]:
    """To whom cases may be given from this desk: petugas of the reader's units, for a coordinator all; by name."""
    bearers = role_bearers(session, people.ROLE, day)
    mine: Callable[[UUID | None], bool] = _is_near(session, reader)
    ids = {each.person_id for each in bearers if mine(each.opd_id)}
    return sorted(person_names(session, ids).items(), key=lambda pair: pair[1])


def _is_near(session: TenantSession, reader: Reader) -> Callable[[UUID | None], bool]:
    def near(unit: UUID | None) -> bool:
        return reader.coordinates or bool(unit and set(opd_and_below(session, unit)) & reader.actor.units)

    return near
