"""Look-ups of paper batches and of what was typed of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.survey.paper.models import SurveyBatch, SurveySheet
from webapp.feedback.survey.paper.rules import CORRECTION, FIRST, SECOND, Typed
from webapp.platform.db import TenantSession

BY_CHANNEL = sa.text("""
select channel, sum(n1 + n2 + n3 + n4) from survey_sum
where tenant_id = :tenant and period_id = :period and question = 0 group by channel
""")
NUMBER = sa.text("""
select coalesce(max(number), 0) + 1 from survey_batch where tenant_id = :tenant and period_id = :period
""")


@dataclass(frozen=True)
class Correction:
    """A sheet that was looked up on the paper: its number, by whom and when."""

    number: int
    by_id: UUID
    at: datetime


def batch_by_id(session: TenantSession, batch_id: UUID) -> SurveyBatch | None:
    """The batch, or None."""
    return session.get(SurveyBatch, (session.tenant.id, batch_id))


def batches(session: TenantSession, period_id: UUID | None = None) -> list[SurveyBatch]:
    """The batches of a period, or all: the newest first."""
    asked = select(SurveyBatch).order_by(col(SurveyBatch.made_at).desc(), col(SurveyBatch.number).desc())
    return list(session.exec(asked if period_id is None else asked.where(SurveyBatch.period_id == period_id)))


def next_number(session: TenantSession, period_id: UUID) -> int:
    """The number of the next batch of a period."""
    return session.connection().execute(NUMBER, {"tenant": session.tenant.id, "period": period_id}).scalar_one()


def typed(session: TenantSession, batch_ids: Collection[UUID]) -> dict[UUID, Typed]:
    """What is typed of each of these batches: of every sheet the last row of each typing holds."""
    rows = session.exec(_sheets(batch_ids)).all()
    found: dict[UUID, dict[int, dict]] = defaultdict(lambda: {FIRST: {}, SECOND: {}, CORRECTION: {}})
    for row in rows:
        found[row.batch_id][row.typing][row.number] = row.entry
    return {batch_id: Typed(*found[batch_id].values()) for batch_id in batch_ids}


def corrections(session: TenantSession, batch_id: UUID) -> list[Correction]:
    """Every correction of a batch, in the order of the sheets."""
    rows = session.exec(_sheets([batch_id]).where(SurveySheet.typing == CORRECTION)).all()
    return sorted((Correction(row.number, row.by_id, row.at) for row in rows), key=lambda each: (each.number, each.at))


def last_day(session: TenantSession, batch_id: UUID, typing: int) -> str:
    """The day on the sheet that was typed last, as it is written in forms; empty before the first."""
    rows = session.exec(_sheets([batch_id]).where(SurveySheet.typing == typing)).all()
    return next((row.entry["day"] for row in reversed(rows) if "day" in row.entry), "")


def by_channel(session: TenantSession, period_id: UUID) -> dict[str, int]:
    """How many counted responses of a period came by each channel."""
    rows = session.connection().execute(BY_CHANNEL, {"tenant": session.tenant.id, "period": period_id})
    return {channel: int(n) for channel, n in rows}


def _sheets(batch_ids: Collection[UUID]):
    return select(SurveySheet).where(col(SurveySheet.batch_id).in_(batch_ids)).order_by(
        col(SurveySheet.at), col(SurveySheet.id)
    )
