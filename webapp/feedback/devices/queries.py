"""Look-ups about registered devices."""

from datetime import datetime
from uuid import UUID

from sqlmodel import and_, col, func, select

from webapp.feedback.devices.models import ACTIVE, Device
from webapp.feedback.kiosks.models import KioskOddity
from webapp.feedback.ratings.models import Rating
from webapp.platform.db import TenantSession


def all_devices(session: TenantSession) -> list[Device]:
    """Every device, those in use first, by name."""
    return list(session.exec(select(Device).order_by(Device.state, Device.name, Device.id)))


def device_of(session: TenantSession, device_id: UUID) -> Device | None:
    """The device, or None."""
    return session.get(Device, (session.tenant.id, device_id))


def by_key_mac(session: TenantSession, key_mac: bytes) -> Device | None:
    """The device with this keyed hash, also one that was revoked."""
    return session.exec(select(Device).where(Device.key_mac == key_mac)).first()


def by_invitation(session: TenantSession, mac: bytes, at: datetime) -> Device | None:
    """The device whose link this is, held until the transaction ends; None when it has ended or was used."""
    asked = select(Device).where(Device.invitation_mac == mac, col(Device.invited_until) > at)
    return session.exec(asked.with_for_update()).first()


def installed(session: TenantSession, kind: str) -> list[Device]:
    """The devices of this kind that are in use and have been put up."""
    asked = select(Device).where(Device.kind == kind, Device.state == ACTIVE, col(Device.installed_at).is_not(None))
    return list(session.exec(asked))


def oddities(session: TenantSession, point_id: UUID) -> dict[str, int]:
    """How many answers of this point came with a time that cannot have been, by reason."""
    same = and_(Rating.tenant_id == KioskOddity.tenant_id, Rating.id == KioskOddity.rating_id)
    asked = select(KioskOddity.reason, func.count()).join(Rating, same).group_by(KioskOddity.reason)
    mine = asked.where(KioskOddity.tenant_id == session.tenant.id, Rating.point_id == point_id)
    return dict(session.exec(mine).all())
