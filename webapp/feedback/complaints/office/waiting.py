"""What waits for somebody in the inbox, for her home page."""

from dataclasses import dataclass
from datetime import date

from webapp.feedback.complaints.office import lines, queries
from webapp.feedback.complaints.office.reading import Reader, reader_of
from webapp.people.published import PersonCard
from webapp.platform.db import TenantSession


@dataclass(frozen=True)
class CasesWaiting:
    """Open cases she answers for: past their limit, near it, in nobody's hands; the oldest limit and the next."""

    late: int
    near: int
    free: int
    oldest: date | None = None
    next: date | None = None


def cases_waiting_for(session: TenantSession, card: PersonCard, today: date) -> CasesWaiting:
    """What she has to see to. Whoever only reads (an inspector, of what was not lifted to her) has nothing waiting."""
    reader = reader_of(session, card.id, card.roles, today)
    own = Reader(reader.actor, reader.actor.sees_all, reader.barred)
    found = queries.counts(session, own, lines.days(session, today))
    return CasesWaiting(found.late, found.near, found.free, found.oldest, found.next)
