"""Row ids. Time-ordered for ordinary rows (good for indexes); random where order would betray a person."""

import secrets
import time
from datetime import UTC, datetime
from uuid import UUID


def uuid7() -> UUID:
    """A time-ordered id (RFC 9562). Never for anonymous answers: sorting by it would line them up by time."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def made_at(row_id: UUID) -> datetime:
    """When a time-ordered id was made, to the millisecond."""
    return datetime.fromtimestamp((row_id.int >> 80) / 1000, UTC)
