"""Announcing forums, keeping questions, deciding about them, minutes, promises. Nothing here commits."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from webapp.feedback.forums import queries, rules
from webapp.feedback.forums.models import (
    Forum,
    ForumDecision,
    ForumMinutes,
    ForumMove,
    ForumPromise,
    ForumQuestion,
    ForumStep,
    ForumSupport,
)
from webapp.feedback.forums.refusals import NotPossible
from webapp.feedback.masking import mask
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.tenants.published import working_days_after

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Plan:
    """A forum to be: times in UTC."""

    opd_id: UUID
    title: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str = ""
    capacity: int | None = None


def announce(session: TenantSession, plan: Plan, *, by: UUID, at: datetime) -> Forum:
    """A new forum, public at once. Raises NotPossible."""
    _refuse_times(plan.starts_at, plan.ends_at, at)
    forum = Forum(**vars(plan), slug=_slug(plan.title), announced_by_id=by, announced_at=at)
    session.add(forum)
    record(session, "forum:diumumkan", "forum", forum.id, by=by, judul=plan.title, unit=str(plan.opd_id))
    session.flush()
    return forum


def cancel(session: TenantSession, forum: Forum, reason: str, *, by: UUID, at: datetime) -> None:
    """It does not take place; its page goes on saying so. Raises NotPossible."""
    if forum.cancelled_at:
        raise NotPossible("alasan", "cancelled")
    if forum.starts_at <= at:
        raise NotPossible("alasan", "over")
    forum.cancelled_at, forum.cancel_reason = at, reason
    record(session, "forum:dibatalkan", "forum", forum.id, by=by, alasan_batal=reason)


def move(
    session: TenantSession, forum: Forum, starts_at: datetime, ends_at: datetime, place: str, reason: str, *, by: UUID,
    at: datetime,
) -> None:  # fmt: skip
    """It takes place at another time or place; its page says what was said before. Raises NotPossible."""
    if not takes_questions(forum, at):
        raise NotPossible("sebab", "cancelled" if forum.cancelled_at else "too-late-to-move")
    _refuse_times(starts_at, ends_at, at)
    before = {"starts_at": forum.starts_at, "ends_at": forum.ends_at, "place": forum.place}
    if before == {"starts_at": starts_at, "ends_at": ends_at, "place": place}:
        raise NotPossible("sebab", "same")
    session.add(ForumMove(forum_id=forum.id, **before, reason=reason, by_id=by, at=at))
    forum.starts_at, forum.ends_at, forum.place = starts_at, ends_at, place
    record(session, "forum:dipindahkan", "forum", forum.id, by=by, alasan_pindah=reason)


def takes_questions(forum: Forum, at: datetime) -> bool:
    """Whether citizens may still ask."""
    return forum.cancelled_at is None and at < forum.starts_at


def is_over(forum: Forum, at: datetime) -> bool:
    """Whether it has taken place."""
    return forum.cancelled_at is None and forum.ends_at <= at


def ask(session: TenantSession, forum: Forum, question_id: UUID, text: str, names: list[str], day: date) -> bool:
    """Keeps a question without personal data, once per form; `names`: those of the staff. False: it was kept before."""
    row = {"tenant_id": session.tenant.id, "id": question_id, "forum_id": forum.id, "day": day,
           "text": mask(text, names).text}  # fmt: skip
    once = insert(ForumQuestion).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "id"])
    return session.exec(once.returning(ForumQuestion.id)).first() is not None


def support(session: TenantSession, forum: Forum, question_id: UUID, mark: bytes) -> None:
    """This browser wants to know it, too: once, however often it is pressed. Raises NotPossible."""
    if question_id not in {each.id for each in queries.questions(session, forum.id) if each.is_public}:
        raise NotPossible("pertanyaan", "gone")
    row = {"tenant_id": session.tenant.id, "question_id": question_id, "mark": mark}
    key = ["tenant_id", "question_id", "mark"]
    session.exec(insert(ForumSupport).values(row).on_conflict_do_nothing(index_elements=key))


def decide(
    session: TenantSession, forum: Forum, question_id: UUID, state: str, text: str, *, by: UUID, at: datetime
) -> None:
    """Shows, answers or hides a question of this forum; decisions are only added to. Raises NotPossible."""
    if question_id not in {each.id for each in queries.questions(session, forum.id)}:
        raise NotPossible("pertanyaan", "gone")
    if state != rules.SHOWN and not text:
        raise NotPossible("isi", "text-needed")
    kept = "" if state == rules.SHOWN else text
    session.add(ForumDecision(question_id=question_id, state=state, text=kept, by_id=by, at=at))
    record(session, f"forum:pertanyaan-{state}", "forum", forum.id, by=by)


def publish_minutes(session: TenantSession, forum: Forum, text: str, *, by: UUID, at: datetime) -> None:
    """Publishes minutes, or better ones; the earlier ones stay stored. Raises NotPossible."""
    _refuse_unheld(forum, "notulen", at)
    session.add(ForumMinutes(forum_id=forum.id, text=text, by_id=by, at=at))
    record(session, "forum:notulen", "forum", forum.id, by=by)


def promise(
    session: TenantSession, forum: Forum, text: str, opd_id: UUID, days: int, *, by: UUID, at: datetime, today: date
) -> ForumPromise:
    """A promise made there, to be kept within so many working days from today. Raises NotPossible."""
    _refuse_unheld(forum, "isi_janji", at)
    made = ForumPromise(
        forum_id=forum.id, opd_id=opd_id, text=text, due_on=working_days_after(session, today, days), by_id=by, at=at
    )
    session.add(made)
    session.flush()
    session.add(ForumStep(promise_id=made.id, state=rules.PLANNED, by_id=by, at=at))
    record(session, "forum:janji", "forum", forum.id, by=by, janji=text, sampai=made.due_on.isoformat())
    return made


def step(
    session: TenantSession, forum: Forum, promise_id: UUID, state: str, note: str, *, by: UUID, at: datetime
) -> None:
    """Where the promise stands from now on. Raises NotPossible."""
    row = queries.lock_promise(session, forum.id, promise_id)
    if row is None:
        raise NotPossible("janji", "gone")
    if not rules.may_follow(queries.state_of(session, promise_id), state):
        raise NotPossible("keadaan", "step")
    if state == rules.IMPOSSIBLE and not note:
        raise NotPossible("catatan", "reason-needed")
    session.add(ForumStep(promise_id=promise_id, state=state, note=note, by_id=by, at=at))
    record(session, f"forum:janji-{state}", "forum", forum.id, by=by, janji=row.text, catatan=note)


def _refuse_times(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= starts_at:
        raise NotPossible("selesai", "backwards")
    if starts_at <= at:
        raise NotPossible("mulai", "past")
    if starts_at - at > FURTHEST:
        raise NotPossible("tanggal", "too-late")


def _refuse_unheld(forum: Forum, field: str, at: datetime) -> None:
    if forum.cancelled_at:
        raise NotPossible(field, "cancelled")
    if not is_over(forum, at):
        raise NotPossible(field, "not-held")


def _slug(title: str) -> str:
    """A word for the address: what the title says, and something that makes it the only one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
    return f"{words or 'forum'}-{secrets.token_hex(3)}"
