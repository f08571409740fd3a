"""Moving held answers from one state to another: what counts and what is counted move together. Nothing commits."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.survey import counting
from webapp.feedback.survey.holding.rules import RELEASED
from webapp.platform.db import TenantSession

MOVE = sa.text("""
update survey_hold h set state = :state, decision_id = :decision
from survey_response r
where h.tenant_id = :tenant and h.response_id = any(:answers) and h.state = :before
  and r.tenant_id = :tenant and r.id = h.response_id
returning r.period_id, r.service_id, r.channel, r.sex, r.age, r.education, r.occupation, r.band, r.has_disability,
          r.answers
""")
NOTHING_LEFT = (
    sa.text("delete from survey_sum where tenant_id = :tenant and period_id = :period and n1 + n2 + n3 + n4 = 0"),
    sa.text("delete from survey_profile where tenant_id = :tenant and period_id = :period and n = 0"),
)


class Meanwhile(Exception):
    """One of the answers was moved by somebody else."""


def move(session: TenantSession, answers: Collection[UUID], before: str, state: str, decision_id: UUID) -> None:
    """These answers, all in the state `before`, stand as `state` by this decision. Raises Meanwhile."""
    asked = {"tenant": session.tenant.id, "answers": sorted(answers), "before": before}
    moved = session.connection().execute(MOVE, asked | {"state": state, "decision": decision_id}).mappings().all()
    if len(moved) != len(answers):
        raise Meanwhile
    if RELEASED in (before, state):
        counting.add(session, moved, 1 if state == RELEASED else -1)
        for statement in NOTHING_LEFT:
            session.connection().execute(statement, {"tenant": session.tenant.id, "period": moved[0]["period_id"]})
