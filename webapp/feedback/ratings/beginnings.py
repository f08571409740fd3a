"""Whether anybody has rated at all."""

import sqlalchemy as sa

from webapp.feedback.ratings.models import Rating
from webapp.platform.db import TenantSession


def has_ratings(session: TenantSession) -> sa.Exists:
    """Whether there is one rating, wherever it was given and whatever it weighs, as part of a statement."""
    return sa.exists().where(Rating.tenant_id == session.tenant.id)
