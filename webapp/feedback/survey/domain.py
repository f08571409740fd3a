"""Opening survey periods, keeping responses, and the index of a period. Nothing here commits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey import queries
from webapp.feedback.survey.index import Index, index_of
from webapp.feedback.survey.instruments.domain import ready_made
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.refusals import NotPossible
from webapp.feedback.survey.store import KEEP, Response
from webapp.people.published import opd_and_below, opd_places
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

LONGEST, GRACE = timedelta(days=366), queries.GRACE


def open_period(
    session: TenantSession, opd_id: UUID, name: str, since: date, until: date, population: int,
    *, by: UUID, at: datetime, today: date,
) -> SurveyPeriod:  # fmt: skip
    """A new period of this OPD. Raises NotPossible."""
    if opd_id not in opd_places(session):
        raise NotPossible("unit", "opd-unknown")
    if not queries.services_of(session, opd_and_below(session, opd_id)):
        raise NotPossible("unit", "no-service")
    if until < since:
        raise NotPossible("sampai", "backwards")
    if abs(since - today) > LONGEST:
        raise NotPossible("sejak", "too-late")
    if until - since >= LONGEST:
        raise NotPossible("sampai", "too-long")
    period = SurveyPeriod(
        opd_id=opd_id, instrument_id=ready_made(session, at).id, name=name, since=since, until=until,
        population=population, opened_by_id=by, opened_at=at,
    )  # fmt: skip
    session.add(period)
    try:
        session.flush()
    except sa.exc.IntegrityError as problem:
        if "survey_period_one_at_a_time_excl" in str(problem.orig):
            raise NotPossible("sejak", "overlap") from None
        raise
    facts = {"sejak": since.isoformat(), "sampai": until.isoformat(), "pengguna": population}
    record(session, "survei:buka", "survey_period", period.id, by=by, unit=str(opd_id), **facts)
    return period


def keep(session: TenantSession, response: Response) -> bool:
    """Keeps a response to be counted; False if this very form was kept before."""
    return session.connection().exec_driver_sql(KEEP, response.values(session.tenant.id)).first() is not None


def takes_answers(period: SurveyPeriod, today: date) -> bool:
    """Whether a form that was opened in this period may still be sent."""
    return period.since <= today <= period.until + GRACE


def is_over(period: SurveyPeriod, today: date) -> bool:
    """Whether nothing more can come: from then on its index is told, once and for all."""
    return today > period.until + GRACE


def indexes(session: TenantSession, periods: Sequence[SurveyPeriod], today: date) -> dict[UUID, Index]:
    """The IKM of all responses of each of these periods that is over and has enough of them to be told.

    While a batch of paper is open, or a response not counted, it is not told; nor, for a fortnight, while a held one
    waits for its decision. Told once, it does not move but by five responses or more at once.
    """
    over = [period for period in periods if is_over(period, today)]
    waiting = queries.unfinished(session, today) if over else set()
    over = [period for period in over if period.id not in waiting]
    counts, unsur = queries.answer_counts(session, [period.id for period in over]), queries.unsur_of(session)
    found = {}
    for period in over:
        if period.id not in counts:
            continue
        named = zip(unsur[period.instrument_id], counts[period.id], strict=True)
        index = index_of([(slug, queries.answers_of(each)) for slug, each in named])
        if index is not None and index.n >= SMALLEST_CELL:
            found[period.id] = index
    return found
