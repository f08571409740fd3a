"""Look-ups about forums."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.forums import rules
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
from webapp.platform.db import TenantSession

MOST = 200


@dataclass(frozen=True)
class Question:
    """A question, where it stands, the answer (or why it is hidden), and how many want to know it, too."""

    id: UUID
    text: str
    state: str
    reply: str
    supporters: int

    @property
    def is_public(self) -> bool:
        return self.state in rules.PUBLIC


@dataclass(frozen=True)
class Promise:
    """A promise with all its steps, the newest first."""

    id: UUID
    forum_id: UUID
    opd_id: UUID
    text: str
    due_on: date
    steps: tuple[ForumStep, ...]

    @property
    def state(self) -> str:
        return self.steps[0].state

    @property
    def note(self) -> str:
        return self.steps[0].note


def all_forums(session: TenantSession, opd_ids: Collection[UUID] | None = None) -> list[Forum]:
    """The forums (of these OPD), the latest first."""
    wanted = select(Forum).order_by(col(Forum.starts_at).desc(), col(Forum.id)).limit(MOST)
    return list(session.exec(wanted if opd_ids is None else wanted.where(col(Forum.opd_id).in_(opd_ids))))


def by_slug(session: TenantSession, slug: str) -> Forum | None:
    """The forum with this word in its address."""
    return session.exec(select(Forum).where(Forum.slug == slug)).first()


def by_id(session: TenantSession, forum_id: UUID) -> Forum | None:
    """The forum, held until the transaction ends."""
    return session.exec(select(Forum).where(Forum.id == forum_id).with_for_update()).first()


def moves(session: TenantSession, forum_id: UUID) -> list[ForumMove]:
    """How it stood before each move, the last before the others."""
    wanted = select(ForumMove).where(ForumMove.forum_id == forum_id).order_by(col(ForumMove.id).desc())
    return list(session.exec(wanted))


def questions(session: TenantSession, forum_id: UUID) -> list[Question]:
    """Every question of the forum, those most people want answered first."""
    asked = session.exec(select(ForumQuestion).where(ForumQuestion.forum_id == forum_id)).all()
    ids = [each.id for each in asked]
    decided: dict[UUID, ForumDecision] = {}
    decisions = select(ForumDecision).where(col(ForumDecision.question_id).in_(ids)).order_by(col(ForumDecision.id))
    decided.update((each.question_id, each) for each in session.exec(decisions))
    supports = _supports(session, ids)
    found = [_question(each, decided.get(each.id), supports.get(each.id, 0)) for each in asked]
    return sorted(found, key=lambda each: (-each.supporters, str(each.id)))


def _question(row: ForumQuestion, decision: ForumDecision | None, supporters: int) -> Question:
    state, reply = (decision.state, decision.text) if decision else (rules.WAITING, "")
    return Question(row.id, row.text, state, reply, supporters)


def _supports(session: TenantSession, ids: list[UUID]) -> dict[UUID, int]:
    counted = select(ForumSupport.question_id, sa.func.count()).where(
        ForumSupport.tenant_id == session.tenant.id, col(ForumSupport.question_id).in_(ids)
    )
    return dict(session.exec(counted.group_by(col(ForumSupport.question_id))).all())


def minutes(session: TenantSession, forum_id: UUID) -> ForumMinutes | None:
    """The minutes in force."""
    wanted = select(ForumMinutes).where(ForumMinutes.forum_id == forum_id).order_by(col(ForumMinutes.id).desc())
    return session.exec(wanted).first()


def promises(session: TenantSession, forum_ids: Collection[UUID] | None = None) -> list[Promise]:
    """The promises (of these forums), with their steps, by their last day."""
    wanted = select(ForumPromise).order_by(col(ForumPromise.due_on), col(ForumPromise.id))
    rows = session.exec(wanted if forum_ids is None else wanted.where(col(ForumPromise.forum_id).in_(forum_ids))).all()
    steps: dict[UUID, list[ForumStep]] = defaultdict(list)
    of_these = select(ForumStep).where(col(ForumStep.promise_id).in_([row.id for row in rows]))
    for each in session.exec(of_these.order_by(col(ForumStep.at).desc(), col(ForumStep.id).desc())):
        steps[each.promise_id].append(each)
    return [Promise(row.id, row.forum_id, row.opd_id, row.text, row.due_on, tuple(steps[row.id])) for row in rows]


def lock_promise(session: TenantSession, forum_id: UUID, promise_id: UUID) -> ForumPromise | None:
    """The promise of this forum, held so that two who press at once come one after the other."""
    session.exec(select(Forum.id).where(Forum.id == forum_id).with_for_update())
    wanted = select(ForumPromise).where(ForumPromise.id == promise_id, ForumPromise.forum_id == forum_id)
    return session.exec(wanted).first()


def state_of(session: TenantSession, promise_id: UUID) -> str:
    """Where the promise stands."""
    newest = select(ForumStep.state).where(ForumStep.promise_id == promise_id)
    return session.exec(newest.order_by(col(ForumStep.at).desc(), col(ForumStep.id).desc())).first()


def promise_count(session: TenantSession, today: date) -> rules.PromiseCount:
    """All promises of the pemda."""
    return rules.count(((each.state, each.due_on) for each in promises(session)), today)


def questions_waiting(session: TenantSession, forum_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many questions of each of these forums nobody has decided about."""
    undecided = ~sa.exists().where(
        ForumDecision.tenant_id == session.tenant.id, ForumDecision.question_id == ForumQuestion.id
    )
    counted = select(ForumQuestion.forum_id, sa.func.count(col(ForumQuestion.id))).where(
        ForumQuestion.tenant_id == session.tenant.id, col(ForumQuestion.forum_id).in_(forum_ids), undecided
    )
    return dict(session.exec(counted.group_by(col(ForumQuestion.forum_id))).all())

