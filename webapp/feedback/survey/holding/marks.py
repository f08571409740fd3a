"""The mark of a device that answers a survey, and its end.

A mark is a keyed hash over period, service and week, with a purpose of its own: the same device has another mark for
every other service, week, period and pemda, and none that ratings know. The browser's random name is not stored, the
key lies outside the tables. Paper has no mark.

What somebody who reads the whole database can see. While an answer waits to be counted, for seconds, its outbox row
bears its mark; the row goes in the transaction that counts it. Then there are marks in `survey_device` with a number
and a day, naming no answer, and in `survey_hold` the answers that are held, naming no mark: where on a day one device
alone answered twice, he may guess which mark is its own, and learns from it that some other answer of that week came
from there, not which. With the key and the device in his hands he can tell that it answered in these weeks, not
what. After a week more the marks are deleted, and nothing is left but that an answer was held and as the how-manieth.
"""

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from webapp.feedback.ratings.rules import week_of
from webapp.feedback.survey.holding.rules import KEPT_WEEKS
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys

PURPOSE = "survey device"
FORGET = sa.text("delete from survey_device where tenant_id = :tenant and day < :before")


def mark(keys: Keys, tenant_id: UUID, period_id: UUID, service_id: UUID, day: date, name: str) -> bytes:
    """The mark of the device of this name when it answers about this service in this period's week."""
    week = week_of(day).isoformat().encode()
    return keys.mac(PURPOSE, tenant_id.bytes, period_id.bytes, service_id.bytes, week, name.encode())


def forget(session: TenantSession, today: date) -> int:
    """Deletes the marks of weeks that are over and counted; returns how many. The caller commits."""
    before = week_of(today) - timedelta(weeks=KEPT_WEEKS)
    return session.connection().execute(FORGET, {"tenant": session.tenant.id, "before": before}).rowcount
