"""Taking what a kiosk has kept: each tap is stored once, dated by our own clock, for who was on duty then."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.feedback.devices.models import KIOSK, Device
from webapp.feedback.devices.queries import device_of
from webapp.feedback.kiosks.forms import Batch, Tap, tap_of
from webapp.feedback.kiosks.rules import Moment, moment_of, signed_batch, signed_text
from webapp.feedback.ratings import store
from webapp.feedback.ratings.marks import mark, month_of_marks
from webapp.feedback.ratings.models import Rating
from webapp.feedback.ratings.rules import minute_of_week
from webapp.feedback.services.models import Duty, ServicePoint
from webapp.feedback.services.points import Attribution, attribution
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.fast import FastLane, Statement
from webapp.platform.signing import Keys

CHANNEL = "kiosk"
NO_TAP, OTHER_DEVICE, NOT_SIGNED = "tidak-terbaca", "perangkat-lain", "tanda-salah"
ODDITY = """
insert into kiosk_oddity (tenant_id, rating_id, reason) values (%s, %s, %s)
on conflict (tenant_id, rating_id) do nothing
"""


@dataclass
class Taken:
    """What became of a batch: ids that are stored, now or before; others with the reason why they never will be."""

    stored: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    is_new: bool = False


def queue_key(keys: Keys, device: Device) -> bytes:
    """The key a kiosk signs its taps with. A new key of the device leaves it as it is: what waits stays good."""
    return keys.mac("kiosk queue", device.tenant_id.bytes, device.id.bytes, size=32)


def sender(session: TenantSession, keys: Keys, batch: Batch) -> Device | None:
    """The kiosk that signed this batch, in use or revoked; None when nobody did."""
    device = device_of(session, batch.perangkat)
    if device is None or device.kind != KIOSK:
        return None
    text = signed_batch(batch.perangkat, batch.jam, batch.antrean)
    return device if _is_signed(queue_key(keys, device), text, batch.tanda) else None


def take(
    session: TenantSession, lane: FastLane, keys: Keys, device: Device, point: ServicePoint,
    taps: Sequence[dict], sent_ms: int, now: datetime, network: str,
) -> Taken:  # fmt: skip
    """Stores what is good of these taps, all in one transaction; after it returns they are stored. Twice is once."""
    taken, key, good = Taken(), queue_key(keys, device), []
    for raw in taps:
        tap = tap_of(raw)
        problem = NO_TAP if tap is None else _problem(tap, device, key)
        if problem or tap is None:
            taken.refused.append((str(raw.get("id", ""))[:40], problem))
        else:
            good.append(tap)
    known = set(session.exec(select(Rating.id).where(col(Rating.id).in_([tap.id for tap in good]))))
    fresh = {tap.id: (tap, moment_of(tap.menit, sent_ms, now)) for tap in good if tap.id not in known}
    if fresh:
        lane.run(session.tenant.id, _statements(session, keys, device, point, list(fresh.values()), network))
    taken.stored, taken.is_new = [str(tap.id) for tap in good], bool(fresh)
    return taken


def press(
    session: TenantSession, keys: Keys, device: Device, point: ServicePoint, rating_id: UUID, score: int, now: datetime,
    network: str,
) -> store.Press:  # fmt: skip
    """A press that was sent as a form, at this very moment."""
    who = attribution(_duties(session, point.id, [now]), now)
    return _press(session, keys, device, point, (rating_id, score), now, who, network)


def _problem(tap: Tap, device: Device, key: bytes) -> str:
    if tap.perangkat != device.id:
        return OTHER_DEVICE
    text = signed_text(tap.perangkat, tap.id, tap.menit, tap.nilai)
    return "" if _is_signed(key, text, tap.tanda) else NOT_SIGNED


def _is_signed(key: bytes, text: bytes, signature: str) -> bool:
    return hmac.compare_digest(hmac.digest(key, text, "sha256"), bytes.fromhex(signature))


def _statements(
    session: TenantSession, keys: Keys, device: Device, point: ServicePoint, taps: list[tuple[Tap, Moment]],
    network: str,
) -> list[Statement]:  # fmt: skip
    duties = _duties(session, point.id, [moment.at for _tap, moment in taps])
    statements: list[Statement] = []
    for tap, moment in taps:
        who = Attribution(None, None) if moment.oddity else attribution(duties, moment.at)
        made = _press(session, keys, device, point, (tap.id, tap.nilai), moment.at, who, network)
        statements += made.statements()
        if moment.oddity:
            statements.append((ODDITY, (session.tenant.id, tap.id, moment.oddity)))
    return statements


def _press(
    session: TenantSession, keys: Keys, device: Device, point: ServicePoint, answer: tuple[UUID, int], at: datetime,
    who: Attribution, network: str,
) -> store.Press:  # fmt: skip
    tenant = session.tenant
    here = clock.local(at, tenant.timezone)
    month = month_of_marks(here.date())
    return store.Press(
        tenant_id=tenant.id, rating_id=answer[0], point_id=point.id, service_id=point.service_id, opd_id=point.opd_id,
        officer_id=who.officer_id, shift=who.shift, channel=CHANNEL, day=here.date(), score=answer[1],
        minute=minute_of_week(here), device=mark(keys, "device", tenant.id, str(device.id), month),
        network=mark(keys, "network", tenant.id, network, month),
    )  # fmt: skip


def _duties(session: TenantSession, point_id: UUID, moments: Sequence[datetime]) -> list[tuple]:
    """Who was on duty at the point at any of these moments, as (from, until, person, shift)."""
    asked = select(Duty.starts_at, Duty.ends_at, Duty.person_id, Duty.shift).where(
        Duty.point_id == point_id, col(Duty.withdrawn_at).is_(None),
        Duty.starts_at <= max(moments), Duty.ends_at > min(moments),
    )  # fmt: skip
    return [tuple(row) for row in session.exec(asked)]
