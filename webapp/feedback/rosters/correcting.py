"""Verbs on corrections of rosters: propose, accept, refuse. None of them commits.

The past is put right by two people: one proposes, another decides. The wrong duty is taken back and stays readable;
ratings keep the officer that was frozen in them, unless the correction says otherwise and enough of them move.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from webapp.feedback.rosters import domain, moving, queries
from webapp.feedback.rosters.domain import Refused
from webapp.feedback.rosters.models import KEPT, MOVED, RosterCorrection, RosterDecision
from webapp.feedback.rosters.rules import Period, Turn, left_of
from webapp.feedback.services.models import Duty
from webapp.people.published import person_names, tell
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

BACK = timedelta(days=366)  # nobody corrects what is longer ago
LONGEST, LONGEST_NEW = timedelta(days=31), timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """Who really served at a point in a time that is over; None stands for nobody."""

    point_id: UUID
    period: Period
    wrong_id: UUID | None
    right_id: UUID | None
    shift: str
    moves_ratings: bool
    reason: str


def propose(session: TenantSession, what: Proposal, *, by: UUID, now: datetime) -> RosterCorrection:
    """The proposal, waiting for a second person. Raises Refused."""
    _refuse_impossible(what, now)
    for turn in right_turns(session, what):
        domain.require_staff(session, turn)
        sentence = domain.elsewhere(session, turn.person_id, turn.period)
        if sentence:
            raise Refused(sentence, "benar")
    people = [by, what.wrong_id, what.right_id]
    row = RosterCorrection(
        point_id=what.point_id, wrong_person_id=what.wrong_id, right_person_id=what.right_id, shift=what.shift,
        starts_at=what.period[0], ends_at=what.period[1], moves_ratings=what.moves_ratings, reason=what.reason,
        proposed_by=by, proposed_at=now, concerned=[each for each in people if each],
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, "koreksi-jadwal:diusulkan", "roster_correction", row.id, by=by, pindahkan=what.moves_ratings)
    return row


def refuse(session: TenantSession, row: RosterCorrection, *, by: UUID, reason: str, now: datetime) -> None:
    """The roster stays as it is. Raises Refused when somebody decided before."""
    _decide(session, row, by, False, reason, KEPT, now)
    record(session, "koreksi-jadwal:ditolak", "roster_correction", row.id, by=by)
    for each in set(row.concerned):
        tell(session, each, "koreksi-jadwal:ditolak", at=now, about=row.id)


def accept(session: TenantSession, row: RosterCorrection, *, by: UUID, reason: str, now: datetime) -> None:
    """Puts the roster right, and moves the ratings if the correction says so. Raises Refused."""
    what = Proposal(
        row.point_id, (row.starts_at, row.ends_at), row.wrong_person_id, row.right_person_id, row.shift,
        row.moves_ratings, row.reason,
    )  # fmt: skip
    outcome, days = moving.outcome_before(session, row)
    turns = right_turns(session, what)
    for duty in _wrong_duties(session, what):
        _take_out(session, queries.hold_duty(session, duty.id), what.period, now)
    for turn in turns:
        domain.add(session, turn)
    if outcome == MOVED:
        outcome = moving.move(session, row, days)
    _decide(session, row, by, True, reason, outcome, now)
    record(session, "koreksi-jadwal:disetujui", "roster_correction", row.id, by=by, penilaian=outcome)
    for each in set(row.concerned):
        tell(session, each, "koreksi-jadwal:disetujui", at=now, about=row.id)


def right_turns(session: TenantSession, what: Proposal) -> list[Turn]:
    """What the right person served: the hours the roster gave the wrong one, or the whole period. Raises Refused."""
    if what.wrong_id is None:
        return [Turn(what.point_id, what.right_id, what.shift, *what.period)]
    duties = _wrong_duties(session, what)
    if not duties:
        name = person_names(session, {what.wrong_id}).get(what.wrong_id, "")
        sentence = _("Menurut jadwal, %(name)s tidak bertugas di titik ini pada waktu itu.", name=name)
        raise Refused(sentence, "salah")
    if what.right_id is None:
        return []
    return [
        Turn(what.point_id, what.right_id, duty.shift, max(duty.starts_at, what.period[0]),
             min(duty.ends_at, what.period[1]))
        for duty in duties
    ]  # fmt: skip


def _refuse_impossible(what: Proposal, now: datetime) -> None:
    starts, ends = what.period
    if what.wrong_id == what.right_id:
        raise Refused(_("Petugas yang keliru dan petugas yang benar harus berbeda."), "benar")
    if ends > now:
        raise Refused(_("Koreksi hanya untuk waktu yang sudah lewat. Yang akan datang diubah di jadwal."), "sampai")
    if starts < now - BACK:
        raise Refused(_("Koreksi hanya untuk satu tahun terakhir. Pilih hari yang lebih dekat."), "hari")
    if ends <= starts or ends - starts > LONGEST:
        raise Refused(_("Periksa hari dan jamnya: paling lama 31 hari, dan selesai sesudah mulai."), "sampai")
    if what.wrong_id is None and ends - starts > LONGEST_NEW:
        raise Refused(_("Giliran yang belum ada di jadwal ditambahkan per hari: paling lama 24 jam."), "sampai")


def _wrong_duties(session: TenantSession, what: Proposal) -> Sequence[Duty]:
    found = queries.duties_at(session, [what.point_id], what.period)
    return [duty for duty in found if duty.person_id == what.wrong_id]


def _take_out(session: TenantSession, duty: Duty, period: Period, now: datetime) -> None:
    """Takes the period out of a duty: its row is taken back, and what is left of it before and after comes instead."""
    if duty.withdrawn_at:
        raise Refused(_("Jadwal ini baru saja diubah orang lain. Periksa jadwal yang terbaru."))
    domain.take_back(session, duty, now)
    for starts, ends in left_of((duty.starts_at, duty.ends_at), period):
        domain.add(session, Turn(duty.point_id, duty.person_id, duty.shift, starts, ends))


def _decide(
    session: TenantSession, row: RosterCorrection, by: UUID, accepts: bool, reason: str, outcome: str, now: datetime
) -> None:
    """Writes the decision. Raises Refused when there is one."""
    decision = RosterDecision(
        correction_id=row.id, concerned=row.concerned, decided_by=by, decided_at=now, is_accepted=accepts,
        reason=reason, ratings=outcome,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError:
        raise Refused(_("Usulan ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.")) from None
