"""A sample service, closed from the start: nobody takes it for a real one, and no rating ever leans on it."""

from datetime import date, datetime
from uuid import UUID

from webapp.feedback.services.models import Service, ServicePoint
from webapp.platform import samples
from webapp.platform.db import TenantSession

CODE = "contoh"
NOTE = "Ini contoh untuk belajar, bukan layanan sungguhan."


def plant(session: TenantSession, opd_id: UUID, today: date, at: datetime) -> None:
    """A service of this office with one counter."""
    closed = {"closed_on": today, "closed_note": NOTE}
    service = Service(opd_id=opd_id, slug="layanan-contoh", name="Surat keterangan (contoh)", **closed)
    samples.plant(session, service, at)
    counter = ServicePoint(service_id=service.id, opd_id=opd_id, code=CODE, name="Loket contoh", **closed)
    samples.plant(session, counter, at)


def take_away(session: TenantSession) -> int:
    """Takes them away; returns how many rows stay because something real leans on them."""
    return samples.take_away(session, (ServicePoint, Service))
