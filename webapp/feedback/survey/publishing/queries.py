"""Look-ups of what was published and counted again. None costs more for a period with more responses."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing.figures import Figures, figures_of
from webapp.feedback.survey.publishing.models import DONE, RUNNING, SurveyPublication, SurveyRecount
from webapp.platform.db import TenantSession

WAITING = sa.text("""
select exists (
  select from survey_pending p join survey_response r on r.tenant_id = :tenant and r.id = p.response_id
  where p.tenant_id = :tenant and r.period_id = :period)
""")
CHANNELS = sa.text("""
select channel, sum(n1 + n2 + n3 + n4) from survey_sum
where tenant_id = :tenant and period_id = :period and question = 0 group by channel order by channel
""")


def newest_of_each(session: TenantSession, opd_ids: Collection[UUID] | None = None) -> list[SurveyPublication]:
    """The newest version of every published period (of these OPD), the last period first."""
    row = SurveyPublication
    asked = select(row).ext(distinct_on(row.period_id)).order_by(row.period_id, col(row.version).desc())
    if opd_ids is not None:
        asked = asked.where(col(row.opd_id).in_(opd_ids))
    return sorted(session.exec(asked), key=lambda each: (each.since, each.id), reverse=True)


def versions(session: TenantSession, period_id: UUID) -> list[SurveyPublication]:
    """How this period was told, the newest version first; empty before it was."""
    row = SurveyPublication
    return list(session.exec(select(row).where(row.period_id == period_id).order_by(col(row.version).desc())))


def newest(session: TenantSession, period_id: UUID) -> SurveyPublication | None:
    """How this period is told now, or None."""
    return next(iter(versions(session, period_id)), None)


def kept_figures(session: TenantSession, period: SurveyPeriod) -> Figures:
    """What the kept sums say of this period."""
    unsur = surveys.unsur_of(session)[period.instrument_id]
    counts = surveys.answer_counts(session, [period.id]).get(period.id)
    return figures_of(unsur, counts) if counts else Figures((), ())


def kept_figures_of(session: TenantSession, period_id: UUID) -> Figures:
    """The same by the period's id."""
    return kept_figures(session, surveys.period_by_id(session, period_id))


def channels_of(session: TenantSession, period_id: UUID) -> dict[str, int]:
    """How many responses came by which way."""
    rows = session.connection().execute(CHANNELS, {"tenant": session.tenant.id, "period": period_id})
    return {channel: int(n) for channel, n in rows}


def is_counting(session: TenantSession, period_id: UUID) -> bool:
    """Whether a response of this period still waits to be added to the sums."""
    asked = {"tenant": session.tenant.id, "period": period_id}
    return session.connection().execute(WAITING, asked).scalar_one()


def recount_by_id(session: TenantSession, recount_id: UUID) -> SurveyRecount | None:
    """The recount, or None."""
    return session.get(SurveyRecount, (session.tenant.id, recount_id))


def last_recount(session: TenantSession, period_id: UUID) -> SurveyRecount | None:
    """The newest recount that came to an end, or None."""
    row = SurveyRecount
    asked = select(row).where(row.period_id == period_id, row.state == DONE).order_by(col(row.at).desc()).limit(1)
    return session.exec(asked).first()


def newest_recount(session: TenantSession, period_id: UUID) -> SurveyRecount | None:
    """The recount that was asked for last, however it stands."""
    row = SurveyRecount
    return session.exec(select(row).where(row.period_id == period_id).order_by(col(row.at).desc()).limit(1)).first()


def count_running(session: TenantSession) -> int:
    """How many recounts of this pemda wait or run."""
    counted = select(sa.func.count()).select_from(SurveyRecount).where(SurveyRecount.state == RUNNING)
    return session.exec(counted).one()


def was_recounted_since(session: TenantSession, period_id: UUID, moment: datetime) -> bool:
    """Whether a recount of this period came to an end since then."""
    row = SurveyRecount
    asked = select(row.id).where(row.period_id == period_id, row.state == DONE, col(row.finished_at) >= moment).limit(1)
    return session.exec(asked).first() is not None
