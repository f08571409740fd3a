"""Words in the links of letters: signed, for one purpose, one pemda and one address; nothing can be read from them."""

import base64
import binascii
from datetime import datetime, timedelta
from uuid import UUID

from webapp.platform.signing import Keys, same

MARK, MAC = 16, 16
CONFIRM_WITHIN = timedelta(days=2)
TIME = 6


class BadToken(Exception):
    """Nobody here made this word, or it is too old."""


def stop_token(keys: Keys, tenant_id: UUID, purpose: str, mark: bytes) -> str:
    """For the link that stops letters of this purpose to the address with this mark; good for ever."""
    return _text(mark + _stop_mac(keys, tenant_id, purpose, mark) + purpose.encode())


def read_stop(keys: Keys, tenant_id: UUID, token: str) -> tuple[str, bytes]:
    """The purpose and the mark. Raises BadToken."""
    raw = _bytes(token)
    mark, mac, purpose = raw[:MARK], raw[MARK : MARK + MAC], raw[MARK + MAC :].decode(errors="replace")
    if not same(mac, _stop_mac(keys, tenant_id, purpose, mark)):
        raise BadToken
    return purpose, mark


def confirm_token(keys: Keys, tenant_id: UUID, mailbox_id: UUID, mark: bytes, at: datetime) -> str:
    """For the link that says that this address is really hers."""
    until = int((at + CONFIRM_WITHIN).timestamp()).to_bytes(TIME, "big")
    return _text(mailbox_id.bytes + until + keys.mac("letters.confirm", tenant_id.bytes, mailbox_id.bytes, mark, until))


def read_mailbox(token: str) -> UUID:
    """Which mailbox the word speaks of; whether it is true, `check_confirm` says. Raises BadToken."""
    raw = _bytes(token)
    if len(raw) != 16 + TIME + MAC:
        raise BadToken
    return UUID(bytes=raw[:16])


def check_confirm(keys: Keys, tenant_id: UUID, token: str, mark: bytes, at: datetime) -> None:
    """Raises BadToken when it was made for another address, by somebody else, or is too old."""
    raw = _bytes(token)
    mailbox, until, mac = raw[:16], raw[16 : 16 + TIME], raw[16 + TIME :]
    true = keys.mac("letters.confirm", tenant_id.bytes, mailbox, mark, until)
    if not same(mac, true) or at.timestamp() > int.from_bytes(until, "big"):
        raise BadToken


def _stop_mac(keys: Keys, tenant_id: UUID, purpose: str, mark: bytes) -> bytes:
    return keys.mac("letters.stop", tenant_id.bytes, purpose.encode(), mark)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(token: str) -> bytes:
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadToken from None
