"""The one function that changes the state of a complaint. It commits nothing; the view or the job does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from webapp.feedback.complaints import queries, rules, steps
from webapp.feedback.complaints.limits import LAW
from webapp.feedback.complaints.models import Complaint, ComplaintMessage
from webapp.feedback.complaints.notices import tell_of
from webapp.feedback.complaints.people import barred_units, signs_as, tree_of
from webapp.people.published import opd_and_below
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.tenants.published import days_of, working_days_after

DUES = ("verify_due", "first_due", "resolve_due")


@dataclass(frozen=True)
class Move:
    """One step being done: everything an effect may need."""

    session: TenantSession
    row: Complaint
    actor: rules.Actor
    at: datetime
    today: date
    given: Mapping[str, Any] = field(default_factory=dict)

    def after(self, days: int) -> date:
        """So many working days of this pemda from today."""
        return working_days_after(self.session, self.today, days)


def move(
    session: TenantSession, complaint_id: UUID, action: str, actor: rules.Actor, *, at: datetime,
    version: int | None = None, **given: Any,
) -> Complaint:  # fmt: skip
    """Does one step of rules.TABLE: role, guard and version are checked under the row's lock, then the state changes,
    the clocks are set, the history is written and who must know is told.

    given: unit (UUID), reason, text, ending, passed_to, archiving, same_as (UUID), as the rule needs them; what staff
    writes in `reason` and `text` is read by the citizen. Raises Refused, NotYours.
    """
    if other := given.get("same_as"):
        queries.hold_in_order(session, {complaint_id, other})
    row = steps.hold(session, complaint_id, action, version)
    facts = steps.facts_of(session, row, at)
    rule = rules.step_for(facts, action, actor, given)
    part = steps.part_of(facts, actor, rule.who)
    came_from = row.state
    step = Move(session, row, actor, at, clock.local(at, session.tenant.timezone).date(), given)
    if action in EFFECTS:
        EFFECTS[action](step)
    row.state = rule.to
    detail = given.get("ending") or given.get("archiving") or row.closing or ""
    steps.write(session, row, action, came_from, part, actor, at, reason=given.get("reason") or "", detail=detail)
    tell_of(session, row, action, at, step.today, actor.person_id)
    return row


def available(session: TenantSession, row: Complaint, actor: rules.Actor, at: datetime) -> list[str]:
    """The steps to offer this actor now: exactly those `move` would take."""
    return rules.available(steps.facts_of(session, row, at), actor)


def _send(move: Move) -> None:
    row, unit = move.row, move.given["unit"]
    if unit not in tree_of(move.session).open:
        raise rules.Refused("needs-unit", "teruskan", row.state)
    if unit in barred_units(move.session, row.subject_id, move.today):
        raise rules.Refused("barred-unit", "teruskan", row.state)
    if unit in disputed_units(move.session, row):
        raise rules.Refused("disputed-unit", "teruskan", row.state)
    row.unit_id, row.hold, row.holder_id = unit, None, None


def _forward(move: Move) -> None:
    """From here on the office's days run; sent back and forwarded again it does not get new ones for the answer."""
    _send(move)
    row = move.row
    row.first_due = move.after(LAW.first)
    row.resolve_due = row.resolve_due or move.after(LAW.resolution(row.kind, row.is_grave))


def _give_back(move: Move) -> None:
    move.row.holder_id, move.row.verify_due = None, move.after(LAW.verification)


def _begin(move: Move) -> None:
    move.row.holder_id = move.actor.person_id


def _answer(move: Move) -> None:
    row, given = move.row, move.given
    row.ending, row.passed_to = given["ending"], given.get("passed_to") or ""
    row.answered_by_id, row.answered_on, row.holder_id = move.actor.person_id, move.today, None
    row.react_due, row.reminders = move.after(LAW.reaction), 0
    unit = signs_as(move.session, move.actor.person_id, row.unit_id, move.today)
    message = ComplaintMessage(
        complaint_id=row.id, at=move.at, author="petugas", kind="jawaban", person_id=move.actor.person_id,
        unit_id=unit, text=given["text"],
    )  # fmt: skip
    move.session.add(message)


def _pause(move: Move) -> None:
    move.row.resume, move.row.paused_on = move.row.state, move.today


def _go_on(move: Move) -> None:
    """Every limit moves by the working days that passed meanwhile."""
    row = move.row
    lost = _working_days_between(move.session, row.paused_on, move.today)
    for due in DUES:
        if getattr(row, due):
            setattr(row, due, working_days_after(move.session, getattr(row, due), lost))
    row.resume = row.paused_on = None


