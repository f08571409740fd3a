"""The work of an import: the dry run, applying, finding what no bell announced, forgetting."""

import logging
import time
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from webapp.people.imports import applying, queries, reading
from webapp.people.imports.checking import Checker, counts_of, digest
from webapp.people.imports.models import CANCELLED, CHECKED, CHECKING, OVER, STOPPED, ImportRun
from webapp.people.imports.storing import store_finding
from webapp.people.imports.world import Finding, World
from webapp.people.notices.domain import tell
from webapp.platform import clock
from webapp.platform.audit import record
from webapp.platform.db import TenantSession, unit_of_work
from webapp.platform.jobs import background
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, current, serving
from webapp.platform.workbooks import Unreadable

log = logging.getLogger(__name__)
SCHEDULE = {"imports.sweep": 5.0, "imports.forget": 3600.0}
FRESH, ALIVE = timedelta(seconds=3), timedelta(seconds=45)  # for the bell; between two signs of life
KEPT = timedelta(days=30)
MOST_ATTEMPTS = 3
BETWEEN_SIGNS = 0.4  # seconds
CLAIM = sa.text(
    "update import_run set token = :token, beat_at = :now, attempts = attempts + 1 where tenant_id = :tenant "
    "and id = :run and state in ('memeriksa', 'menerapkan') and (token is null or beat_at < :alive) "
    "returning state, attempts"
)
BEAT = sa.text(
    "update import_run set stage = :stage, done = :done, total = :total, beat_at = :now "
    "where tenant_id = :tenant and id = :run and token = :token"
)
SETTLE = sa.text(
    "update import_run set state = :state, token = null, remark = :remark, beat_at = :now "
    "where tenant_id = :tenant and id = :run and token = :token"
)


class TakenAway(Exception):
    """The import was cancelled, or another job has it in hand: everything done here is taken back."""


class Outdated(Exception):
    """People changed between the dry run and now; carries what applying would do today."""

    def __init__(self, finding: Finding):
        super().__init__("outdated")
        self.finding = finding


class Hand:
    """One job's hold on one import: tells how far it is, in transactions of its own, and notices losing it."""

    def __init__(self, resources: Resources, run_id: UUID):
        self.resources, self.run_id, self.token = resources, run_id, uuid4()
        self._last = 0.0

    def take(self, tenant: Tenant) -> tuple[str, int] | None:
        """The state and the number of the attempt; None when there is nothing to do or another job does it."""
        now = clock.now()
        values = {"tenant": tenant.id, "run": self.run_id, "token": self.token, "now": now, "alive": now - ALIVE}
        with self.resources.engine.begin() as connection:
            row = connection.execute(CLAIM, values).first()
        return (row[0], row[1]) if row else None

    def tell(self, stage: str, done: int, total: int) -> None:
        """A sign of life, a few times a second at most. Raises TakenAway."""
        if time.monotonic() - self._last >= BETWEEN_SIGNS:
            with self.resources.engine.begin() as connection:
                self._keep(connection, BEAT, stage=stage, done=min(done, total), total=total)
            self._last = time.monotonic()

    def settle(self, connection: sa.Connection, state: str, remark: str = "") -> None:
        """Ends the work with this state, in the caller's transaction. Raises TakenAway."""
        self._keep(connection, SETTLE, state=state, remark=remark)

    def _keep(self, connection: sa.Connection, statement: sa.TextClause, **values: object) -> None:
        known = {"tenant": current().id, "run": self.run_id, "token": self.token, "now": clock.now()}
        if connection.execute(statement, known | values).rowcount != 1:
            raise TakenAway


@background("imports.work")
def work(resources: Resources, tenant: Tenant, run_id: str) -> None:
    """Does what the import waits for. Late, twice or two at once, it is done once."""
    with serving(tenant):
        hand = Hand(resources, UUID(run_id))
        taken = hand.take(tenant)
        if taken is None:
            return
        state, attempt = taken
        try:
            _do(hand, state, attempt)
        except TakenAway:
            log.info("import %s of %s is in other hands", run_id, tenant.slug)
        except sa.exc.OperationalError:
            raise
        except Exception:
            log.exception("import %s of %s stopped", run_id, tenant.slug)
            _stop(hand, "failed")


