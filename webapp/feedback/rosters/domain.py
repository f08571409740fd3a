"""Verbs on rosters: plan, take away, replace now, copy, take in a table. None of them commits.

Nothing is overwritten: a duty that is no longer so is taken back, and what is so instead is a new row. That nobody
serves at two points at once is refused politely here, and in any case by the table.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from webapp.feedback.rosters import queries
from webapp.feedback.rosters.hours import period_text
from webapp.feedback.rosters.rules import Period, Turn, overlap
from webapp.feedback.services.models import Duty
from webapp.people.published import opd_and_below, person_names, staff_of
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

AHEAD = timedelta(days=366)  # nobody plans further


class Refused(Exception):
    """Why the roster stays as it is, for the reader; `field` is where it belongs in the form, or empty."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


def plan(session: TenantSession, turn: Turn, *, by: UUID, now: datetime) -> Duty:
    """Puts somebody on duty, at the earliest from now on. Raises Refused."""
    turn = _planned(session, turn, now)
    duty = add(session, turn)
    record(session, "jadwal:ditambah", "duty", duty.id, by=by, **told(turn))
    return duty


def change(session: TenantSession, duty: Duty, turn: Turn, *, by: UUID, now: datetime) -> Duty:
    """A duty that has not begun is served by somebody else, or at other hours. Raises Refused."""
    duty = queries.hold_duty(session, duty.id)
    if duty.withdrawn_at or duty.starts_at <= now:
        raise Refused(_("Giliran ini sudah mulai atau sudah diubah orang lain. Periksa jadwal yang terbaru."))
    turn = _planned(session, turn, now)
    take_back(session, duty, now)
    new = add(session, turn)
    record(session, "jadwal:diubah", "duty", new.id, by=by, asal=str(duty.id), lama=str(duty.person_id), **told(turn))
    return new


def _planned(session: TenantSession, turn: Turn, now: datetime) -> Turn:
    """The turn from now on, if it may be planned. Raises Refused."""
    if turn.ends_at <= now:
        raise Refused(_("Waktu itu sudah lewat. Untuk hari yang sudah lewat, usulkan koreksi jadwal."), "hari")
    if turn.starts_at > now + AHEAD:
        raise Refused(_("Jadwal disusun paling jauh satu tahun ke depan. Pilih hari yang lebih dekat."), "hari")
    turn = Turn(turn.point_id, turn.person_id, turn.shift, max(turn.starts_at, now), turn.ends_at)
    require_open(session, turn)
    require_staff(session, turn)
    return turn


def take_away(session: TenantSession, duty: Duty, *, by: UUID, now: datetime) -> None:
    """Takes a duty out of the roster; one that has begun ends now. Raises Refused for the past."""
    duty = queries.hold_duty(session, duty.id)
    if duty.withdrawn_at or duty.ends_at <= now:
        raise Refused(_("Giliran ini sudah selesai atau sudah diubah orang lain. Periksa jadwal yang terbaru."))
    take_back(session, duty, now)
    if duty.starts_at < now:
        ended = add(session, _until(duty, now))
        record(session, "jadwal:diakhiri", "duty", ended.id, by=by, asal=str(duty.id), **told(queries.turn_of(ended)))
    else:
        record(session, "jadwal:dihapus", "duty", duty.id, by=by, **told(queries.turn_of(duty)))


def replace(session: TenantSession, duty: Duty, person_id: UUID, *, by: UUID, now: datetime) -> Duty:
    """From now on somebody else serves what is left of this duty. Raises Refused."""
    duty = queries.hold_duty(session, duty.id)
    if duty.withdrawn_at or not duty.starts_at <= now < duty.ends_at:
        raise Refused(_("Giliran ini sudah selesai atau sudah diubah orang lain. Periksa jadwal yang terbaru."))
    if duty.person_id == person_id:
        raise Refused(_("Orang itu sudah bertugas di sini sekarang."))
    turn = Turn(duty.point_id, person_id, duty.shift, now, duty.ends_at)
    require_staff(session, turn)
    take_back(session, duty, now)
    if duty.starts_at < now:
        add(session, _until(duty, now))
    new = add(session, turn)
    record(session, "jadwal:diganti", "duty", new.id, by=by, asal=str(duty.id), lama=str(duty.person_id), **told(turn))
    return new