def disputed_units(session: TenantSession, row: Complaint) -> frozenset[UUID]:
    """Where a case with a disputed answer may not go back to: the unit that gave it, and all below."""
    answered = queries.last_answer_of(session, row.id) if row.level else None
    return frozenset(opd_and_below(session, answered)) if answered else frozenset()


def due_if(session: TenantSession, row: Complaint, kind: str, is_grave: bool) -> date | None:
    """The limit for the answer if the case were of this kind: counted from when it was forwarded or last disputed,
    and moved by every pause since. None while it was never forwarded.
    """
    began, paused, lost = None, None, 0
    for step in queries.steps(session, row.id):
        day = clock.local(step.at, session.tenant.timezone).date()
        if (step.action == "teruskan" and began is None) or step.action == "sanggah":
            began, lost = day, 0
        elif step.action == "tunda":
            paused = day
        elif step.action == "lanjutkan" and paused:
            lost, paused = lost + _working_days_between(session, paused, day), None
    if began is None:
        return None
    due = working_days_after(session, began, LAW.resolution(kind, is_grave))
    return working_days_after(session, due, lost) if lost else due


def _working_days_between(session: TenantSession, since: date, until: date) -> int:
    """Working days after `since` up to `until`."""
    days = days_of(session, since, until)
    return sum(days.is_working(since + timedelta(days=n)) for n in range(1, (until - since).days + 1))


def _lift(move: Move) -> None:
    """A dispute: the level above handles it, and not the one who answered."""
    row, tree = move.row, tree_of(move.session)
    row.level += 1
    barred = barred_units(move.session, row.subject_id, move.today)
    row.unit_id = rules.above(row.unit_id, row.level, tree.parents, barred, tree.inspectors) or row.unit_id
    row.disputed_id, row.answered_by_id, row.holder_id = row.answered_by_id, None, None
    _leave_the_other(move)
    row.ending = row.archiving = row.closed_on = row.react_due = None
    row.passed_to = ""
    row.first_due = move.after(LAW.first)
    row.resolve_due = move.after(LAW.resolution(row.kind, row.is_grave))


def _close(closing: str) -> Callable[[Move], None]:
    def close(move: Move) -> None:
        row = move.row
        row.closing, row.closed_on, row.holder_id = closing, move.today, None
        row.resume = row.paused_on = None
        row.is_public = row.is_public and closing != "ditarik"

    return close


def _archive(move: Move) -> None:
    row, archiving = move.row, move.given["archiving"]
    if archiving == "ganda":
        _count_there(move, move.given["same_as"])
        row.same_as_id = move.given["same_as"]
    row.archiving, row.closed_on, row.hold, row.holder_id = archiving, move.today, None, None
    row.answered_by_id, row.is_public = move.actor.person_id, False


def _count_there(move: Move, case: UUID) -> None:
    """Her voice counts at the case hers is the same as, together with all who had joined hers."""
    other = queries.locked(move.session, case)
    if other is None or other.id == move.row.id or other.state == "diarsipkan":
        raise rules.Refused("same-as", "arsipkan", move.row.state)
    other.supporters += 1 + move.row.supporters
    move.session.add(other)


def _leave_the_other(move: Move) -> None:
    """A case that is opened again after all speaks for itself, and no more where its voices were carried on to."""
    voices, same, seen = 1 + move.row.supporters, move.row.same_as_id, {move.row.id}
    while same and same not in seen:
        seen.add(same)
        other = queries.locked(move.session, same)
        other.supporters = max(other.supporters - voices, 0)
        move.session.add(other)
        same = other.same_as_id
    move.row.same_as_id = None


def _reopen(move: Move) -> None:
    row = move.row
    _leave_the_other(move)
    row.archiving = row.closed_on = row.answered_by_id = None
    row.verify_due = move.after(LAW.verification)


EFFECTS: dict[str, Callable[[Move], None]] = {
    "teruskan": _forward, "alihkan": _send, "kembalikan": _give_back, "mulai": _begin, "jawab": _answer,
    "tunda": _pause, "lanjutkan": _go_on, "sanggah": _lift, "arsipkan": _archive, "buka": _reopen,
    **{action: _close(closing) for action, closing in rules.CLOSING_OF.items()},
}  # fmt: skip
