"""Held answers of the surveys: some of a period that is over, decided before it was told, and some that wait."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from webapp.feedback.review.queries import Reviewer
from webapp.feedback.review.surveys import domain as review
from webapp.feedback.review.surveys import queries as held
from webapp.feedback.survey import counting, domain, queries
from webapp.feedback.survey.models import SurveyPeriod
from webapp.people.published import opd_and_below
from webapp.platform.db import TenantSession

AGAIN = (3, 2, 1)  # by so many devices, once more each and so often
REVIEWED = timedelta(days=4)  # after the end
DECIDED = (
    ("dilepas", 2, "Ponsel dipinjamkan kepada pemohon yang tidak membawa gawai; petugas piket membenarkan."),
    ("dipertahankan", 4, "Dikirim beruntun dari satu perangkat pada hari yang sama."),
)


def plant_held_answers(session: TenantSession, reviewer: UUID, today: date, at: datetime) -> None:
    """Lets devices answer again in every period that has begun, and decides what is over."""
    for period in queries.periods(session):
        _answer_again(session, period, today)
    while counting.count_waiting(session):
        pass
    for period in queries.periods(session):
        if domain.is_over(period, today):
            _decide(session, period, reviewer, at - (today - period.until) + REVIEWED)


def _answer_again(session: TenantSession, period: SurveyPeriod, today: date) -> None:
    [(service, _name), *_others] = queries.services_of(session, opd_and_below(session, period.opd_id))
    size = len(queries.instrument_of(session, period).questions)
    day = min(period.until, today - timedelta(days=1))
    for times in AGAIN:
        device = uuid4().bytes
        for number in range(1 + times):
            domain.keep(session, domain.Response(
                id=uuid4(), period_id=period.id, service_id=service, channel="tautan", day=day, band="pagi", sex="P",
                age="30_39", education="SMA", occupation="swasta", has_disability=None, answers=[3 + number % 2] * size,
                device=device,
            ))  # fmt: skip


def _decide(session: TenantSession, period: SurveyPeriod, reviewer: UUID, at: datetime) -> None:
    who = Reviewer(reviewer, frozenset())
    for outcome, n, reason in DECIDED:
        waiting = [one.response_id for one in held.held(session, period.id) if one.state == "ditahan"]
        review.decide(session, who, period.id, waiting[:n], outcome, reason, at=at)
