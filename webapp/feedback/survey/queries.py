"""Look-ups of the survey. An index costs as much as its sums, whatever the number of responses."""

from collections import defaultdict
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.survey.index import Answers
from webapp.feedback.survey.models import SurveyInstrument, SurveyPeriod
from webapp.platform.db import TenantSession

SUMS = sa.text("""
select question, sum(n1), sum(n2), sum(n3), sum(n4) from survey_sum
where tenant_id = :tenant and period_id = :period group by question order by question
""")
COLLECTED = sa.text("""
select period_id, channel, sum(n1 + n2 + n3 + n4) from survey_sum
where tenant_id = :tenant and question = 0 group by period_id, channel
""")
PROFILE = sa.text("select trait, value, n from survey_profile where tenant_id = :tenant and period_id = :period")
SERVICES = sa.text("""
select s.id, s.name from service s
where s.tenant_id = :tenant and exists (
  select from service_point p where p.tenant_id = :tenant and p.service_id = s.id and p.opd_id = any(:opds))
order by s.name
""")
Counts = tuple[int, int, int, int]


def periods(session: TenantSession) -> list[SurveyPeriod]:
    """All periods, the newest first."""
    return list(session.exec(select(SurveyPeriod).order_by(col(SurveyPeriod.since).desc(), col(SurveyPeriod.id))))


def period_by_id(session: TenantSession, period_id: UUID) -> SurveyPeriod | None:
    """The period, or None."""
    return session.get(SurveyPeriod, (session.tenant.id, period_id))


def running_period(session: TenantSession, opd_id: UUID, day: date) -> SurveyPeriod | None:
    """The period of this OPD on this day, or None."""
    asked = select(SurveyPeriod).where(
        SurveyPeriod.opd_id == opd_id, col(SurveyPeriod.since) <= day, col(SurveyPeriod.until) >= day
    )
    return session.exec(asked).first()


def newest_instrument(session: TenantSession) -> SurveyInstrument | None:
    """The version that new periods use; None before the first."""
    return session.exec(select(SurveyInstrument).order_by(col(SurveyInstrument.number).desc())).first()


def instrument_of(session: TenantSession, period: SurveyPeriod) -> SurveyInstrument:
    """The questionnaire of a period."""
    return session.get(SurveyInstrument, (session.tenant.id, period.instrument_id))


def answer_counts(session: TenantSession, period_id: UUID) -> list[Counts]:
    """How many answered 1..4 to each question of the instrument, in its order; empty before the first response."""
    rows = session.connection().execute(SUMS, {"tenant": session.tenant.id, "period": period_id})
    return [tuple(map(int, row[1:])) for row in rows]


def answers_of(counts: Counts) -> Answers:
    """Number and sum of these answers."""
    return Answers(sum(counts), sum(value * n for value, n in enumerate(counts, start=1)))


def collected(session: TenantSession) -> dict[UUID, dict[str, int]]:
    """How many responses each period has, by channel."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for period_id, channel, n in session.connection().execute(COLLECTED, {"tenant": session.tenant.id}):
        found[period_id][channel] = int(n)
    return found


def profile_of(session: TenantSession, period_id: UUID) -> dict[str, dict[str, int]]:
    """{trait: {value: respondents}}."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for trait, value, n in session.connection().execute(PROFILE, {"tenant": session.tenant.id, "period": period_id}):
        found[trait][value] = n
    return found


def services_of(session: TenantSession, opd_ids: list[UUID]) -> list[tuple[UUID, str]]:
    """The services given at a point of these OPD, by name."""
    asked = {"tenant": session.tenant.id, "opds": opd_ids}
    return [tuple(row) for row in session.connection().execute(SERVICES, asked)]
