"""argon2id, two at a time: a flood of sign-ins must not take the machine from the citizens."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's minimum: 19 MiB, two passes, one lane. The library's default costs 64 MiB and four lanes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = threading.BoundedSemaphore(2)
# Checked when the name is unknown, so that both answers take the same time.
NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the account's; None (no such account) costs the same and is False."""
    with _at_once:
        try:
            _hasher.verify(password_hash or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None
