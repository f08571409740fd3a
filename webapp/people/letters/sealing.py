"""What may not lie readable in the tables: sealed with a key of this pemda that only the application can derive."""

import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.platform.signing import Keys

NONCE = 12


class Unreadable(Exception):
    """The key is another one now: what was sealed cannot be read again."""


def seal(keys: Keys, tenant_id: UUID, owner: UUID, content: Mapping[str, Any]) -> bytes:
    """The content, readable again only with our key and only as this owner's (the id of its row)."""
    nonce = os.urandom(NONCE)
    plain = json.dumps(content, ensure_ascii=False).encode()
    return nonce + _cipher(keys, tenant_id).encrypt(nonce, plain, owner.bytes)


def unseal(keys: Keys, tenant_id: UUID, owner: UUID, sealed: bytes) -> dict[str, Any]:
    """What was sealed for this owner. Raises Unreadable."""
    try:
        return json.loads(_cipher(keys, tenant_id).decrypt(sealed[:NONCE], sealed[NONCE:], owner.bytes))
    except InvalidTag:
        raise Unreadable from None


def mark_of(keys: Keys, tenant_id: UUID, address: str) -> bytes:
    """The same 16 bytes for the same address; nobody can come back from them to it."""
    return keys.mac("letters.mark", tenant_id.bytes, address.strip().lower().encode())


def _cipher(keys: Keys, tenant_id: UUID) -> AESGCM:
    return AESGCM(keys.mac("letters.seal", tenant_id.bytes, size=32))
