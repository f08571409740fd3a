"""The one-use key of a rating form, the id it becomes, and the code on the receipt.

A form's key carries a random nonce. The rating's id is a keyed hash of it, so a second press of the same
form meets the primary key and lands on the same receipt; the receipt's code is the nonce itself, so a copy
of the database opens no receipt.
"""

import base64
import secrets
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from webapp.platform.signing import Keys, same

NONCE = 16  # 128 bits: nobody guesses a receipt
CODE, GROUP = 26, 5  # letters and digits of a receipt's code, and at most of a group of it
LIFETIME = 12 * 3600  # seconds a form may lie open before it must be asked for again
EARLY = 300  # seconds of clock difference between two web servers that are forgiven
# Douglas Crockford's alphabet: what a hand writes as O, I or L can only have been 0 or 1.
BASE32, LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789abcdefghjkmnpqrstvwxyz"
WRITTEN, MEANT = str.maketrans(BASE32, LETTERS), str.maketrans(LETTERS + "oil", BASE32 + BASE32[0] + BASE32[1] * 2)


READABLE = frozenset(LETTERS + "oil")


def as_written(code: str) -> str:
    """The letters and digits of a typed code: blanks, dashes, dots and capitals do not matter."""
    return "".join(c for c in code if c.isalnum()).lower()


class BadKey(Exception):
    """The form's key is missing, invented, of another counter, or has lain open too long."""


@dataclass(frozen=True)
class Ticket:
    """What a genuine form key stands for."""

    nonce: bytes
    rating_id: UUID

    @property
    def receipt_code(self) -> str:
        return base64.b32encode(self.nonce).decode().rstrip("=").translate(WRITTEN)


def grouped(code: str) -> str:
    """A code for reading from paper, and for dictating: capitals, in groups as equal as they can be."""
    groups = -(-len(code) // GROUP)
    size, longer = divmod(len(code), groups)
    ends = [size * n + min(n, longer) for n in range(groups + 1)]
    return "-".join(code[start:end] for start, end in pairwise(ends)).upper()


class FormKeys:
    """Issues and reads form keys of one application."""

    def __init__(self, keys: Keys):
        self._keys = keys

    def issue(self, tenant_id: UUID, point_id: UUID, now: float) -> str:
        """A fresh key for one view of the form; always 48 characters."""
        body = secrets.token_bytes(NONCE) + int(now).to_bytes(4, "big")
        return base64.urlsafe_b64encode(body + self._sign(tenant_id, point_id, body)).decode()

    def read(self, tenant_id: UUID, point_id: UUID, text: str, now: float) -> Ticket:
        """The ticket of a key this application issued for this counter. Raises BadKey."""
        try:
            raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        except ValueError:
            raise BadKey from None
        body, signature = raw[: NONCE + 4], raw[NONCE + 4 :]
        if len(raw) != NONCE + 20 or not same(signature, self._sign(tenant_id, point_id, body)):
            raise BadKey
        age = now - int.from_bytes(body[NONCE:], "big")
        if not -EARLY <= age <= LIFETIME:
            raise BadKey
        return self.ticket(tenant_id, body[:NONCE])

    def ticket(self, tenant_id: UUID, nonce: bytes) -> Ticket:
        """The ticket of a nonce."""
        return Ticket(nonce, UUID(bytes=self._keys.mac("rating id", tenant_id.bytes, nonce), version=4))

    def from_receipt(self, tenant_id: UUID, code: str) -> Ticket | None:
        """The ticket a receipt's code stands for, or None; see `as_written` for what does not matter."""
        clean = as_written(code)
        if len(clean) != CODE or not set(clean) <= READABLE:
            return None
        return self.ticket(tenant_id, base64.b32decode(clean.translate(MEANT) + "======"))

    def _sign(self, tenant_id: UUID, point_id: UUID, body: bytes) -> bytes:
        return self._keys.mac("form key", tenant_id.bytes, point_id.bytes, body)
