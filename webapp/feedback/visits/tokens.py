"""The token of an invitation: 256 random bits that only the citizen holds, and the mark the system knows it by."""

import re
import secrets
from uuid import UUID

from webapp.platform.signing import Keys

BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
PURPOSE, REFERENCE = "visit token", "visit reference"


def new_token() -> str:
    """A fresh token: 43 letters, digits, dashes and underscores."""
    return secrets.token_urlsafe(BYTES)


def mark_of(keys: Keys, tenant_id: UUID, token: str) -> bytes | None:
    """The 32 bytes this pemda knows a token by; None for what is none. The key of it is in no table."""
    if not TOKEN.fullmatch(token):
        return None
    return keys.mac(PURPOSE, tenant_id.bytes, token.encode("ascii"), size=32)


def reference_mark(keys: Keys, tenant_id: UUID, point_id: UUID, week: str, reference: str) -> bytes:
    """What a finished transaction of a counter is remembered by for its week."""
    return keys.mac(REFERENCE, tenant_id.bytes, point_id.bytes, week.encode(), reference.encode(), size=32)
