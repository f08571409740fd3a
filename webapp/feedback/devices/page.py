"""Devices as the office sees them: what each is, when it was last heard, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import segno

from webapp.feedback.devices import queries
from webapp.feedback.devices.models import KIOSK, Device
from webapp.feedback.devices.rules import QUIET, Span, is_wrong, silence
from webapp.feedback.services.hours import hours_of
from webapp.feedback.services.models import ServicePoint
from webapp.feedback.services.opening import spans_on
from webapp.feedback.services.queries import every_point, points_by_id
from webapp.people.published import opd_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.tenants.published import holidays_between


@dataclass(frozen=True)
class Line:
    """A device in the list. `standing`: 'dicabut', 'menunggu' (not put up yet), 'senyap' or 'baik'."""

    device: Device
    point_name: str
    opd_name: str
    standing: str
    seen_at: datetime | None
    silent_minutes: int
    has_wrong_clock: bool


def lines(session: TenantSession, devices: Sequence[Device], now: datetime) -> list[Line]:
    """Every one of these devices with how it stands at this moment."""
    points, offices = points_by_id(session, {device.point_id for device in devices}), opd_names(session)
    opened = openings(session, set(points), now, 1)
    return [_line(session, device, points[device.point_id], offices, opened[device.point_id], now)
            for device in devices]  # fmt: skip


def openings(session: TenantSession, point_ids: set[UUID], now: datetime, days: int) -> dict[UUID, list[Span]]:
    """When these points are open, from the pemda's today on, this many days; empty for a point without hours."""
    zone = session.tenant.timezone
    midnight = clock.local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    today = midnight.date()
    hours = hours_of(session, point_ids)
    holidays = holidays_between(session, today, today + timedelta(days=days)) if hours else {}
    found: dict[UUID, list[Span]] = {point_id: [] for point_id in point_ids}
    for point_id, week in hours.items():
        for step in range(days):
            day = midnight + timedelta(days=step)
            spans = spans_on(week, holidays, day.date())
            found[point_id] += [(_at(day, opens), _at(day, closes)) for opens, closes in spans]
    return found


def qr_of(address: str) -> str:
    """The QR code of this address as the source of a picture."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=4)


def places(session: TenantSession) -> list[tuple[UUID, str]]:
    """The points a device may stand at, as options."""
    offices = opd_names(session)
    found = [(point.id, f"{offices[point.opd_id]}: {point.name} ({point.code})") for point in every_point(session)]
    return sorted(found, key=lambda each: each[1])


def _line(
    session: TenantSession, device: Device, point: ServicePoint, offices: dict, opened: list[Span], now: datetime
) -> Line:
    zone, silent = session.tenant.timezone, silence(device.last_seen_at, opened, now)
    return Line(
        device=device, point_name=point.name, opd_name=offices[point.opd_id], standing=_standing(device, silent),
        seen_at=clock.local(device.last_seen_at, zone) if device.last_seen_at else None,
        silent_minutes=int(silent.total_seconds() // 60), has_wrong_clock=is_wrong(device.clock_skew),
    )  # fmt: skip


def _standing(device: Device, silent: timedelta) -> str:
    if not device.is_active:
        return "dicabut"
    if device.kind == KIOSK and device.installed_at is None:
        return "menunggu"
    return "senyap" if device.last_seen_at and silent > QUIET else "baik"


def _at(midnight: datetime, minute: int) -> datetime:
    return midnight + timedelta(minutes=minute)


def one_line(session: TenantSession, device: Device, now: datetime) -> Line:
    """The device with how it stands."""
    return lines(session, [device], now)[0]


def all_lines(session: TenantSession, now: datetime) -> list[Line]:
    """Every device of the pemda."""
    return lines(session, queries.all_devices(session), now)
