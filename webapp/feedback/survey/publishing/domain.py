"""Publishing a period, correcting what was told, asking for a recount. Nothing here commits."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from webapp.feedback.publication.rules import SMALLEST_CELL
from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.domain import is_over
from webapp.feedback.survey.holding import queries as holding
from webapp.feedback.survey.index import smallest_sample
from webapp.feedback.survey.models import SurveyPeriod
from webapp.feedback.survey.publishing import queries
from webapp.feedback.survey.publishing.figures import Figures, figures_of, parts, told
from webapp.feedback.survey.publishing.models import RUNNING, SurveyPublication, SurveyRecount
from webapp.feedback.survey.publishing.refusals import NotPossible
from webapp.platform.audit import record
from webapp.platform.db import TenantSession

REMEMBERED = timedelta(hours=24)  # a citizen's recount holds so long for everybody
MOST_RECOUNTS = 3  # at a time in one pemda, when citizens ask
SHORTEST_REASON = 10
INSTRUMENT = "PermenPANRB 14/2017 v{}"  # `instrumen` of /data/ikm.json
Objection = Callable[[TenantSession, SurveyPeriod], str | None]
OBJECTIONS: list[Objection] = []


def ask_before_publishing(objection: Objection) -> None:
    """Registers what stands in the way of telling a period: (session, period) -> the name of a refusal, or None."""
    if objection not in OBJECTIONS:
        OBJECTIONS.append(objection)


def objection_to(session: TenantSession, period: SurveyPeriod, figures: Figures, today: date) -> str | None:
    """Why this period cannot be told now: the name of a refusal; None when nothing stands in the way."""
    if not is_over(period, today):
        return "running"
    if queries.is_counting(session, period.id):
        return "counting"
    if period.id in holding.awaited(session, today, surveys.GRACE):
        return "held"
    if figures.n < SMALLEST_CELL:
        return "too-few"
    found = (each(session, period) for each in OBJECTIONS)
    return next((why for why in found if why), None) or _correction(session, period, figures)


def publish(
    session: TenantSession, period: SurveyPeriod, reason: str, *, by: UUID, at: datetime, today: date,
    is_aware: bool = True,
) -> SurveyPublication:  # fmt: skip
    """Tells the whole period at once, from now on and for ever; again only as a correction with its reason.

    is_aware: whoever tells it knows when the smallest sample was not reached. Raises NotPossible.
    """
    holding.hold_period(session, period.id)
    figures, before = queries.kept_figures(session, period), queries.newest(session, period.id)
    why = objection_to(session, period, figures, today)
    if why:
        raise NotPossible("", why)
    if before and len(reason) < SHORTEST_REASON:
        raise NotPossible("alasan", "reason")
    if not is_aware and figures.n < smallest_sample(period.population):
        raise NotPossible("sadar", "below-sample")
    row = drafted(session, period, figures, by=by, at=at)
    row.version, row.reason = (before.version + 1, reason) if before else (1, "")
    session.add(row)
    try:
        session.flush()
    except sa.exc.IntegrityError as problem:
        if "survey_publication_tenant_id_period_id_version_key" in str(problem.orig):
            raise NotPossible("", "meanwhile") from None
        raise
    facts = {"versi": row.version, "ikm": row.told["ikm"], "banyak": row.n}
    record(session, "survei:terbitkan", "survey_period", period.id, by=by, **facts)
    return row


def ask_recount(session: TenantSession, period: SurveyPeriod, total: int, *, by: UUID | None, at: datetime) -> UUID:
    """Asks for counting all answers again; the recount that is under way when there is one. Returns its id.

    total: how many responses are expected. by: None for a citizen, who is refused while others fill the queue.
    Raises NotPossible.
    """
    if by is None and queries.count_running(session) >= MOST_RECOUNTS:
        raise NotPossible("", "many-recounts")
    row = SurveyRecount(period_id=period.id, asked_by_id=by, at=at, beat_at=at, total=total)
    values = row.model_dump(exclude={"equal_told", "equal_sums"})
    running = sa.text("state = 'berjalan'")
    asked = insert(SurveyRecount).values(values).on_conflict_do_nothing(
        index_elements=["tenant_id", "period_id"], index_where=running
    )  # fmt: skip
    if session.connection().execute(asked.returning(SurveyRecount.id)).first() is None:
        return queries.newest_recount(session, period.id).id
    if by is not None:
        record(session, "survei:hitung-ulang", "survey_period", period.id, by=by)
    return row.id


def needs_recount(session: TenantSession, period_id: UUID, at: datetime) -> bool:
    """Whether a citizen who asks gets a new one: the last is older than a day."""
    return not queries.was_recounted_since(session, period_id, at - REMEMBERED)


def is_running(recount: SurveyRecount | None) -> bool:
    """Whether it waits or is being done."""
    return recount is not None and recount.state == RUNNING


def _correction(session: TenantSession, period: SurveyPeriod, figures: Figures) -> str | None:
    """What was told may be corrected when it is wrong, and when the difference from no version tells anybody's answers:
    every version stays public."""
    before = queries.versions(session, period.id)
    if before and [list(each) for each in figures.counts] == before[0].counts:
        return "unchanged"
    return "too-near" if any(0 < abs(figures.n - each.n) < SMALLEST_CELL for each in before) else None


def drafted(
    session: TenantSession, period: SurveyPeriod, figures: Figures, *, by: UUID, at: datetime
) -> SurveyPublication:
    """A period as it would be told now: nothing of it is stored. ValueError without any response."""
    index = figures.index()
    if index is None:
        raise ValueError("nothing was answered")
    return SurveyPublication(
        period_id=period.id, opd_id=period.opd_id, name=period.name, since=period.since, until=period.until,
        instrument=INSTRUMENT.format(surveys.instrument_of(session, period).number), population=period.population,
        n=figures.n, unsur=list(figures.unsur), counts=[list(each) for each in figures.counts],
        profile=surveys.profile_of(session, period.id), channels=queries.channels_of(session, period.id),
        services=_services(session, period, figures), told=told(index), held=holding.stand_of(session, period.id),
        version=0, published_by_id=by, published_at=at,
    )  # fmt: skip


def _services(session: TenantSession, period: SurveyPeriod, figures: Figures) -> list[dict]:
    """What is told of each service, next to what earlier versions told."""
    sums = surveys.answer_counts_of_services(session, period.id)
    names = {str(key): name for key, name in surveys.service_names(session, sums.keys()).items()}
    before = [version.services for version in queries.versions(session, period.id) if version.services]
    own = {str(key): figures_of(figures.unsur, counts) for key, counts in sums.items()}
    return parts(names, own, before, SMALLEST_CELL)
