"""Every look-up of the prints."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from webapp.feedback.services.prints.models import READY, RUNNING, PrintFile, PrintJob
from webapp.platform.db import TenantSession


def job(session: TenantSession, print_id: UUID, *, to_change: bool = False) -> PrintJob | None:
    """The print; `to_change` waits for whoever is changing its state."""
    return session.get(PrintJob, (session.tenant.id, print_id), with_for_update=to_change or None)


def content(session: TenantSession, print_id: UUID) -> bytes | None:
    """The file, while it is kept."""
    return session.exec(select(PrintFile.content).where(PrintFile.job_id == print_id)).first()


def running(session: TenantSession) -> list[PrintJob]:
    """The prints a job has or will have soon."""
    return list(session.exec(select(PrintJob).where(PrintJob.state == RUNNING)))


def count_kept(session: TenantSession) -> int:
    """How many prints are running or have their file."""
    held = select(sa.func.count()).select_from(PrintJob).where(col(PrintJob.state).in_((RUNNING, READY)))
    return session.exec(held).one()


def recent(session: TenantSession, since: datetime, at_most: int) -> list[PrintJob]:
    """The newest prints asked for since then."""
    rows = select(PrintJob).where(PrintJob.at >= since).order_by(col(PrintJob.at).desc()).limit(at_most)
    return list(session.exec(rows))


def ready_before(session: TenantSession, moment: datetime) -> list[PrintJob]:
    """Prints whose file has been there since before that moment."""
    rows = select(PrintJob).where(PrintJob.state == READY, col(PrintJob.ready_at) < moment).with_for_update()
    return list(session.exec(rows))


def drop_file(session: TenantSession, print_id: UUID) -> None:
    """Deletes the file."""
    session.exec(sa.delete(PrintFile).where(PrintFile.tenant_id == session.tenant.id, PrintFile.job_id == print_id))
