"""Look-ups of held answers. None reads what was answered."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.survey.holding.rules import PATIENCE, RELEASED, STATES
from webapp.platform.db import TenantSession

STANDS = sa.text("""
select state, count(*) from survey_hold where tenant_id = :tenant and period_id = :period group by state
""")
AWAITED = sa.text("""
select distinct h.period_id from survey_hold h
join survey_period p on p.tenant_id = :tenant and p.id = h.period_id and p.until >= :since
where h.tenant_id = :tenant and h.state = 'ditahan'
""")
PERIOD = sa.text("select id from survey_period where tenant_id = :tenant and id = :period for no key update")


def stand_of(session: TenantSession, period_id: UUID) -> dict[str, int]:
    """{state: answers} of a period, every state named; {} when nothing of it was ever held."""
    rows = session.connection().execute(STANDS, {"tenant": session.tenant.id, "period": period_id})
    found = {state: int(n) for state, n in rows}
    return {state: found.get(state, 0) for state in STATES} if found else {}


def awaited(session: TenantSession, today: date, grace: timedelta) -> set[UUID]:
    """The periods whose index waits for what is held to be decided; from a fortnight after their end on it does not."""
    asked = {"tenant": session.tenant.id, "since": today - grace - PATIENCE}
    return set(session.connection().execute(AWAITED, asked).scalars())


def late(told: Mapping[str, int], now: Mapping[str, int]) -> int:
    """How many answers were let go after a period was told, by its stand then and now."""
    return now.get(RELEASED, 0) - told.get(RELEASED, 0)


def hold_period(session: TenantSession, period_id: UUID) -> None:
    """Until the transaction ends nobody else tells this period or decides about its answers."""
    session.connection().execute(PERIOD, {"tenant": session.tenant.id, "period": period_id}).all()
