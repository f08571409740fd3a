"""A case by the number staff call it, for the search of the staff."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.complaints import rules, words
from webapp.feedback.complaints.office import queries
from webapp.feedback.complaints.office.reading import case_for, reader_of
from webapp.feedback.complaints.office.rules import reference_in
from webapp.people.published import PersonCard
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

READERS = frozenset({"petugas", "inspektorat"})


@dataclass(frozen=True)
class Found:
    """A case: its number and its state in words."""

    id: UUID
    reference: str
    state: str


def case_of_reference(session: TenantSession, card: PersonCard, text: str, today: date) -> Found | None:
    """The case of this number if she may open it; the same None for one that is not there. Any other text asks the
    database nothing."""
    if not card.roles & READERS or reference_in(text) is None:
        return None
    reader = reader_of(session, card.id, card.roles, today)
    row = queries.by_reference(session, reader, text)
    if row is None or case_for(session, reader, row.id, clock.now()) is None:
        return None
    return Found(row.id, rules.reference(row.id), _(words.PUBLIC_STATES[row.state]))
