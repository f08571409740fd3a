"""Whether anybody has rated at all."""

import sqlalchemy as sa
from sqlmodel import select

from webapp.feedback.ratings.models import Rating


def has_ratings() -> sa.Exists:
    """Asks whether there is one rating, wherever it was given and whatever it weighs."""
    return select(Rating.score).exists()
