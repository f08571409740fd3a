"""The signed tenant context: what tells PostgreSQL, unforgeably, whose rows this transaction may touch.

`sec.tenant()` (migrations/roles.sql) checks the signature; no SQL role can read the key, so one SQL
injection is not enough to become another pemda.
"""

import hashlib
import hmac
import time
from uuid import UUID

LIFETIME = 3600  # seconds a signed context is good for
RENEWAL = 600  # a context is signed anew at most this often
BLOCK = 64  # bytes in a block of SHA-256


class ContextSigner:
    """Makes `SET LOCAL app.ctx = '…'` statements: a literal of our own making, sent alone."""

    def __init__(self, key: str):
        self._key = key.encode()
        self._statements: dict[UUID, tuple[int, str]] = {}

    def statement_for(self, tenant_id: UUID) -> str:
        """The first statement of every transaction of this tenant."""
        slot = int(time.time()) // RENEWAL
        known = self._statements.get(tenant_id)
        if known and known[0] == slot:
            return known[1]
        message = f"{UUID(str(tenant_id))}.{(slot + 1) * RENEWAL + LIFETIME}"
        signature = hmac.new(self._key, message.encode(), hashlib.sha256).hexdigest()
        statement = f"SET LOCAL app.ctx = '{message}.{signature}'"
        self._statements[tenant_id] = (slot, statement)
        return statement


def key_pads(key: str) -> tuple[bytes, bytes]:
    """The inner and outer pad that `sec.key` stores for a key (RFC 2104)."""
    raw = key.encode()
    block = (hashlib.sha256(raw).digest() if len(raw) > BLOCK else raw).ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
