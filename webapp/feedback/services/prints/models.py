"""A print that a job lays out, and its file while it is kept."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
RUNNING, READY, STOPPED, GONE = "berjalan", "siap", "terhenti", "dihapus"


class PrintJob(TenantRecord, table=True):
    """What is printed of which points, as it was chosen. `root`: the pemda's public address at that moment.

    total and done count sheets. The row stays when its file is GONE: it says so, and can be laid out again.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        belongs_to("person", "by_id"),
        sa.CheckConstraint("form in ('poster', 'kartu', 'tenda', 'stiker')", "form"),
        sa.CheckConstraint("languages in ('id', 'en', 'dua')", "languages"),
        sa.CheckConstraint("stickers between 1 and 12", "stickers"),
        sa.CheckConstraint("state in ('berjalan', 'siap', 'terhenti', 'dihapus')", "state"),
        sa.CheckConstraint("(state in ('siap', 'dihapus')) = (ready_at is not null)", "ready"),
        sa.CheckConstraint("token is null or state = 'berjalan'", "in_hand"),
        sa.CheckConstraint("done between 0 and total", "progress"),
        sa.Index(None, "tenant_id", "at"),
    )

    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
    form: str
    languages: str
    stickers: int
    codes: list[str] = Field(sa_type=JSONB)
    root: str
    state: str = RUNNING
    stage: str = ""
    done: int = 0
    total: int
    attempts: int = 0
    token: UUID | None = None
    beat_at: datetime = Field(sa_type=MOMENT)
    remark: str = ""
    ready_at: datetime | None = Field(default=None, sa_type=MOMENT)


class PrintFile(TenantRecord, table=True):
    """The PDF; deleted after a day."""

    __tablename__ = "print_file"
    __table_args__ = (
        belongs_to("print_job", "job_id"),
        sa.UniqueConstraint("tenant_id", "job_id"),
        sa.CheckConstraint("octet_length(content) between 1 and 33554432", "content"),
    )

    job_id: UUID
    content: bytes
