"""What waits for the organisation bureau in the rooms of the citizens' side, in one statement for its home page."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from webapp.feedback.survey.followups.rules import OPEN
from webapp.platform.db import TenantSession

# A batch that both have typed waits for somebody who lays the two side by side, and confirms it.
WAITING = sa.text("""
select questions.n, questions.since, followups.n, followups.due, batches.n
from (
  select count(*) as n, min(q.day) as since
  from forum_question q
  join forum f on f.tenant_id = :tenant and f.id = q.forum_id and f.cancelled_at is null
  where q.tenant_id = :tenant
    and not exists (select from forum_decision d where d.tenant_id = :tenant and d.question_id = q.id)
) questions, (
  select count(*) as n, min(s.due) as due
  from survey_followup_step s
  where s.tenant_id = :tenant and s.state = any(:open) and s.due < :today
    and not exists (select from survey_followup_step o where o.tenant_id = :tenant
                    and o.followup_id = s.followup_id and o.number > s.number)
) followups, (
  select count(*) as n
  from survey_batch b
  where b.tenant_id = :tenant and b.confirmed_at is null and b.cancelled_at is null and b.second_id is not null
    and 2 * b.sheets = (select count(distinct (t.typing, t.number)) from survey_sheet t
                        where t.tenant_id = :tenant and t.batch_id = b.id and t.typing in (1, 2))
) batches
""")


@dataclass(frozen=True)
class BureauWaiting:
    """Questions nobody has decided about (the oldest of which day), follow-ups past their day (the first of them), and
    batches of paper both have typed."""

    questions: int
    asked_on: date | None
    followups: int
    due: date | None
    batches: int


def bureau_waiting(session: TenantSession, today: date) -> BureauWaiting:
    """What the bureau has to see to."""
    asked = {"tenant": session.tenant.id, "today": today, "open": list(OPEN)}
    return BureauWaiting(*session.connection().execute(WAITING, asked).one())
