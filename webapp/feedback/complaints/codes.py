"""The key of a complaint's form, the code its citizen follows it with, and the id both lead to.

The code is the random nonce of the form (128 bits); the row's id is a keyed hash of it, by pemda. So the code itself is
stored nowhere, a form sent twice meets its own row, and a code of another pemda is here one that nobody has.
"""

import base64
import secrets
from dataclasses import dataclass
from uuid import UUID

from webapp.feedback.ratings.keys import BASE32, LETTERS, READABLE, as_written
from webapp.platform.signing import Keys, same

NONCE, CODE = 16, 26  # bytes; letters of a code
LIFETIME, EARLY = 24 * 3600, 300  # seconds a form may lie open; clock difference forgiven
WRITTEN = str.maketrans(BASE32, LETTERS)
MEANT = str.maketrans(LETTERS + "oil", BASE32 + BASE32[0] + BASE32[1] * 2)


class BadKey(Exception):
    """The form's key is missing, invented, or has lain open too long."""


@dataclass(frozen=True)
class Ticket:
    """What a form's key or a typed code stands for. age: seconds since the form was drawn; None for a code."""

    code: str
    complaint_id: UUID
    age: float | None = None


class Codes:
    """Issues and reads them for one application."""

    def __init__(self, keys: Keys):
        self._keys = keys

    def issue(self, tenant_id: UUID, now: float) -> str:
        """A fresh key for one view of a form."""
        body = secrets.token_bytes(NONCE) + int(now).to_bytes(4, "big")
        return base64.urlsafe_b64encode(body + self._sign(tenant_id, body)).decode()

    def read(self, tenant_id: UUID, text: str, now: float) -> Ticket:
        """The ticket of a key this application issued for this pemda. Raises BadKey."""
        try:
            raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        except ValueError:
            raise BadKey from None
        body, signature = raw[: NONCE + 4], raw[NONCE + 4 :]
        if len(raw) != NONCE + 20 or not same(signature, self._sign(tenant_id, body)):
            raise BadKey
        age = now - int.from_bytes(body[NONCE:], "big")
        if not -EARLY <= age <= LIFETIME:
            raise BadKey
        return Ticket(_written(body[:NONCE]), self._id(tenant_id, body[:NONCE]), max(age, 0.0))

    def find(self, tenant_id: UUID, code: str) -> Ticket | None:
        """The ticket of a code as she typed it: blanks, dashes and capitals do not matter. None if it cannot be one."""
        clean = as_written(code[:200])
        if len(clean) != CODE or not set(clean) <= READABLE:
            return None
        nonce = base64.b32decode(clean.translate(MEANT) + "======")
        return Ticket(_written(nonce), self._id(tenant_id, nonce))

    def _id(self, tenant_id: UUID, nonce: bytes) -> UUID:
        return UUID(bytes=self._keys.mac("complaint code", tenant_id.bytes, nonce), version=4)

    def _sign(self, tenant_id: UUID, body: bytes) -> bytes:
        return self._keys.mac("complaint form", tenant_id.bytes, body)


def _written(nonce: bytes) -> str:
    return base64.b32encode(nonce).decode().rstrip("=").translate(WRITTEN)
