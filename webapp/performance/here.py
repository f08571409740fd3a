"""What every view of this room reaches for: its blueprint, who is asking, and the pemda's day."""

from datetime import date

from flask import Blueprint
from flask_login import current_user

from webapp.people.published import PersonCard
from webapp.platform import clock, tenancy

blueprint = Blueprint("performance", __name__)


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)
