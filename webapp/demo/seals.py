"""Seals as if Pamong had run all the time: one for the time before, then one for each day of the last month."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from webapp.demo.moments import Story
from webapp.feedback.seals.domain import seal_day
from webapp.platform.db import TenantSession

DAYS = 31
COUNTED = tuple(
    sa.text(statement)
    for statement in (
        """
insert into seal_waiting (tenant_id, kind, record_id, day)
select r.tenant_id, 'penilaian', r.id, r.day from rating r where r.tenant_id = :tenant
on conflict do nothing
""",
        """
insert into seal_waiting (tenant_id, kind, record_id, day)
select e.tenant_id, 'alasan', e.id, r.day from rating_reason e
join rating r on r.tenant_id = :tenant and r.id = e.rating_id where e.tenant_id = :tenant
on conflict do nothing
""",
        """
insert into seal_waiting (tenant_id, kind, record_id, day)
select e.tenant_id, 'pesan', e.id, r.day from rating_comment e
join rating r on r.tenant_id = :tenant and r.id = e.rating_id where e.tenant_id = :tenant
on conflict do nothing
""",
        """
insert into seal_waiting (tenant_id, kind, record_id, day)
select r.tenant_id, 'survei', r.id, r.day from survey_response r where r.tenant_id = :tenant
on conflict do nothing
""",
    )
)


def plant_seals(session: TenantSession, story: Story) -> None:
    """Seals every answer of the demonstration that is of a day before today."""
    for statement in COUNTED:
        session.connection().execute(statement, {"tenant": session.tenant.id})
    for back in range(DAYS, 0, -1):
        day = story.today - timedelta(days=back)
        seal_day(session, day, _midnight_after(day, story))


def _midnight_after(day: date, story: Story) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0, 5), story.zone)
