"""Keyed derivations. Every purpose has its own key, so that a token of one kind is never good as another."""

import hashlib
import hmac
from functools import lru_cache


class Keys:
    """Derives per-purpose keys from PAMONG_SECRET_KEY."""

    def __init__(self, secret: str):
        self._secret = secret.encode()
        self._of = lru_cache(maxsize=64)(self._derive)

    def mac(self, purpose: str, *parts: bytes, size: int = 16) -> bytes:
        """HMAC-SHA256 over length-prefixed parts, cut to `size` bytes."""
        message = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
        return hmac.digest(self._of(purpose), message, "sha256")[:size]

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(self._secret, purpose.encode(), hashlib.sha256)


def same(left: bytes, right: bytes) -> bool:
    """Constant-time comparison, on bytes."""
    return hmac.compare_digest(left, right)
