"""The work of a recount: reading every answer of a period, and finding what no bell announced."""

from uuid import UUID

from webapp.feedback.survey import queries as surveys
from webapp.feedback.survey.publishing import queries, recounting
from webapp.feedback.survey.publishing.models import DONE, RUNNING, STOPPED, SurveyRecount
from webapp.platform import clock
from webapp.platform.db import TenantSession, be_patient, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.ledger import Hand, left_behind, work_on
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

SCHEDULE = {"survey.recounts": 5.0}


@background("survey.recount")
def recount(resources: Resources, tenant: Tenant, recount_id: str) -> None:
    """Counts the period again. Late, twice or two at once, it is done once."""
    with serving(tenant):
        work_on(Hand(resources, SurveyRecount, UUID(recount_id)), (RUNNING,), _count, _stop)


def _count(hand: Hand, _state: str) -> None:
    with unit_of_work(hand.resources.engine) as session:
        be_patient(session)
        period = surveys.period_by_id(session, queries.recount_by_id(session, hand.row_id).period_id)
        total = recounting.expected(session, period.id)
        figures = recounting.from_answers(session, period, total, hand.tell)
        result = recounting.compared(session, period, figures)
        hand.settle(session.connection(), DONE, done=total, total=total, finished_at=clock.now(), **result)


def _stop(hand: Hand, remark: str) -> None:
    with unit_of_work(hand.resources.engine) as session:
        hand.settle(session.connection(), STOPPED, remark)


@background("survey.recounts")
def sweep(resources: Resources, tenant: Tenant) -> None:
    """Does here what no bell announced and what a killed job left behind."""
    with serving(tenant), TenantSession(resources.engine) as session:
        waiting = left_behind(session, SurveyRecount, (RUNNING,))
    for recount_id in waiting:
        recount(resources, tenant, str(recount_id))
