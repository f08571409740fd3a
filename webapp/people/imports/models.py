"""An import of people: its file, its rows while they are needed, and the choice of columns that is remembered."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from webapp.people.models import one_of
from webapp.platform.db import TenantRecord, belongs_to

MOMENT = sa.DateTime(timezone=True)
UPLOADED, CHECKING, CHECKED, APPLYING = "diunggah", "memeriksa", "diperiksa", "menerapkan"
APPLIED, STOPPED, CANCELLED = "diterapkan", "terhenti", "dibatalkan"
STATES = (UPLOADED, CHECKING, CHECKED, APPLYING, APPLIED, STOPPED, CANCELLED)
RUNNING = (CHECKING, APPLYING)
OVER = (APPLIED, CANCELLED)
CHANGES = ("salah", "baru", "pindah", "nama", "lain", "keluar", "tetap")


class ImportRun(TenantRecord, table=True):
    """One import, from the upload to its end. `token`: which job has it in hand; `beat_at`: its last sign of life."""

    __tablename__ = "import_run"
    __table_args__ = (
        belongs_to("person", "by_id"),
        one_of("state", STATES),
        one_of("file_kind", ("xlsx", "csv")),
        sa.CheckConstraint("(state = 'diterapkan') = (applied_at is not null)", "applied"),
        sa.CheckConstraint("state not in ('diperiksa', 'menerapkan', 'diterapkan') or digest is not null", "checked"),
        sa.CheckConstraint("token is null or state in ('memeriksa', 'menerapkan')", "in_hand"),
        sa.CheckConstraint("done between 0 and total", "progress"),
        sa.CheckConstraint("length(file_name) between 1 and 120", "file_name"),
        sa.Index(
            "import_run_applying_key", "tenant_id", unique=True, postgresql_where=sa.text("state = 'menerapkan'")
        ),
        sa.Index(None, "tenant_id", "at"),
    )

    by_id: UUID
    at: datetime = Field(sa_type=MOMENT)
    file_name: str
    file_kind: str
    source: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    sheet: str | None = None
    headers: list[str] = Field(default_factory=list, sa_type=JSONB)
    sample: list[list[str]] = Field(default_factory=list, sa_type=JSONB)
    columns: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)
    choices: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    state: str = UPLOADED
    stage: str = ""
    done: int = 0
    total: int = 0
    attempts: int = 0
    token: UUID | None = None
    beat_at: datetime | None = Field(default=None, sa_type=MOMENT)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSONB)
    digest: str | None = None
    remark: str = ""
    applied_at: datetime | None = Field(default=None, sa_type=MOMENT)
    forgotten_at: datetime | None = Field(default=None, sa_type=MOMENT)


class ImportFile(TenantRecord, table=True):
    """The file as it was sent; gone as soon as the import is over."""

    __tablename__ = "import_file"
    __table_args__ = (belongs_to("import_run", "run_id"), sa.UniqueConstraint("tenant_id", "run_id"))

    run_id: UUID
    content: bytes


class ImportRow(TenantRecord, table=True):
    """What the dry run found about one row, or about a person who is missing in the file (no number).

    `cells` are kept only for rows that must be corrected; `faults`: what is wrong, `facts`: what would change.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        belongs_to("import_run", "run_id"),
        belongs_to("person", "person_id"),
        one_of("change", CHANGES),
        sa.CheckConstraint("(change = 'keluar') = (number is null)", "missing"),
        sa.CheckConstraint("(change = 'salah') = (faults <> '[]'::jsonb)", "faults"),
        sa.UniqueConstraint("tenant_id", "run_id", "change", "position"),
    )

    run_id: UUID
    position: int
    number: int | None = None
    change: str
    nip: str = ""
    name: str = ""
    person_id: UUID | None = None
    cells: list[str] = Field(default_factory=list, sa_type=JSONB)
    faults: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    facts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)


class ImportMapping(TenantRecord, table=True):
    """Which columns were chosen for files with these headers: {field: header}."""

    __tablename__ = "import_mapping"
    __table_args__ = (sa.UniqueConstraint("tenant_id", "headers_key"),)

    headers_key: str
    columns: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    used_at: datetime = Field(sa_type=MOMENT)