def _do(hand: Hand, state: str, attempt: int) -> None:
    if attempt > MOST_ATTEMPTS:
        _stop(hand, "failed")
    elif state == CHECKING:
        _check(hand)
    else:
        _apply(hand)


def _stop(hand: Hand, remark: str) -> None:
    with unit_of_work(hand.resources.engine) as session:
        hand.settle(session.connection(), STOPPED, remark)
        run = queries.run(session, hand.run_id)
        tell(session, run.by_id, "impor:terhenti", at=clock.now(), about=run.id, berkas=run.file_name)


def _check(hand: Hand, remark: str = "") -> None:
    try:
        with TenantSession(hand.resources.engine) as session:
            finding = _find(session, hand)[1]
    except Unreadable:
        _stop(hand, "unreadable")
        return
    _store(hand, finding, remark)


def _find(session: TenantSession, hand: Hand) -> tuple[World, Finding]:
    """The dry run on what the database holds now. Raises workbooks.Unreadable."""
    run, content = queries.run(session, hand.run_id), queries.content(session, hand.run_id)
    if run is None or content is None:
        raise TakenAway
    hand.tell("membaca", 0, run.total)
    table = reading.read_table(content, run.sheet)
    world = queries.world(session, clock.today(session.tenant.timezone), run.choices)
    world = replace(world, expected=world.expected - {run.by_id})  # nobody ends her own access by a file
    total = len(table.rows)
    checker = Checker(world, run.columns)
    return world, checker.check(table.rows, lambda done: hand.tell("memeriksa", done, total))


def _store(hand: Hand, finding: Finding, remark: str) -> None:
    with TenantSession(hand.resources.engine) as session:
        store_finding(session, hand.run_id, finding, hand.tell)
        run = queries.run(session, hand.run_id, to_change=True)
        if run is None or run.token != hand.token:
            raise TakenAway
        run.state, run.token, run.remark = CHECKED, None, remark
        run.counts, run.digest = counts_of(finding), digest(finding)
        run.source = run.source | {"unknown_units": {key: list(unit) for key, unit in finding.unknown_units.items()}}
        session.commit()


def _apply(hand: Hand) -> None:
    """All or nothing, in one transaction; when people were changed in between it leads back to the dry run."""
    try:
        with TenantSession(hand.resources.engine) as session:
            _write(session, hand)
            session.commit()
    except Outdated as problem:
        _back_to_checking(hand)
        _store(hand, problem.finding, "changed")
    except (sa.exc.IntegrityError, applying.Changed):
        _back_to_checking(hand)
        _check(hand, "changed")


def _back_to_checking(hand: Hand) -> None:
    with unit_of_work(hand.resources.engine) as session:
        run = queries.run(session, hand.run_id, to_change=True)
        if run is None or run.token != hand.token:
            raise TakenAway
        run.state = CHECKING


def _write(session: TenantSession, hand: Hand) -> None:
    world, finding = _find(session, hand)
    run = queries.run(session, hand.run_id)
    if run is None or digest(finding) != run.digest:
        raise Outdated(finding)
    by = UUID(run.choices["applied_by"])
    let_go = finding.missing if run.choices.get("let_go") else ()
    made = applying.apply(session, world, finding, let_go=let_go, by=by, run_id=run.id, tell=hand.tell)
    record(session, "impor:diterapkan", "import_run", run.id, by=by, hasil=run.counts, dibuat=made)
    tell(session, run.by_id, "impor:diterapkan", at=clock.now(), about=run.id, berkas=run.file_name)
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
    now = clock.now()
    with serving(tenant), TenantSession(resources.engine) as session:
        waiting = queries.unfinished(session, now - FRESH, now - ALIVE)
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
