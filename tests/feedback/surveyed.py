"""Survey periods as they are when they are over: planted with their answers, counted, and published."""

from datetime import timedelta
from uuid import UUID, uuid4

from webapp.feedback.survey import counting, domain
from webapp.feedback.survey.followups import domain as followups
from webapp.feedback.survey.publishing.domain import publish
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

TABLES = (
    "survey_followup_reminder", "survey_followup_step", "survey_followup", "survey_report_text", "survey_recount",
    "survey_publication", "survey_hold", "survey_hold_decision", "survey_device",
    "survey_profile", "survey_sum", "survey_pending", "survey_response", "survey_period",
    "survey_instrument",
)  # fmt: skip


def plant(world, place, answers, days=(60, 20), name="Semester 1", *, count=True) -> UUID:
    """A period of the dinas with these responses, from so many days ago to so many; its id."""
    today = clock.today(place.tenant.timezone)
    since, until = today - timedelta(days=days[0]), today - timedelta(days=days[1])
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        period = domain.open_period(
            session, place.dinas, name, since, until, 220, by=bureau(place), at=clock.now(), today=today
        )
        for number, values in enumerate(answers):
            domain.keep(session, response(period, place, values, number))
        while count and counting.count_waiting(session):
            pass
        return period.id


def plant_published(world, place, answers, days=(60, 20), name="Semester 1") -> UUID:
    """The same, published."""
    period_id = plant(world, place, answers, days, name)
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        period = domain.queries.period_by_id(session, period_id)
        publish(session, period, "", by=bureau(place), at=clock.now(), today=clock.today(place.tenant.timezone))
    return period_id


def bureau(place) -> UUID:
    """Who belongs to the organisation bureau."""
    return (place.people.get("oki") or place.people["nur"]).id


def response(period, place, values, number) -> domain.Response:
    """One in five is a woman; nobody differs in anything else."""
    return domain.Response(
        id=uuid4(), period_id=period.id, service_id=place.service, channel="tautan", day=period.since, band="pagi",
        sex="L" if number % 5 else "P", age="30_39", education="SMA", occupation="swasta", has_disability=None,
        answers=list(values),
    )  # fmt: skip


def plant_followup(world, place, period_id, person_id) -> UUID:
    """A follow-up of this period for which this person is responsible; its id."""
    today = clock.today(place.tenant.timezone)
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        period = domain.queries.period_by_id(session, period_id)
        stand = followups.Stand("direncanakan", today + timedelta(days=30), followups.Responsible(person_id))
        row = followups.plan(session, period, ["waktu"], "waktu", "Menambah satu loket pada hari Senin", stand,
                             by=bureau(place), at=clock.now(), today=today)  # fmt: skip
        return row.id
