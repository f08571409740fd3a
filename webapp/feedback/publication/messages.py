"""How many messages citizens left. Nobody reads them here: names and numbers in them are not masked yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp.feedback.publication import queries
from webapp.feedback.publication.cards import SMALLEST_CELL, period_text
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession

WEEKS = 4


@dataclass(frozen=True)
class Messages:
    """How many messages were kept in the last whole weeks; None: fewer than may be told."""

    n: int | None
    period_text: str


def messages_of(session: TenantSession, family: Collection[UUID], today: date) -> Messages:
    """The messages of these OPD in the last four weeks that are over. The cost stays with these weeks."""
    monday = week_of(today)
    since = monday - timedelta(weeks=WEEKS)
    n = queries.messages(session, family, since, monday)
    return Messages(n if n >= SMALLEST_CELL else None, period_text(since, monday - timedelta(days=1)))
