"""Look-ups of follow-ups: each with the newest of its steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from webapp.feedback.survey.followups import rules
from webapp.feedback.survey.followups.models import SurveyFollowup, SurveyFollowupReminder, SurveyFollowupStep
from webapp.feedback.survey.models import SurveyPeriod
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Item:
    """A follow-up and how it stands."""

    row: SurveyFollowup
    step: SurveyFollowupStep

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.step.state in rules.OPEN

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed and it has not ended."""
        return rules.is_overdue(self.step.state, self.step.due, today)


def items(
    session: TenantSession, *, opd_ids: Collection[UUID] | None = None, period_ids: Collection[UUID] | None = None,
    ids: Collection[UUID] | None = None,
) -> list[Item]:  # fmt: skip
    """Follow-ups of these OPD, these periods or these ids (None: whichever), the nearest day first."""
    row, step = SurveyFollowup, SurveyFollowupStep
    asked = select(row, step).join(step, sa.and_(step.tenant_id == row.tenant_id, step.followup_id == row.id))
    for column, wanted in ((row.opd_id, opd_ids), (row.period_id, period_ids), (row.id, ids)):
        asked = asked if wanted is None else asked.where(col(column).in_(wanted))
    newest = asked.ext(distinct_on(row.id)).order_by(row.id, col(step.number).desc())
    return sorted((Item(*each) for each in session.exec(newest)), key=lambda each: (each.step.due, each.row.id))


def item_by_id(session: TenantSession, followup_id: UUID) -> Item | None:
    """The follow-up, or None."""
    return next(iter(items(session, ids=[followup_id])), None)


def steps_of(session: TenantSession, followup_id: UUID) -> list[SurveyFollowupStep]:
    """Its whole course, the newest step first."""
    step = SurveyFollowupStep
    return list(session.exec(select(step).where(step.followup_id == followup_id).order_by(col(step.number).desc())))


def of_report(session: TenantSession, period: SurveyPeriod) -> tuple[list[Item], list[Item]]:
    """(planned because of this period, carried into it from earlier ones).

    Carried: all of the period before it, and of older ones what had not ended when this one began.
    """
    every = items(session, opd_ids=[period.opd_id])
    own = [each for each in every if each.row.period_id == period.id]
    starts = _starts(session, period.opd_id)
    earlier = [each for each in every if starts[each.row.period_id] < period.since]
    before = max((starts[each.row.period_id] for each in earlier), default=period.since)
    ended = {each.row.id: None if each.is_open else each.step.at.date() for each in earlier}
    carried = [
        each for each in earlier
        if starts[each.row.period_id] == before or (ended[each.row.id] or period.since) >= period.since
    ]  # fmt: skip
    return own, carried


def reminded(session: TenantSession, followup_ids: Collection[UUID]) -> set[tuple[UUID, date]]:
    """Which follow-ups were reminded of which day."""
    row = SurveyFollowupReminder
    asked = select(row.followup_id, row.due).where(col(row.followup_id).in_(followup_ids))
    return {tuple(each) for each in session.exec(asked)}


def _starts(session: TenantSession, opd_id: UUID) -> dict[UUID, date]:
    rows = session.exec(select(SurveyPeriod.id, SurveyPeriod.since).where(SurveyPeriod.opd_id == opd_id))
    return dict(rows.all())
