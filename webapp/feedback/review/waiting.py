"""What waits in the rooms of the review, for the home of whoever works there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp.feedback.publication.windows import window
from webapp.feedback.review import audit_page, queries
from webapp.feedback.review.here import line_of_person
from webapp.feedback.review.queries import Reviewer
from webapp.people.published import PersonCard, opd_places
from webapp.platform.db import TenantSession

MOST = 1000  # groups of held ratings that are counted


@dataclass(frozen=True)
class DrawWaiting:
    """The newest draw, and how many of what was drawn nobody has looked at."""

    id: UUID
    n: int


def held_waiting_for(session: TenantSession, card: PersonCard, today: date) -> int:
    """How many held ratings wait for a decision of this verifikator."""
    own = frozenset(line_of_person(session, card, opd_places(session), today))
    found = queries.groups(session, Reviewer(card.id, own), window(today)[0], MOST, 0)
    return sum(one.n - one.decided for one in found)


def draw_waiting(session: TenantSession) -> DrawWaiting | None:
    """What the inspector has not looked at yet of the newest draw; None if there is nothing."""
    newest = next(iter(audit_page.draws(session, 1, 0)), None)
    left = newest["n"] - newest["found"] if newest else 0
    return DrawWaiting(newest["row"].id, left) if newest and left else None
