"""Registering, installing and revoking devices, and what they tell of themselves. Nothing here commits.

A key is 256 random bits, shown once. The table keeps a keyed hash of it, made with the secret outside the tables, so
that a copy of the database opens nothing, and looking one up compares no secret with another.
"""

import base64
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from webapp.feedback.devices import queries
from webapp.feedback.devices.models import ACTIVE, KIOSK, REVOKED, Device
from webapp.feedback.devices.refusals import NotPossible
from webapp.feedback.ratings.keys import WRITTEN, as_written
from webapp.feedback.services.queries import points_by_id
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.signing import Keys

KEY_BYTES = 32
LONGEST_KEY = 200  # letters: nobody's key is longer, and nothing longer is hashed
MISREAD = str.maketrans("oil", "011")
INVITATION_BYTES = 10  # 80 bits for a quarter of an hour, as sixteen letters that can be typed
INVITED_FOR = timedelta(minutes=15)


def register(
    session: TenantSession, keys: Keys, *, kind: str, point_id: UUID, name: str, by: UUID, at: datetime
) -> tuple[Device, str]:
    """A new device of this point and its key, which nobody can read again. Raises NotPossible."""
    point = points_by_id(session, {point_id}).get(point_id)
    if point is None:
        raise NotPossible("titik", "point-unknown")
    if kind == KIOSK and point.kind == "online":
        raise NotPossible("titik", "point-online")
    key_text, mac = _new_key(session, keys)
    device = Device(kind=kind, point_id=point_id, name=name, key_mac=mac, registered_by=by, registered_at=at)
    session.add(device)
    session.flush()
    record(session, "perangkat:daftar", "device", device.id, by=by, jenis=kind, nama=name, titik=str(point_id))
    return device, key_text


def by_key(session: TenantSession, keys: Keys, key_text: str) -> Device | None:
    """The device in use that holds this key, or None: also for texts that are no key at all."""
    device = holder_of(session, keys, key_text)
    return device if device is not None and device.is_active else None


def holder_of(session: TenantSession, keys: Keys, key_text: str) -> Device | None:
    """As `by_key`, but finds the revoked too, who are told so."""
    if not key_text or len(key_text) > LONGEST_KEY:
        return None
    return queries.by_key_mac(session, _mac(session, keys, "device key", key_text))


def rotate(session: TenantSession, keys: Keys, device: Device, *, by: UUID) -> str:
    """A new key in the place of the old one, which opens nothing from now on; a revoked device is in use again."""
    key_text = _renew(session, keys, device)
    record(session, "perangkat:kunci-baru", "device", device.id, by=by, nama=device.name)
    return key_text


def revoke(session: TenantSession, device: Device, *, by: UUID, at: datetime) -> bool:
    """Its key and its link open nothing from now on; False when it was revoked before."""
    if not device.is_active:
        return False
    device.state, device.revoked_at = REVOKED, at
    device.invitation_mac = device.invited_until = None
    session.add(device)
    record(session, "perangkat:cabut", "device", device.id, by=by, nama=device.name)
    return True


def invite(session: TenantSession, keys: Keys, device: Device, *, by: UUID, at: datetime) -> str:
    """The code of a link that installs the device once, within INVITED_FOR; an earlier link opens nothing any more."""
    code = base64.b32encode(secrets.token_bytes(INVITATION_BYTES)).decode().translate(WRITTEN)
    device.invitation_mac = _mac(session, keys, "device invitation", code)
    device.invited_until = at + INVITED_FOR
    session.add(device)
    record(session, "perangkat:tautan", "device", device.id, by=by, sampai=device.invited_until.isoformat())
    return code


def install(session: TenantSession, keys: Keys, code: str, at: datetime) -> tuple[Device, str]:
    """The device of this link with a fresh key; the link is used up. Raises NotPossible."""
    device = invited(session, keys, code, at)
    if device is None:
        raise NotPossible("kode", "code-unknown")
    device.invitation_mac = device.invited_until = None
    device.installed_at = device.last_seen_at = at
    key_text = _renew(session, keys, device)
    record(session, "perangkat:pasang", "device", device.id, by=None, nama=device.name)
    return device, key_text


def invited(session: TenantSession, keys: Keys, code: str, at: datetime) -> Device | None:
    """The device this link installs; blanks, dashes and capitals of the code do not matter, nor 0 and 1 read as
    letters."""
    clean = as_written(code[:LONGEST_KEY]).translate(MISREAD)
    return queries.by_invitation(session, _mac(session, keys, "device invitation", clean), at) if clean else None


def hear(device: Device, *, at: datetime, queue_depth: int, clock_skew: int) -> None:
    """Notes that the device has been heard, how much waits on it, and how far its clock is ahead (seconds)."""
    device.last_seen_at = max(at, device.last_seen_at or at)
    device.queue_depth, device.clock_skew = queue_depth, clock_skew
    device.silence_told_at = None


def _new_key(session: TenantSession, keys: Keys) -> tuple[str, bytes]:
    key_text = secrets.token_urlsafe(KEY_BYTES)
    return key_text, _mac(session, keys, "device key", key_text)


def _renew(session: TenantSession, keys: Keys, device: Device) -> str:
    key_text, device.key_mac = _new_key(session, keys)
    device.state, device.revoked_at, device.silence_told_at = ACTIVE, None, None
    session.add(device)
    return key_text


def _mac(session: TenantSession, keys: Keys, purpose: str, text: str) -> bytes:
    return keys.mac(purpose, session.tenant.id.bytes, text.encode("utf-8", "surrogatepass"), size=32)
