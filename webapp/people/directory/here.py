"""What every view of these rooms reaches for: blueprints, who is asking, the pemda's day."""

from datetime import date

from flask import Blueprint
from flask_login import current_user

from webapp.people.queries import PersonCard
from webapp.platform import clock, tenancy

staff = Blueprint("staff", __name__)  # people, as human resources keep them
units = Blueprint("units", __name__)  # OPD and jabatan
profile = Blueprint("profile", __name__)  # oneself and colleagues
chart = Blueprint("chart", __name__)


def me() -> PersonCard:
    """The card of whoever is signed in."""
    return current_user.card


def today() -> date:
    """The pemda's date."""
    return clock.today(tenancy.current().timezone)