def add_all(session: TenantSession, turns: Sequence[Turn], action: str, *, by: UUID) -> int:
    """Puts all of these on duty, or none: from a copied week or a table. Raises Refused."""
    if not turns:
        return 0
    _refuse_any(session, turns)
    duties = [_duty(turn) for turn in turns]
    try:
        with session.begin_nested():
            session.add_all(duties)
    except IntegrityError:
        _refuse_any(session, turns)
        raise
    for duty, turn in zip(duties, turns, strict=True):
        record(session, f"jadwal:{action}", "duty", duty.id, by=by, **told(turn))
    return len(turns)


def add(session: TenantSession, turn: Turn) -> Duty:
    """The new duty. Raises Refused with the place when the person is elsewhere at that time, also at this instant."""
    _refuse_two_places(session, turn)
    duty = _duty(turn)
    try:
        with session.begin_nested():
            session.add(duty)
    except IntegrityError:
        _refuse_two_places(session, turn)
        raise
    return duty


def take_back(session: TenantSession, duty: Duty, now: datetime) -> None:
    """The duty is no longer so; its row stays."""
    duty.withdrawn_at = now
    session.add(duty)
    session.flush()


def require_open(session: TenantSession, turn: Turn) -> None:
    """Raises Refused when the point is closed on the day the turn begins."""
    point = queries.points_by_id(session, [turn.point_id])[turn.point_id]
    day = clock.local(turn.starts_at, session.tenant.timezone).date()
    if point.closed_on and point.closed_on <= day:
        raise Refused(_("Titik layanan ini ditutup pada hari itu. Pilih titik layanan lain."))


def require_staff(session: TenantSession, turn: Turn) -> None:
    """Raises Refused when the person does not belong to the office of the point or one below it, or has left."""
    point = queries.points_by_id(session, [turn.point_id])[turn.point_id]
    day = clock.local(turn.ends_at, session.tenant.timezone).date()
    offices = opd_and_below(session, point.opd_id)
    if turn.person_id not in {one.id for one in staff_of(session, offices, day, only=turn.person_id)}:
        raise Refused(_("Orang itu pada hari itu bukan pegawai kantor ini atau bagian di bawahnya."), "pegawai")


def told(turn: Turn) -> dict[str, str]:
    """The turn as the audit trail keeps it."""
    return {
        "titik": str(turn.point_id), "petugas": str(turn.person_id), "giliran": turn.shift,
        "mulai": turn.starts_at.isoformat(), "selesai": turn.ends_at.isoformat(),
    }  # fmt: skip


def elsewhere(session: TenantSession, person_id: UUID, period: Period) -> str | None:
    """The sentence that names where this person is planned at that time, or None."""
    found = queries.duties_of(session, [person_id], period)
    return busy(session, found[0]) if found else None


def busy(session: TenantSession, duty: Duty) -> str:
    """Where and when somebody is planned already."""
    zone = session.tenant.timezone
    return _(
        "%(name)s sudah bertugas di %(point)s pada %(when)s.",
        name=person_names(session, {duty.person_id})[duty.person_id],
        point=queries.points_by_id(session, [duty.point_id])[duty.point_id].name,
        when=period_text(clock.local(duty.starts_at, zone), clock.local(duty.ends_at, zone)),
    )  # fmt: skip


def _refuse_two_places(session: TenantSession, turn: Turn) -> None:
    sentence = elsewhere(session, turn.person_id, turn.period)
    if sentence:
        raise Refused(sentence, "pegawai")


def _refuse_any(session: TenantSession, turns: Sequence[Turn]) -> None:
    """Raises Refused when one of these people is planned elsewhere at the time."""
    period = min(turn.starts_at for turn in turns), max(turn.ends_at for turn in turns)
    there = defaultdict(list)
    for duty in queries.duties_of(session, {turn.person_id for turn in turns}, period):
        there[duty.person_id].append(duty)
    for turn in turns:
        for duty in there[turn.person_id]:
            if overlap((duty.starts_at, duty.ends_at), turn.period):
                raise Refused(busy(session, duty))


def _duty(turn: Turn) -> Duty:
    return Duty(
        point_id=turn.point_id, person_id=turn.person_id, shift=turn.shift, starts_at=turn.starts_at,
        ends_at=turn.ends_at,
    )  # fmt: skip


def _until(duty: Duty, now: datetime) -> Turn:
    return Turn(duty.point_id, duty.person_id, duty.shift, duty.starts_at, now)

