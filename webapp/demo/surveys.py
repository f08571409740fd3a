"""Surveys: for each office that serves, one that is over with its index, and one that is running."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from webapp.demo.people import Staff
from webapp.demo.surveyform import plant_paper, plant_questionnaire
from webapp.feedback.survey import counting, domain, profile, queries
from webapp.feedback.survey.index import UNSUR
from webapp.people.published import opd_and_below
from webapp.platform.db import TenantSession
from webapp.platform.i18n import month_name

OVER, RUNNING = (200, 20), (15, -30)  # days ago: first and last day
ANSWERED = (160, 45)
POPULATION = 1200
BY_UNSUR = dict(zip(UNSUR, (0.1, 0.0, -0.35, 0.5, 0.1, 0.05, 0.2, -0.25, -0.1), strict=True))  # liked more and less
MOST_OFFICES = 2


def plant_surveys(session: TenantSession, staff: Staff, by: UUID, today: date, at: datetime) -> int:
    """Opens the periods and fills them as citizens would; returns how many answered."""
    chance = random.Random(f"surveys {session.tenant.slug}")  # noqa: S311 - the same story every time
    served = [opd for opd in staff.opds.values() if queries.services_of(session, [opd])]
    answered = 0
    for (first, last), n in zip((OVER, RUNNING), ANSWERED, strict=True):
        if (first, last) == RUNNING:
            plant_questionnaire(session, by, at)
        for opd in served[:MOST_OFFICES]:
            since, until = today - timedelta(days=first), today - timedelta(days=last)
            name = f"Survei {month_name(since)}"
            period = domain.open_period(
                session, opd, name, since, until, POPULATION, by=by, at=at, today=today
            )
            services = queries.services_of(session, opd_and_below(session, opd))
            unsur = queries.unsur_of(session)[period.instrument_id]
            for _number in range(n):
                domain.keep(session, _response(period, [each for each, _name in services], unsur, chance, today))
            answered += n
            if (first, last) == RUNNING and opd == served[0]:
                plant_paper(session, staff, period, unsur, today, at)
    while counting.count_waiting(session):
        pass
    return answered


def _response(
    period, services: Sequence[UUID], unsur: Sequence[str], chance: random.Random, today: date
) -> domain.Response:
    days = max((min(period.until, today) - period.since).days, 0)
    mood = chance.gauss(3.2, 0.5)
    answers = [min(4, max(1, round(mood + BY_UNSUR[slug] + chance.gauss(0, 0.45)))) for slug in unsur]
    return domain.Response(
        id=uuid4(), period_id=period.id, service_id=chance.choice(services), channel="tautan",
        day=period.since + timedelta(days=chance.randint(0, days)), band=chance.choice(profile.BANDS),
        sex=chance.choice(profile.SEXES), age=chance.choice(profile.AGES), education=chance.choice(profile.EDUCATIONS),
        occupation=chance.choice(profile.OCCUPATIONS), has_disability=chance.choice((None, None, False, True)),
        answers=answers,
    )  # fmt: skip
