"""The work of an import: the dry run, applying, finding what no bell announced, forgetting."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from webapp.people.imports import applying, leaving, mapping, queries
from webapp.people.imports.checking import Checker, counts_of, digest
from webapp.people.imports.domain import TABLE
from webapp.people.imports.models import CANCELLED, CHECKED, CHECKING, OVER, RUNNING, STOPPED, ImportRun
from webapp.people.imports.storing import store_finding
from webapp.people.imports.world import Finding, World
from webapp.people.notices.domain import tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.ledger import Hand, TakenAway, left_behind, work_on
from webapp.platform.state import Resources
from webapp.platform.tables_in import Table, read_table
from webapp.platform.tenancy import Tenant, serving
from webapp.platform.workbooks import Unreadable

SCHEDULE = {"imports.sweep": 5.0, "imports.forget": 3600.0}
KEPT = timedelta(days=30)


class Outdated(Exception):
    """People changed between the dry run and now; carries what applying would do today."""

    def __init__(self, finding: Finding):
        super().__init__("outdated")
        self.finding = finding


@background("imports.work")
def work(resources: Resources, tenant: Tenant, run_id: str) -> None:
    """Does what the import waits for. Late, twice or two at once, it is done once."""
    with serving(tenant):
        work_on(Hand(resources, ImportRun, UUID(run_id)), RUNNING, _do, _stop)


def _do(hand: Hand, state: str) -> None:
    if state == CHECKING:
        _check(hand)
    else:
        _apply(hand)


def _stop(hand: Hand, remark: str) -> None:
    with unit_of_work(hand.resources.engine) as session:
        hand.settle(session.connection(), STOPPED, remark)
        run = queries.run(session, hand.row_id)
        tell(session, run.by_id, "impor:terhenti", at=clock.now(), about=run.id, berkas=run.file_name)


def _check(hand: Hand, remark: str = "") -> None:
    try:
        table = _read(hand)
        with TenantSession(hand.resources.engine) as session:
            finding = _find(session, hand, table)[1]
    except Unreadable:
        _stop(hand, "unreadable")
        return
    _store(hand, finding, remark, table)


def _read(hand: Hand) -> Table:
    """The table, read while no transaction is open. Raises workbooks.Unreadable."""
    with TenantSession(hand.resources.engine) as session:
        run, content = queries.run(session, hand.row_id), queries.content(session, hand.row_id)
    if run is None or content is None:
        raise TakenAway
    hand.tell("membaca", 0, run.total)
    return read_table(content, TABLE, run.sheet)


def _find(session: TenantSession, hand: Hand, table: Table) -> tuple[World, Finding]:
    """The dry run on what the database holds now."""
    run = queries.run(session, hand.row_id)
    if run is None:
        raise TakenAway
    world = queries.world(session, clock.today(session.tenant.timezone), run.choices)
    world = replace(world, expected=world.expected - {run.by_id})  # nobody ends her own access by a file
    total = len(table.rows)
    checker = Checker(world, run.columns)
    return world, checker.check(table.rows, lambda done: hand.tell("memeriksa", done, total))


def _store(hand: Hand, finding: Finding, remark: str, table: Table) -> None:
    with TenantSession(hand.resources.engine) as session:
        store_finding(session, hand.row_id, finding, hand.tell)
        run = queries.run(session, hand.row_id, to_change=True)
        if run is None or run.token != hand.token:
            raise TakenAway
        run.state, run.token, run.remark = CHECKED, None, remark
        run.counts, run.digest = counts_of(finding), digest(finding)
        unknown = {key: list(unit) for key, unit in finding.unknown_units.items()}
        run.source = run.source | {"unknown_units": unknown, "expected": finding.expected}
        run.source["overlooked"] = mapping.overlooked(table.headers, (row.cells for row in table.rows), run.columns)
        session.commit()


def _apply(hand: Hand) -> None:
    """All or nothing, in one transaction; when people were changed in between it leads back to the dry run."""
    table = _read(hand)
    try:
        with TenantSession(hand.resources.engine) as session:
            _write(session, hand, table)
            session.commit()
    except Outdated as problem:
        _back_to_checking(hand)
        _store(hand, problem.finding, "changed", table)
    except (sa.exc.IntegrityError, applying.Changed):
        _back_to_checking(hand)
        _check(hand, "changed")


def _back_to_checking(hand: Hand) -> None:
    with unit_of_work(hand.resources.engine) as session:
        run = queries.run(session, hand.row_id, to_change=True)
        if run is None or run.token != hand.token:
            raise TakenAway
        run.state = CHECKING


def _write(session: TenantSession, hand: Hand, table: Table) -> None:
    world, finding = _find(session, hand, table)
    run = queries.run(session, hand.row_id)
    if run is None or digest(finding) != run.digest:
        raise Outdated(finding)
    by = UUID(run.choices["applied_by"])
    gone = [one.id for one in finding.missing if one.id != by] if run.choices.get("let_go") else []
    leaving.let_go(session, run, gone, today=world.today, by=by, tell=hand.tell)
    made = applying.apply(session, world, finding, by=by, run_id=run.id, tell=hand.tell)
    made |= {"keluar": len(gone)} if gone else {}
    record(session, "impor:diterapkan", "import_run", run.id, by=by, hasil=run.counts, dibuat=made)
    tell(session, run.by_id, "impor:diterapkan", at=clock.now(), about=run.id, berkas=run.file_name)
    run.choices = run.choices | {"left": len(gone), "left_on": world.today.isoformat()}
    session.flush()
    _finish(session, hand, run)


def _finish(session: TenantSession, hand: Hand, run: ImportRun) -> None:
    """The last statement of the transaction asks whether the import is still in this hand."""
    queries.drop_file(session, run.id)
    values = {"tenant": session.tenant.id, "run": run.id, "token": hand.token, "now": clock.now()}
    if session.connection().execute(queries.FINISH, values).rowcount != 1:
        raise TakenAway


@background("imports.sweep")
def sweep(resources: Resources, tenant: Tenant) -> None:
    """Does here what no bell announced and what a killed job left behind."""
    with serving(tenant), TenantSession(resources.engine) as session:
        waiting = left_behind(session, ImportRun, RUNNING)
    for run_id in waiting:
        work(resources, tenant, str(run_id))


@background("imports.forget")
def forget(resources: Resources, tenant: Tenant) -> None:
    """Thirty days after the upload rows and file go, counts stay; an import nobody ended ends then."""
    now = clock.now()
    with serving(tenant), unit_of_work(resources.engine) as session:
        for run in queries.to_forget(session, now, KEPT):
            queries.drop_file(session, run.id)
            queries.drop_rows(session, run.id)
            run.forgotten_at, run.sample, run.token = now, [], None
            run.source = {key: value for key, value in run.source.items() if key != "unknown_units"}
            run.state = run.state if run.state in OVER else CANCELLED
