"""Verbs of the review of survey answers: decide about held ones, turn a decision. None of them commits."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.review import rules as review
from webapp.feedback.review.domain import ALREADY
from webapp.feedback.review.queries import Reviewer
from webapp.feedback.review.surveys import queries
from webapp.feedback.survey import domain as surveys
from webapp.feedback.survey.holding import lifting
from webapp.feedback.survey.holding import queries as holding
from webapp.feedback.survey.holding.models import SurveyHoldDecision
from webapp.feedback.survey.holding.rules import HELD, RELEASED, TOO_FEW, is_too_few
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing.queries import newest
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict, NotYours
from webapp.platform.i18n import gettext as _


def decide(
    session: TenantSession, who: Reviewer, period_id: UUID, answers: Collection[UUID], outcome: str, reason: str,
    *, at: datetime,
) -> SurveyHoldDecision:  # fmt: skip
    """One decision about held answers of a period. Raises NotYours, or Conflict with the sentence."""
    period = _held_period(session, who, period_id)
    states = queries.states_of(session, period_id, answers)
    if not answers or states.keys() != set(answers):
        raise NotYours
    if set(states.values()) != {HELD}:
        raise Conflict(_(ALREADY))
    _refuse_too_few(session, period, outcome, len(states), at)
    row = SurveyHoldDecision(period_id=period_id, outcome=outcome, reason=reason, n=len(states), by_id=who.id, at=at)
    return _write(session, row, list(states), HELD, "survei:tahanan-diputus")


def reverse(
    session: TenantSession, who: Reviewer, old: SurveyHoldDecision, outcome: str, reason: str, *, at: datetime
) -> SurveyHoldDecision:
    """Turns a decision, once and by somebody else; what was let go, only before the index is known. Raises alike."""
    period = _held_period(session, who, old.period_id)
    answers, is_told = queries.answers_of(session, old.id), _is_told(session, period, at)
    past = [(old.outcome, old.by_id)] * (2 if old.reverses_id or not answers else 1)
    if sentence := review.refusal(past, outcome, who.id, waits=not is_told):
        raise Conflict(_(sentence))
    _refuse_too_few(session, period, outcome, len(answers), at)
    row = SurveyHoldDecision(period_id=old.period_id, outcome=outcome, reason=reason, n=len(answers),
                             reverses_id=old.id, by_id=who.id, at=at)  # fmt: skip
    return _write(session, row, answers, old.outcome, "survei:tahanan-dibalik")


def _held_period(session: TenantSession, who: Reviewer, period_id: UUID) -> SurveyPeriod:
    period = queries.period_for(session, who, period_id)
    if period is None:
        raise NotYours
    holding.hold_period(session, period_id)
    return period


def _refuse_too_few(session: TenantSession, period: SurveyPeriod, outcome: str, n: int, at: datetime) -> None:
    if outcome == RELEASED and is_too_few(n, SMALLEST_CELL, is_told=_is_told(session, period, at)):
        raise Conflict(_(TOO_FEW))


def _is_told(session: TenantSession, period: SurveyPeriod, at: datetime) -> bool:
    """Whether somebody may know the index of this period already."""
    today = clock.local(at, session.tenant.timezone).date()
    return newest(session, period.id) is not None or period.id in surveys.indexes(session, [period], today)


def _write(
    session: TenantSession, row: SurveyHoldDecision, answers: Collection[UUID], before: str, deed: str
) -> SurveyHoldDecision:
    session.add(row)
    session.flush()
    try:
        lifting.move(session, answers, before, row.outcome, row.id)
    except lifting.Meanwhile:
        session.rollback()
        raise Conflict(_(ALREADY)) from None
    record(session, deed, "survey_hold_decision", row.id, by=row.by_id, putusan=row.outcome, jawaban=row.n)
    return row
