"""What every view of results reaches for: the blueprint, and which offices this person may see."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort
from flask_login import current_user

from webapp.feedback.publication.reach import Tree, visible_to
from webapp.feedback.publication.series import families_of
from webapp.people.published import OpdPlace, PersonCard, opd_places
from webapp.platform import clock, tenancy
from webapp.platform.request import db

blueprint = Blueprint("publication", __name__)


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)


def tree() -> Tree:
    """The pemda's offices, in one statement."""
    places = opd_places(db())
    return Tree(places, families_of(places))


def visible_opds(offices: Tree) -> set[UUID] | None:
    """The OPD whose results may be seen by whoever asks; None for all."""
    return visible_to(me(), offices)


def office_or_404(offices: Tree, slug: str) -> OpdPlace:
    """The office at this address, if its results may be seen by whoever asks."""
    office = next((place for place in offices.places.values() if place.slug == slug), None) or abort(404)
    visible = visible_opds(offices)
    if visible is not None and office.id not in visible:
        abort(404)
    return office
