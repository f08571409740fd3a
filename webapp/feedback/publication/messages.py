"""How many messages citizens left. What they say is read masked, in blocks: see `review.comments`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from webapp.feedback.publication import reasons
from webapp.feedback.publication.cards import period_text
from webapp.feedback.ratings.rules import week_of
from webapp.platform.db import TenantSession

WEEKS = 4


@dataclass(frozen=True)
class Messages:
    """How many messages were kept in the last whole weeks; None: fewer than may be told."""

    n: int | None
    period_text: str


def messages_of(
    session: TenantSession, opd_id: UUID, families: Mapping[UUID, Sequence[UUID]], today: date
) -> Messages:
    """The messages of this OPD and those below it in the last four weeks that are over, from sums of whole weeks."""
    monday = week_of(today)
    since, until = monday - timedelta(weeks=WEEKS), monday - timedelta(days=1)
    return Messages(reasons.messages(session, opd_id, families, since, until), period_text(since, until))
