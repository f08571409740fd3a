"""What tests of the settings make: pictures, calendars, a pemda with a logo and a day off of its own."""

import io
from datetime import date
from uuid import UUID

from PIL import Image
from sqlmodel import select

from tests.world import Place, Someone, World
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving
from webapp.tenants.models import Holiday
from webapp.tenants.rules import DayOff
from webapp.tenants.settings import domain
from webapp.tenants.settings.pictures import as_logo


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 120), colour: str = "#0f6b4f", **options) -> bytes:
    """A plain picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    return file.getvalue()


def calendar(*events: str) -> bytes:
    """An ICS file; each event is its lines between BEGIN and END."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//uji//"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def whole_day(day: str, name: str, *more: str) -> str:
    """An event that lasts a day."""
    return "\n".join([f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{name}", *more])


def decorate(world: World, place: Place, by: Someone) -> tuple[str, UUID]:
    """Puts up a logo and adds a day off; returns the print of the one and the id of the other."""
    drawn = as_logo(picture(colour=f"#{place.tenant.id.hex[:6]}"))
    day = DayOff(date(2026, 10, 23), f"Hari jadi {place.tenant.short_name}", "daerah")
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        domain.put_up_logo(session, drawn, by=by.id, at=clock.now())
        domain.add_holiday(session, day, by=by.id)
        session.commit()
        holiday = session.exec(select(Holiday.id).where(Holiday.day == day.day)).one()
    world.resources.directory.forget()
    return drawn.sha256, holiday
