"""What still stands in an OPD that is to be closed."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.services.models import ServicePoint
from webapp.platform.db import TenantSession
from webapp.platform.i18n import gettext as _

NAMED = 5


def open_points(session: TenantSession, opd_id: UUID, day: date) -> str | None:
    """The sentence that names the service points of this OPD that are open on that day or later; None without any."""
    still_open = sa.or_(col(ServicePoint.closed_on).is_(None), col(ServicePoint.closed_on) > day)
    names = session.exec(
        select(ServicePoint.name).where(ServicePoint.opd_id == opd_id, still_open).order_by(ServicePoint.name)
    ).all()
    if not names:
        return None
    return _(
        "Belum dapat ditutup: titik layanan di sini masih dibuka (%(names)s). Tutup atau pindahkan dahulu.",
        names=", ".join(names[:NAMED]),
    )
