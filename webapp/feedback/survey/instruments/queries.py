"""Look-ups of the versions of the questionnaire and of the draft of the next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.survey.index import UNSUR
from webapp.feedback.survey.instruments.models import SurveyDraft
from webapp.feedback.survey.models import SurveyInstrument, SurveyPeriod
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class Version:
    """A version with the time in which new periods took or take it (`until` None: it is the one they take now)."""

    instrument: SurveyInstrument
    since: datetime
    until: datetime | None
    periods: int


def versions(session: TenantSession) -> list[Version]:
    """All versions, the newest first."""
    rows = session.exec(select(SurveyInstrument).order_by(col(SurveyInstrument.number).desc())).all()
    used = list(session.exec(select(SurveyPeriod.instrument_id)))
    ends = [None, *(row.made_at for row in rows)]
    return [Version(row, row.made_at, until, used.count(row.id)) for row, until in zip(rows, ends, strict=False)]


@dataclass(frozen=True)
class Now:
    """What a period takes that is opened now: the number of the version and how many questions it has."""

    number: int
    questions: int


def now(session: TenantSession) -> Now:
    """The version in force; the annex's form of nine questions where there is none."""
    newest = session.exec(select(SurveyInstrument).order_by(col(SurveyInstrument.number).desc())).first()
    return Now(newest.number, len(newest.questions)) if newest else Now(1, len(UNSUR))


def version_by_id(session: TenantSession, instrument_id: UUID) -> Version | None:
    """The version, or None."""
    return next((each for each in versions(session) if each.instrument.id == instrument_id), None)


def draft(session: TenantSession, *, hold: bool = False) -> list[SurveyDraft]:
    """The questions of the draft in the order of the form; none while nobody works at one. `hold`: nobody else may."""
    asked = select(SurveyDraft).order_by(col(SurveyDraft.id))
    rows = session.exec(asked.with_for_update() if hold else asked).all()
    return sorted(rows, key=lambda row: (UNSUR.index(row.unsur), row.place))


def draft_question(session: TenantSession, question_id: UUID) -> SurveyDraft | None:
    """A question of the draft, or None."""
    return session.get(SurveyDraft, (session.tenant.id, question_id))
