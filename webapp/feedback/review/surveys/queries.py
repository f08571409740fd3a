"""Look-ups of held survey answers. Nothing here reads what was answered: who decides must not know it."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.review.queries import Reviewer
from webapp.feedback.survey.holding.models import SurveyHoldDecision
from webapp.feedback.survey.models import SurveyPeriod
from webapp.platform.db import TenantSession

WAITING = sa.text("""
select p.id, p.name, p.opd_id, p.since, p.until, count(*) from survey_hold h
join survey_period p on p.tenant_id = :tenant and p.id = h.period_id
where h.tenant_id = :tenant and h.state = 'ditahan' and not (p.opd_id = any(:own))
group by p.id, p.name, p.opd_id, p.since, p.until order by p.until desc, p.name
""")
HELD = sa.text("""
select h.response_id, s.name, r.day, r.band, h.reason, h.nth, h.same_day, h.state
from survey_hold h
join survey_response r on r.tenant_id = :tenant and r.id = h.response_id
join service s on s.tenant_id = :tenant and s.id = r.service_id
where h.tenant_id = :tenant and h.period_id = :period
order by h.state = 'ditahan' desc, r.day, r.id limit :most
""")
STATES = sa.text("""
select response_id, state from survey_hold
where tenant_id = :tenant and period_id = :period and response_id = any(:answers)
""")
BY_DECISION = sa.text("select response_id from survey_hold where tenant_id = :tenant and decision_id = :decision")
MOST = 500


class Waiting(NamedTuple):
    """A period with answers that wait for a decision, and how many."""

    period_id: UUID
    name: str
    opd_id: UUID
    since: date
    until: date
    n: int


class Held(NamedTuple):
    """A held answer as far as a decision needs it; `nth` and `same_day` as in SurveyHold."""

    response_id: UUID
    service: str
    day: date
    band: str
    reason: str
    nth: int | None
    same_day: bool | None
    state: str


def waiting(session: TenantSession, who: Reviewer) -> list[Waiting]:
    """What waits for this reviewer, by period, the newest first."""
    asked = {"tenant": session.tenant.id, "own": sorted(who.own)}
    return [Waiting(*row) for row in session.connection().execute(WAITING, asked)]


def held(session: TenantSession, period_id: UUID) -> list[Held]:
    """The held answers of a period, those that wait first, at most MOST."""
    asked = {"tenant": session.tenant.id, "period": period_id, "most": MOST}
    return [Held(*row) for row in session.connection().execute(HELD, asked)]


def period_for(session: TenantSession, who: Reviewer, period_id: UUID) -> SurveyPeriod | None:
    """The period, unless it is not of this pemda or surveys an office in the reviewer's own line."""
    period = session.get(SurveyPeriod, (session.tenant.id, period_id))
    return period if period and period.opd_id not in who.own else None


def states_of(session: TenantSession, period_id: UUID, response_ids: Collection[UUID]) -> dict[UUID, str]:
    """{answer: state} of these held answers of a period."""
    asked = {"tenant": session.tenant.id, "period": period_id, "answers": list(response_ids)}
    return {row[0]: row[1] for row in session.connection().execute(STATES, asked)}


def answers_of(session: TenantSession, decision_id: UUID) -> list[UUID]:
    """The answers that stand by this decision: none once it was turned."""
    asked = {"tenant": session.tenant.id, "decision": decision_id}
    return list(session.connection().execute(BY_DECISION, asked).scalars())


def decisions(session: TenantSession, who: Reviewer, decision_id: UUID | None = None, most: int = 50) -> list[tuple]:
    """(decision, its period): the newest, or this one; never of an office in the reviewer's own line."""
    row, period = SurveyHoldDecision, SurveyPeriod
    same = sa.and_(period.tenant_id == row.tenant_id, period.id == row.period_id)
    asked = select(row, period).join(period, same).where(col(period.opd_id).not_in(who.own))
    if decision_id:
        asked = asked.where(row.id == decision_id)
    return [tuple(each) for each in session.exec(asked.order_by(col(row.at).desc(), col(row.id).desc()).limit(most))]


def turned(session: TenantSession, decision_ids: Collection[UUID]) -> set[UUID]:
    """Which of these decisions somebody else has turned."""
    asked = select(SurveyHoldDecision.reverses_id).where(col(SurveyHoldDecision.reverses_id).in_(decision_ids))
    return set(session.exec(asked).all())
