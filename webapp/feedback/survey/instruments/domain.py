"""Writing the next version of the questionnaire and publishing it. Nothing here commits.

A version is a row that is only ever added. A period keeps the version it was opened with; those opened later take the
newest.
"""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.survey.instruments import queries, rules
from webapp.feedback.survey.instruments.models import SurveyDraft
from webapp.feedback.survey.models import SurveyInstrument
from webapp.feedback.survey.questions import STANDARD
from webapp.feedback.survey.refusals import NotPossible
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.ids import uuid7


def begin_draft(session: TenantSession) -> None:
    """A draft that begins as the newest version (the annex's form where there is none); one that is begun stays."""
    if queries.draft(session):
        return
    newest = next(iter(queries.versions(session)), None)
    seen: dict[str, int] = {}
    for question in newest.instrument.questions if newest else STANDARD:
        unsur = question["unsur"]
        seen[unsur] = seen.get(unsur, 0) + 1
        words = {part: question[part] for part in ("text", "options")}
        row = {"tenant_id": session.tenant.id, "id": uuid7(), "unsur": unsur, "place": seen[unsur], "words": words}
        session.connection().execute(sa.dialects.postgresql.insert(SurveyDraft).values(row).on_conflict_do_nothing())


def add_question(session: TenantSession, unsur: str, words: rules.Words) -> SurveyDraft:
    """One more question of this unsur, after the others. Raises NotPossible."""
    held = _held(session)
    if len(held) >= rules.MOST:
        raise NotPossible("teks", "too-many-questions")
    place = max((row.place for row in held if row.unsur == unsur), default=0) + 1
    if place > rules.MOST:
        raise NotPossible("teks", "too-many-questions")
    row = SurveyDraft(unsur=unsur, place=place, words=dict(words))
    session.add(row)
    session.flush()
    return row


def change_question(session: TenantSession, row: SurveyDraft, words: rules.Words) -> None:
    """Other words for a question of the draft."""
    row.words = dict(words)
    session.add(row)
    session.flush()


def remove_question(session: TenantSession, question_id: UUID) -> None:
    """Takes a question out of the draft. Raises NotPossible for the only one of its unsur."""
    held = _held(session)
    row = next((each for each in held if each.id == question_id), None)
    if row is None:
        raise NotPossible("", "draft-gone")
    if [each.unsur for each in held].count(row.unsur) == 1:
        raise NotPossible("", "last-of-unsur")
    session.delete(row)
    session.flush()


def publish(session: TenantSession, note: str, *, by: UUID, at: datetime) -> SurveyInstrument:
    """Makes the draft the newest version, which periods opened from now on take. Raises NotPossible."""
    held = _held(session)
    if rules.missing([row.unsur for row in held]):
        raise NotPossible("catatan", "unsur-missing")
    newest = next(iter(queries.versions(session)), None)
    questions = rules.in_order([(row.unsur, row.place, row.words) for row in held])
    if questions == (newest.instrument.questions if newest else [dict(question) for question in STANDARD]):
        raise NotPossible("catatan", "same-questions")
    made = _keep_standard(session, at) if newest is None else newest.instrument
    version = SurveyInstrument(number=made.number + 1, questions=questions, made_by_id=by, made_at=at, note=note)
    session.add(version)
    session.flush()
    for row in held:
        session.delete(row)
    session.flush()
    record(
        session, "survei:kuesioner-terbit", "survey_instrument", version.id, by=by, versi=version.number,
        banyak=len(questions), sebutan=note,
    )  # fmt: skip
    return version


def discard(session: TenantSession, *, by: UUID) -> None:
    """Throws the draft away. Raises NotPossible when there is none any more."""
    held = _held(session)
    for row in held:
        session.delete(row)
    session.flush()
    record(session, "survei:kuesioner-dibuang", "survey_draft", held[0].id, by=by, banyak=len(held))


def ready_made(session: TenantSession, at: datetime) -> SurveyInstrument:
    """The newest version; where the pemda has none, the annex's form becomes its first. Twice at once is harmless."""
    newest = next(iter(queries.versions(session)), None)
    return newest.instrument if newest else _keep_standard(session, at)


def _keep_standard(session: TenantSession, at: datetime) -> SurveyInstrument:
    values = {"tenant_id": session.tenant.id, "id": uuid7(), "number": 1, "made_at": at,
              "questions": [dict(question) for question in STANDARD]}  # fmt: skip
    session.connection().execute(sa.dialects.postgresql.insert(SurveyInstrument).values(values).on_conflict_do_nothing())
    return next(each.instrument for each in queries.versions(session))


def _held(session: TenantSession) -> list[SurveyDraft]:
    held = queries.draft(session, hold=True)
    if not held:
        raise NotPossible("", "draft-gone")
    return held
