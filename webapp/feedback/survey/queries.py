"""Look-ups of the survey. An index costs as much as its sums, whatever the number of responses."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.survey.holding.queries import awaited
from webapp.feedback.survey.index import Answers
from webapp.feedback.survey.models import SurveyInstrument, SurveyPeriod
from webapp.platform.db import TenantSession

SUMS = sa.text("""
select period_id, sum(n1), sum(n2), sum(n3), sum(n4) from survey_sum
where tenant_id = :tenant and period_id = any(:periods) group by period_id, question order by period_id, question
""")
SUMS_OF_SERVICES = sa.text("""
select service_id, sum(n1), sum(n2), sum(n3), sum(n4) from survey_sum
where tenant_id = :tenant and period_id = :period group by service_id, question order by service_id, question
""")
COLLECTED = sa.text("""
select period_id, sum(n1 + n2 + n3 + n4) from survey_sum
where tenant_id = :tenant and question = 0 group by period_id
""")
PROFILE = sa.text("select trait, value, n from survey_profile where tenant_id = :tenant and period_id = :period")
SERVICES = sa.text("""
select s.id, s.name from service s
where s.tenant_id = :tenant and exists (
  select from service_point p where p.tenant_id = :tenant and p.service_id = s.id and p.opd_id = any(:opds))
order by s.name
""")
SERVICE_NAMES = sa.text("select id, name from service where tenant_id = :tenant and id = any(:services)")
UNFINISHED = sa.text("""
select b.period_id from survey_batch b
where b.tenant_id = :tenant and b.confirmed_at is null and b.cancelled_at is null
union
select r.period_id from survey_pending p join survey_response r on r.tenant_id = :tenant and r.id = p.response_id
where p.tenant_id = :tenant
""")
GRACE = timedelta(days=1)  # whoever began on the last evening may finish: a form lies open for twelve hours at most
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


def running_periods(session: TenantSession, day: date) -> list[SurveyPeriod]:
    """The periods of this day, the one that ends first above."""
    asked = select(SurveyPeriod).where(col(SurveyPeriod.since) <= day, col(SurveyPeriod.until) >= day)
    return list(session.exec(asked.order_by(col(SurveyPeriod.until), col(SurveyPeriod.id))))


def instrument_of(session: TenantSession, period: SurveyPeriod) -> SurveyInstrument:
    """The questionnaire of a period."""
    return session.get(SurveyInstrument, (session.tenant.id, period.instrument_id))


def unsur_of(session: TenantSession) -> dict[UUID, list[str]]:
    """Of each questionnaire the unsur its questions belong to, in their order."""
    return {each.id: [one["unsur"] for one in each.questions] for each in session.exec(select(SurveyInstrument))}


def answer_counts(session: TenantSession, period_ids: Collection[UUID]) -> dict[UUID, list[Counts]]:
    """Of each period how many answered 1..4 to each question, in their order; a period without answers is left out."""
    asked, found = {"tenant": session.tenant.id, "periods": list(period_ids)}, defaultdict(list)
    for period_id, *counts in session.connection().execute(SUMS, asked):
        found[period_id].append(tuple(map(int, counts)))
    return found


def answer_counts_of_services(session: TenantSession, period_id: UUID) -> dict[UUID, list[Counts]]:
    """The same of one period, by the service that was answered about."""
    asked, found = {"tenant": session.tenant.id, "period": period_id}, defaultdict(list)
    for service_id, *counts in session.connection().execute(SUMS_OF_SERVICES, asked):
        found[service_id].append(tuple(map(int, counts)))
    return found


def unfinished(session: TenantSession, today: date) -> set[UUID]:
    """The periods with paper that is not confirmed yet, with responses that are not counted yet, or with held ones
    that wait for a decision."""
    rows = session.connection().execute(UNFINISHED, {"tenant": session.tenant.id}).scalars()
    return {*rows, *awaited(session, today, GRACE)}


def answers_of(counts: Counts) -> Answers:
    """Number and sum of these answers."""
    return Answers(sum(counts), sum(value * n for value, n in enumerate(counts, start=1)))


def collected(session: TenantSession) -> dict[UUID, int]:
    """How many responses each period has."""
    rows = session.connection().execute(COLLECTED, {"tenant": session.tenant.id})
    return {period_id: int(n) for period_id, n in rows}


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


def service_names(session: TenantSession, service_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these services."""
    asked = {"tenant": session.tenant.id, "services": list(service_ids)}
    return dict(tuple(row) for row in session.connection().execute(SERVICE_NAMES, asked))
