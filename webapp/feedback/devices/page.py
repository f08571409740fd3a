"""Devices as the office sees them: what each is, when it was last heard, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import segno

from webapp.feedback.devices import queries
from webapp.feedback.devices.models import KIOSK, Device
from webapp.feedback.devices.rules import Span, is_wrong, unheard
from webapp.feedback.services.hours import hours_of
from webapp.feedback.services.models import ServicePoint, closed_note_of
from webapp.feedback.services.opening import spans_on
from webapp.feedback.services.queries import every_point, points_by_id
from webapp.people.published import opd_names
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _
from webapp.tenants.published import holidays_between

WEEK = 7  # days back in which the last opening is looked for


@dataclass(frozen=True)
class Line:
    """A device in the list. `standing`: 'dicabut', 'menunggu' (not put up yet), 'senyap' or 'baik'."""

    device: Device
    point_name: str
    opd_name: str
    standing: str
    seen_at: datetime | None
    has_wrong_clock: bool


def lines(session: TenantSession, devices: Sequence[Device], now: datetime) -> list[Line]:
    """Every one of these devices with how it stands at this moment."""
    points, offices = points_by_id(session, {device.point_id for device in devices}), opd_names(session)
    opened = openings(session, set(points), now - timedelta(days=WEEK), WEEK + 1)
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


def places(session: TenantSession, today: date) -> list[tuple[UUID, str]]:
    """The points a device may stand at, as options; a closed one says so."""
    offices = opd_names(session)
    found = [
        (point.id, _place(point, offices[point.opd_id], closed_note_of(point, today))) for point in every_point(session)
    ]
    return sorted(found, key=lambda each: each[1])


def _place(point: ServicePoint, office: str, closed: str | None) -> str:
    told = f"{office}: {point.name} ({point.code})"
    return _("%(place)s, sedang ditutup", place=told) if closed else told


def _line(
    session: TenantSession, device: Device, point: ServicePoint, offices: dict, opened: list[Span], now: datetime
) -> Line:
    zone = session.tenant.timezone
    return Line(
        device=device, point_name=point.name, opd_name=offices[point.opd_id], standing=_standing(device, opened, now),
        seen_at=clock.local(device.last_seen_at, zone) if device.last_seen_at else None,
        has_wrong_clock=is_wrong(device.clock_skew),
    )  # fmt: skip


def _standing(device: Device, opened: list[Span], now: datetime) -> str:
    if not device.is_active:
        return "dicabut"
    if device.kind == KIOSK and device.installed_at is None:
        return "menunggu"
    seen = device.last_seen_at
    return "senyap" if seen and unheard(seen, device.queue_depth, opened, now) else "baik"


def _at(midnight: datetime, minute: int) -> datetime:
    return midnight + timedelta(minutes=minute)


def one_line(session: TenantSession, device: Device, now: datetime) -> Line:
    """The device with how it stands."""
    return lines(session, [device], now)[0]


def all_lines(session: TenantSession, now: datetime) -> list[Line]:
    """Every device of the pemda."""
    return lines(session, queries.all_devices(session), now)
