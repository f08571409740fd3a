"""Writing the texts of a report. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.reports.models import CHAPTERS, SurveyReportText
from webapp.platform.audit import record
from webapp.platform.db import TenantSession


def texts_of(session: TenantSession, period_id: UUID) -> dict[str, SurveyReportText]:
    """The newest text of each chapter that somebody wrote."""
    row = SurveyReportText
    asked = select(row).where(row.period_id == period_id).ext(distinct_on(row.chapter))
    return {each.chapter: each for each in session.exec(asked.order_by(row.chapter, col(row.number).desc()))}


def write(
    session: TenantSession, period: SurveyPeriod, texts: Mapping[str, str], *, by: UUID, at: datetime
) -> list[str]:
    """Keeps the chapters that changed; returns which."""
    known = texts_of(session, period.id)
    changed = [chapter for chapter in CHAPTERS if texts[chapter] != _text(known.get(chapter))]
    for chapter in changed:
        number = known[chapter].number + 1 if chapter in known else 1
        session.add(
            SurveyReportText(period_id=period.id, chapter=chapter, number=number, text=texts[chapter], by_id=by, at=at)
        )
    if changed:
        session.flush()
        record(session, "survei:laporan", "survey_period", period.id, by=by, bagian=changed)
    return changed


def _text(row: SurveyReportText | None) -> str:
    return row.text if row else ""
