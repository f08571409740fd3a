"""Whether anybody has rated at all."""

from sqlmodel import select

from webapp.feedback.ratings.models import Rating
from webapp.platform.db import TenantSession


def has_ratings(session: TenantSession) -> bool:
    """Whether there is one rating, wherever it was given and whatever it weighs."""
    return session.exec(select(Rating.score).limit(1)).first() is not None
