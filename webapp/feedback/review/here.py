"""What every view of the review reaches for: who reviews, and the offices that are not for him."""

from datetime import date

from flask_login import current_user

from webapp.feedback.publication.windows import window
from webapp.feedback.review.queries import Reviewer
from webapp.people.published import OpdPlace, PersonCard, opd_places, opds_between, own_line
from webapp.platform import clock, tenancy
from webapp.platform.db import TenantSession
from webapp.platform.request import db


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)


def reviewer() -> tuple[Reviewer, dict]:
    """Whoever is signed in as a reviewer, and every office by its id."""
    places: dict = opd_places(db())
    return Reviewer(me().id, frozenset(line_of(places))), places


def line_of(places: dict[object, OpdPlace]) -> set:
    """The offices in the reader's own line: of every jabatan she holds, as plt or plh too, or held while what is still
    to be judged was given."""
    return line_of_person(db(), me(), places, today())


def line_of_person(session: TenantSession, card: PersonCard, places: dict[object, OpdPlace], day: date) -> set:
    """The same for whoever this is."""
    parents = {place.id: place.parent_id for place in places.values()}
    held = opds_between(session, card.id, *window(day)) | {card.opd_id}
    return set().union(*(own_line(each, parents) for each in held))
