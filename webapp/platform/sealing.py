"""What may not lie readable in the tables, sealed with AES-256-GCM.

The key is derived from the secret outside the tables, by pemda and purpose; the row it belongs to is bound in, so that
a sealed value moved to another row, table or pemda opens nothing.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.platform.signing import Keys

KEY_ID = b"k1"  # the first bytes of every sealed value: which key it was sealed with
NONCE = 12


class Unreadable(Exception):
    """The value was changed, moved, or sealed with another secret."""


class Vault:
    """Seals and opens for one pemda."""

    def __init__(self, keys: Keys, tenant_id: UUID):
        self._keys, self._tenant = keys, tenant_id

    def seal(self, purpose: str, row_id: UUID, value: Mapping[str, Any]) -> bytes:
        """The value for this row, each time different."""
        nonce = secrets.token_bytes(NONCE)
        text = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
        return KEY_ID + nonce + self._cipher(purpose).encrypt(nonce, text, self._bound(purpose, row_id))

    def open(self, purpose: str, row_id: UUID, sealed: bytes) -> dict[str, Any]:
        """What was sealed for this row. Raises Unreadable."""
        key_id, nonce, text = sealed[:2], sealed[2 : 2 + NONCE], sealed[2 + NONCE :]
        if key_id != KEY_ID:
            raise Unreadable(f"sealed with {key_id!r}")
        try:
            return json.loads(self._cipher(purpose).decrypt(nonce, text, self._bound(purpose, row_id)))
        except (InvalidTag, ValueError):  # the second: too short to hold anything sealed
            raise Unreadable(purpose) from None

    def _cipher(self, purpose: str) -> AESGCM:
        return AESGCM(self._keys.mac(f"seal {purpose}", KEY_ID, self._tenant.bytes, size=32))

    def _bound(self, purpose: str, row_id: UUID) -> bytes:
        return KEY_ID + self._tenant.bytes + row_id.bytes + purpose.encode()
