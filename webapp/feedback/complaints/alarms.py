"""What the clock does with complaints: tells before a limit passes, reminds the citizen, closes what fell silent.

Each limit speaks once at each stage (the alarm's row is the memory), so the job may run twice, late, or two at once.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from webapp.feedback.complaints import people, queries, rules, steps
from webapp.feedback.complaints.limits import LAST, NEAR, PAUSE, REMIND_AFTER, running_clock, stage_of
from webapp.feedback.complaints.models import Complaint, ComplaintAlarm, ComplaintMessage
from webapp.feedback.complaints.moving import move
from webapp.feedback.complaints.notices import tell_all
from webapp.feedback.complaints.words import REMINDER
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7
from webapp.tenants.published import working_days_after

Sign = tuple[UUID, str, date, str]


def speak(session: TenantSession, at: datetime) -> int:
    """Tells handlers and those above them of limits that are near or past; returns how many people were told.

    A case with the coordinators, because nothing was forwarded yet, is told to them and to the bureau.
    """
    today = clock.local(at, session.tenant.timezone).date()
    near, last = (working_days_after(session, today, days) for days in (NEAR, LAST))
    rows, told = queries.waiting(session), 0
    known = queries.alarms(session, [row.id for row in rows])
    for row in rows:
        sign = _rest(session, row, today) if row.state == "ditunda" else _sign(row, today, near, last)
        if sign and sign not in known and _first(session, sign, at):
            word = "jeda" if row.state == "ditunda" else sign[3]
            told += tell_all(session, row, word, _whom(session, row, sign[3], today), at)
    return told


def remind(session: TenantSession, at: datetime) -> int:
    """Reminders to citizens whose answer waits for them, and the end of what nobody reacted to; returns how many."""
    today = clock.local(at, session.tenant.timezone).date()
    waiting, done = [row for row in queries.waiting(session) if row.state == "dijawab"], 0
    for each in waiting:
        row = steps.hold(session, each.id, "diamkan", None)
        if row.state != "dijawab":
            continue
        if "diamkan" in rules.available(steps.facts_of(session, row, at), rules.THE_CLOCK):
            move(session, row.id, "diamkan", rules.THE_CLOCK, at=at)
            done += 1
        elif _owes_reminder(session, row, today):
            row.reminders += 1
            session.add(row)
            session.add(ComplaintMessage(complaint_id=row.id, at=at, author="sistem", kind="pengingat", text=REMINDER))
            done += 1
    session.flush()
    return done


def _sign(row: Complaint, today: date, near: date, last: date) -> Sign | None:
    dues = {"verifikasi": row.verify_due, "tindak_lanjut": row.first_due, "jawaban": row.resolve_due}
    running = running_clock(row.state, dues)
    stage = stage_of(running[1], today, near, last) if running else None
    return (row.id, running[0], running[1], stage) if stage else None


def _rest(session: TenantSession, row: Complaint, today: date) -> Sign | None:
    """A pause stops every clock; this one tells of the pause itself, so that no case rests for ever."""
    due = working_days_after(session, row.paused_on, PAUSE)
    return (row.id, "tindak_lanjut", due, "lewat") if today > due else None


def _whom(session: TenantSession, row: Complaint, stage: str, today: date) -> set[UUID]:
    handlers = people.handlers_of(session, row, today)
    return handlers if stage == "petugas" else handlers | people.superiors_over(session, row, today)


def _first(session: TenantSession, sign: Sign, at: datetime) -> bool:
    """Writes that this limit spoke at this stage; False when another run was quicker."""
    names = ("complaint_id", "clock", "due", "stage")
    values = dict(zip(names, sign, strict=True)) | {"tenant_id": session.tenant.id, "id": uuid7(), "at": at}
    kept = insert(ComplaintAlarm).values(values).on_conflict_do_nothing(index_elements=["tenant_id", *names])
    return session.connection().execute(kept.returning(ComplaintAlarm.id)).first() is not None


def _owes_reminder(session: TenantSession, row: Complaint, today: date) -> bool:
    """Whether the next reminder's day has come. A late clock makes up for one at a time, then waits a day."""
    if row.reminders >= rules.REMINDERS:
        return False
    return today >= working_days_after(session, row.answered_on, REMIND_AFTER[row.reminders])
