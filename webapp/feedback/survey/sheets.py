"""Which sheet a form belongs to. What the last forms of an office needed is kept for some seconds: many come at once.

What is kept can be old, never wrong: a form is told by its key, which only fits the period it was opened in, and the
questionnaire of a period does not change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.feedback.survey import domain, pages, queries
from webapp.feedback.survey.forms import names_of, survey_fields
from webapp.feedback.survey.models import SurveyPeriod
from webapp.people.published import OpdPlace, opd_and_below, opd_places
from webapp.platform.db import TenantSession

KEPT = timedelta(seconds=10)
MOST = 1000  # offices of all pemda
Fits = Callable[[UUID], bool]


@dataclass(frozen=True)
class Period:
    """What a sheet says of its period."""

    id: UUID
    since: date
    until: date


_kept: dict[tuple[UUID, str], tuple[datetime, list[pages.Sheet]]] = {}


def office_of(session: TenantSession, slug: str) -> OpdPlace | None:
    """The OPD of this word in addresses, or None."""
    return next((place for place in opd_places(session).values() if place.slug == slug), None)


def sheet_of(session: TenantSession, office: OpdPlace, period: SurveyPeriod) -> pages.Sheet:
    """What is asked in this period, read afresh."""
    questions = queries.instrument_of(session, period).questions
    names = names_of([question["unsur"] for question in questions])
    services = queries.services_of(session, opd_and_below(session, office.id))
    plain = Period(period.id, period.since, period.until)
    return pages.Sheet(office, plain, questions, names, services, survey_fields(tuple(names)))


def answerable(session: TenantSession, office: OpdPlace, today: date, now: datetime) -> list[pages.Sheet]:
    """The running period's sheet, then the one whose forms may still lie open; kept for who comes next."""
    days = (today, today - domain.GRACE)
    found = {each.id: each for day in days if (each := queries.running_period(session, office.id, day))}
    sheets = [sheet_of(session, office, period) for period in found.values()]
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[session.tenant.id, office.slug] = now, sheets
    return sheets


def kept(tenant_id: UUID, slug: str, now: datetime, today: date, fits: Fits) -> pages.Sheet | None:
    """The sheet of seconds ago that this form fits and that still takes it, or None: then look afresh."""
    at, sheets = _kept.get((tenant_id, slug), (None, []))
    if at is None or not timedelta(0) <= now - at < KEPT:
        return None
    return next((each for each in sheets if fits(each.period.id) and domain.takes_answers(each.period, today)), None)
