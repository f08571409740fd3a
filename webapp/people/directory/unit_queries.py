"""The jabatan of an OPD."""

from uuid import UUID

from sqlmodel import col, select

from webapp.people.models import Jabatan
from webapp.platform.db import TenantSession


def jabatan_of(session: TenantSession, opd_id: UUID) -> list[Jabatan]:
    """Every jabatan, what leads first; closed ones last."""
    statement = select(Jabatan).where(Jabatan.opd_id == opd_id)
    return list(session.exec(statement.order_by(col(Jabatan.closed_on).is_not(None), col(Jabatan.leads).desc(),
                                                Jabatan.name)))  # fmt: skip
