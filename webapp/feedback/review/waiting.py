"""What waits for a verifikator and for the inspector, for their home pages."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from webapp.feedback.publication.windows import window
from webapp.feedback.review import queries
from webapp.feedback.review.queries import Reviewer
from webapp.feedback.review.surveys import queries as surveys
from webapp.feedback.survey.holding.rules import PATIENCE
from webapp.feedback.survey.queries import GRACE
from webapp.people.published import OpdPlace, PersonCard, opds_between, own_line
from webapp.platform.db import TenantSession

MOST = 1000  # groups of held ratings that are counted


def held_waiting_for(
    session: TenantSession, card: PersonCard, today: date, places: Mapping[UUID, OpdPlace]
) -> tuple[int, date | None]:
    """How many groups of held ratings this verifikator may decide, and the day of the oldest of them."""
    who = Reviewer(card.id, frozenset(line_of_card(session, card, today, places)))
    found = queries.groups(session, who, window(today)[0], MOST, 0)
    return len(found), min((group.day for group in found), default=None)


def answers_waiting_for(
    session: TenantSession, card: PersonCard, today: date, places: Mapping[UUID, OpdPlace]
) -> tuple[int, date | None]:
    """How many held answers of surveys this verifikator may decide, and the last day for the first of them."""
    who = Reviewer(card.id, frozenset(line_of_card(session, card, today, places)))
    found = surveys.waiting(session, who)
    return sum(one.n for one in found), min((one.until + GRACE + PATIENCE for one in found), default=None)


def drawn_waiting_for(
    session: TenantSession, card: PersonCard, today: date, places: Mapping[UUID, OpdPlace]
) -> tuple[int, date | None]:
    """How many drawn things this inspector has not looked at, and the month of the oldest of them."""
    return queries.unseen_items(session, line_of_card(session, card, today, places))


def line_of_card(
    session: TenantSession, card: PersonCard, today: date, places: Mapping[UUID, OpdPlace]
) -> set[UUID]:
    """The offices in this person's own line: of every jabatan she holds, as plt or plh too, or held while what is still
    to be judged was given."""
    parents = {place.id: place.parent_id for place in places.values()}
    held = opds_between(session, card.id, *window(today)) | {card.opd_id}
    return set().union(*(own_line(each, parents) for each in held))
