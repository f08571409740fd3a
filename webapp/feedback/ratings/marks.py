"""Keyed marks that change every month: good for counting repeats, useless for following anybody."""

from datetime import date
from uuid import UUID

from webapp.feedback.ratings.rules import week_of
from webapp.platform.signing import Keys


def mark(keys: Keys, purpose: str, tenant_id: UUID, value: str, month: str) -> bytes:
    """The mark of a device or a network of this pemda in a month."""
    return keys.mac(f"mark {purpose}", tenant_id.bytes, month.encode(), value.encode())


def month_of_marks(day: date) -> str:
    """The month a day's marks belong to: a mark must not change within the week it counts for."""
    return week_of(day).strftime("%Y-%m")
