"""What the views of a survey's results ask: who is signed in, the day, which periods she may see and plan for."""

from datetime import date
from uuid import UUID

from flask import abort
from flask_login import current_user

from webapp.feedback.survey import queries
from webapp.feedback.survey.followups import domain as followups
from webapp.feedback.survey.models import SurveyPeriod
from webapp.people.published import PersonCard
from webapp.platform import clock, tenancy
from webapp.platform.request import db

READERS = frozenset({"organisasi", "inspektorat", "kepala"})


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)


def period_or_404(period_id: UUID) -> SurveyPeriod:
    """The period of this pemda at this address."""
    return queries.period_by_id(db(), period_id) or abort(404)


def readable_period(period_id: UUID) -> SurveyPeriod:
    """The period, for who reads all results and for who leads its OPD; 403 for others."""
    period = period_or_404(period_id)
    if not (me().roles & READERS or may_plan(period.opd_id)):
        abort(403)
    return period


def planned_period(period_id: UUID) -> SurveyPeriod:
    """The period, for who plans follow-ups of its OPD; 403 for others."""
    period = period_or_404(period_id)
    return period if may_plan(period.opd_id) else abort(403)


def may_plan(opd_id: UUID) -> bool:
    """Whether whoever is signed in plans follow-ups of this OPD."""
    return followups.may_plan(db(), me(), opd_id, today())
