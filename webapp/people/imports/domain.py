"""Verbs about an import, up to asking for the work. None of them commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp.people.imports import leaving, mapping, queries
from webapp.people.imports.models import (
    APPLYING,
    CANCELLED,
    CHECKED,
    CHECKING,
    OVER,
    STOPPED,
    UPLOADED,
    ImportFile,
    ImportMapping,
    ImportRun,
)
from webapp.platform.audit import record
from webapp.platform.db import TenantSession
from webapp.platform.errors import Conflict
from webapp.platform.tables_in import Table, Wish, read_table, sheets_of
from webapp.platform.workbooks import kind_of

TABLE = Wish(mapping.known_headers)
SAMPLE = 3  # rows shown while the columns are chosen


def take_file(session: TenantSession, *, by: UUID, name: str, content: bytes, at: datetime) -> ImportRun:
    """Keeps the file as a new import; with one sheet its columns are proposed at once. Raises workbooks.Unreadable.

    The file is read before the first statement: call it while no transaction is open.
    """
    sheets = sheets_of(content)
    table = read_table(content, TABLE) if len(sheets) < 2 else None
    run = ImportRun(by_id=by, at=at, file_name=name[-120:], file_kind=kind_of(content))
    run.source = {"sheets": sheets}
    if table:
        _take_table(session, run, table)
    session.add(run)
    session.flush()
    session.add(ImportFile(run_id=run.id, content=content))
    record(session, "impor:diunggah", "import_run", run.id, by=by, berkas=run.file_name)
    return run


def choose_sheet(session: TenantSession, run: ImportRun, table: Table) -> None:
    """Goes on with this sheet of the file. Raises Conflict."""
    run = _to_change(session, run, UPLOADED, CHECKED, STOPPED)
    _take_table(session, run, table)
    run.state, run.choices = UPLOADED, {}


def _take_table(session: TenantSession, run: ImportRun, table: Table) -> None:
    run.sheet = str(table.source["sheet"]) if "sheet" in table.source else None
    run.source = run.source | table.source | {"rows": len(table.rows)}
    run.headers = list(table.headers)
    run.sample = [list(row.cells) for row in table.rows[:SAMPLE]]
    known = queries.remembered(session, mapping.headers_key(table.headers))
    run.columns = mapping.proposed(table.headers, known.columns if known else None)


def choose_columns(
    session: TenantSession, run: ImportRun, columns: Mapping[str, int], scope: str, *, at: datetime
) -> None:
    """These columns from now on, remembered for files with the same headers; asks for the dry run. Raises Conflict."""
    run = _to_change(session, run, UPLOADED, CHECKED, STOPPED)
    run.columns = dict(columns)
    run.choices = run.choices | {"scope": scope}
    key, chosen = mapping.headers_key(run.headers), mapping.to_remember(columns, run.headers)
    known = queries.remembered(session, key) or ImportMapping(headers_key=key, used_at=at)
    known.columns, known.used_at = chosen, at
    session.add(known)
    _ask_for(session, run, CHECKING, at)


def choose_units(session: TenantSession, run: ImportRun, units: Mapping[str, Any], *, at: datetime) -> None:
    """These OPD will be made with the import: folded name -> (name, parent); asks for the dry run again."""
    run = _to_change(session, run, CHECKED, STOPPED)
    run.choices = run.choices | {"units": run.choices.get("units", {}) | dict(units)}
    _ask_for(session, run, CHECKING, at)


def check_again(session: TenantSession, run: ImportRun, *, at: datetime) -> None:
    """Asks for another dry run: after a stop, or when people have been changed meanwhile. Raises Conflict."""
    _ask_for(session, _to_change(session, run, CHECKED, STOPPED), CHECKING, at)


def ask_to_apply(
    session: TenantSession, run: ImportRun, *, only_good: bool, let_go: bool, typed: int | None = None, by: UUID,
    at: datetime,
) -> None:
    """Asks for applying what the dry run showed. With wrong rows only when told to take the right ones alone.

    typed: how many leave, written by hand where many do. Raises Conflict with a sentence's code: nothing_to_do,
    has_faults, left_with_faults, many_leave, other_import.
    """
    run = _to_change(session, run, CHECKED)
    wrong, missing = run.counts.get("salah", 0), run.counts.get("keluar", 0)
    if wrong and not only_good:
        raise Conflict("has_faults")
    if wrong and let_go:
        raise Conflict("left_with_faults")
    if let_go and typed != missing and leaving.must_be_typed(missing, int(run.source.get("expected", 0))):
        raise Conflict("many_leave")
    if not sum(run.counts.get(change, 0) for change in ("baru", "pindah", "nama", "lain")) and not (let_go and missing):
        raise Conflict("nothing_to_do")
    if queries.is_applying(session):
        raise Conflict("other_import")
    run.choices = run.choices | {"only_good": only_good, "let_go": let_go, "applied_by": str(by)}
    record(session, "impor:diminta terapkan", "import_run", run.id, by=by, hanya_benar=only_good, keluar=let_go)
    _ask_for(session, run, APPLYING, at)


def cancel(session: TenantSession, run: ImportRun, *, by: UUID) -> None:
    """Ends the import without writing anything; a job that has it in hand finds out and takes everything back."""
    run = _refreshed(session, run)
    if run.state in OVER:
        raise Conflict("over")
    run.state, run.token, run.sample = CANCELLED, None, []
    queries.drop_file(session, run.id)
    record(session, "impor:dibatalkan", "import_run", run.id, by=by)


def _ask_for(session: TenantSession, run: ImportRun, state: str, at: datetime) -> None:
    run.state, run.stage, run.token, run.beat_at, run.attempts, run.remark = state, "", None, at, 0, ""
    run.done, run.total = 0, int(run.source.get("rows", 0))
    session.add(run)
    session.flush()


def _to_change(session: TenantSession, run: ImportRun, *states: str) -> ImportRun:
    run = _refreshed(session, run)
    if run.state not in states or (not run.headers and run.state != UPLOADED):
        raise Conflict("over" if run.state in OVER else "running")
    return run


def _refreshed(session: TenantSession, run: ImportRun) -> ImportRun:
    session.refresh(run, with_for_update=True)
    return run
