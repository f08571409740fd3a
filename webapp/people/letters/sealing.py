"""What may not lie readable in the tables: sealed with a key of this pemda that only the application can derive."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from webapp.platform.sealing import Unreadable, Vault
from webapp.platform.signing import Keys

__all__ = ["Unreadable", "mark_of", "seal", "unseal"]
PURPOSE = "letters"


def seal(keys: Keys, tenant_id: UUID, owner: UUID, content: Mapping[str, Any]) -> bytes:
    """The content, readable again only with our key and only as this owner's (the id of its row)."""
    return Vault(keys, tenant_id).seal(PURPOSE, owner, content)


def unseal(keys: Keys, tenant_id: UUID, owner: UUID, sealed: bytes) -> dict[str, Any]:
    """What was sealed for this owner. Raises Unreadable."""
    return Vault(keys, tenant_id).open(PURPOSE, owner, sealed)


def mark_of(keys: Keys, tenant_id: UUID, address: str) -> bytes:
    """The same 16 bytes for the same address; nobody can come back from them to it."""
    return keys.mac("letters.mark", tenant_id.bytes, address.strip().lower().encode())

