"""What every view of the review reaches for: who reviews, and the offices that are not for him."""

from datetime import date

from flask_login import current_user

from webapp.feedback.review.queries import Reviewer
from webapp.feedback.review.waiting import line_of_card
from webapp.people.published import OpdPlace, PersonCard, opd_places
from webapp.platform import clock, tenancy
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
    return line_of_card(db(), me(), today(), places)
