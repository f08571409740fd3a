"""Row ids. Time-ordered for ordinary rows (good for indexes); random where order would betray a person."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """A time-ordered id (RFC 9562). Never for anonymous answers: sorting by it would line them up by time."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
