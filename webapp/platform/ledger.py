"""Work that is written down as a row: taken by one job at a time, told how far it is, taken up again after a kill.

The row's table has the columns `state`, `stage`, `done`, `total`, `attempts`, `token` (which job has it in hand),
`beat_at` (its last sign of life, or when it was asked for) and `remark`.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from rq.timeouts import BaseTimeoutException

from webapp.platform import clock
from webapp.platform.db import TenantRecord, TenantSession
from webapp.platform.state import Resources
from webapp.platform.tenancy import current

log = logging.getLogger(__name__)
FRESH, ALIVE = timedelta(seconds=3), timedelta(seconds=45)  # for the bell; between two signs of life
MOST_ATTEMPTS = 3
BETWEEN_SIGNS = 0.4  # seconds
FAILED = "failed"  # the remark of work that stopped for a reason nobody foresaw


class TakenAway(Exception):
    """The work was ended, or another job has it in hand: everything done here is taken back."""


class Hand:
    """One job's hold on one row: tells how far it is, in transactions of its own, and notices losing it."""

    def __init__(self, resources: Resources, kind: type[TenantRecord], row_id: UUID):
        self.resources, self.kind, self.row_id, self.token = resources, kind, row_id, uuid4()
        self._table = sa.inspect(kind).local_table
        self._last = 0.0

    def take(self, states: tuple[str, ...]) -> tuple[str, int] | None:
        """The state and the number of the attempt; None when there is nothing to do or another job does it."""
        row, now = self._table.c, clock.now()
        is_free = sa.or_(row.token.is_(None), row.beat_at < now - ALIVE)
        claim = self._own().where(row.state.in_(states), is_free).returning(row.state, row.attempts)
        with self.resources.engine.begin() as connection:
            found = connection.execute(
                claim.values(token=self.token, beat_at=now, attempts=row.attempts + 1)
            ).first()
        return (found[0], found[1]) if found else None

    def tell(self, stage: str, done: int, total: int) -> None:
        """A sign of life, a few times a second at most. Raises TakenAway."""
        if time.monotonic() - self._last >= BETWEEN_SIGNS:
            with self.resources.engine.begin() as connection:
                self._keep(connection, stage=stage, done=min(done, total), total=total)
            self._last = time.monotonic()

    def settle(self, connection: sa.Connection, state: str, remark: str = "", **more: object) -> None:
        """Ends the work with this state, in the caller's transaction. Raises TakenAway."""
        self._keep(connection, state=state, token=None, remark=remark, **more)

    def _keep(self, connection: sa.Connection, **values: object) -> None:
        mine = self._own().where(self._table.c.token == self.token)
        if connection.execute(mine.values(beat_at=clock.now(), **values)).rowcount != 1:
            raise TakenAway

    def _own(self) -> sa.Update:
        row = self._table.c
        return sa.update(self._table).where(row.tenant_id == current().id, row.id == self.row_id)


def work_on(
    hand: Hand, states: tuple[str, ...], do: Callable[[Hand, str], None], stop: Callable[[Hand, str], None]
) -> None:
    """Does the work if it waits in one of these states: `do(hand, state)`. Late, twice or two at once, it is done once.

    What fails for its own reasons, or kills its job again and again, ends by `stop(hand, FAILED)`. A database that is
    away and a worker's limit of time end nothing: the error goes up, and the sweep tries again.
    """
    taken = hand.take(states)
    if taken is None:
        return
    state, attempt = taken
    try:
        if attempt > MOST_ATTEMPTS:
            stop(hand, FAILED)
        else:
            _do(hand, state, do, stop)
    except TakenAway:
        log.info("%s %s is in other hands", hand.kind.__tablename__, hand.row_id)


def _do(hand: Hand, state: str, do: Callable[[Hand, str], None], stop: Callable[[Hand, str], None]) -> None:
    try:
        do(hand, state)
    except (TakenAway, BaseTimeoutException, sa.exc.OperationalError):
        raise
    except Exception:
        log.exception("%s %s stopped", hand.kind.__tablename__, hand.row_id)
        stop(hand, FAILED)


def left_behind(session: TenantSession, kind: type[TenantRecord], states: tuple[str, ...]) -> list[UUID]:
    """The rows that wait in these states and that no bell announced, or whose job has died."""
    row, now = sa.inspect(kind).local_table.c, clock.now()
    waits = sa.and_(row.token.is_(None), row.beat_at < now - FRESH)
    died = sa.and_(row.token.is_not(None), row.beat_at < now - ALIVE)
    mine = sa.select(row.id).where(row.tenant_id == session.tenant.id, row.state.in_(states), sa.or_(waits, died))
    return list(session.connection().execute(mine).scalars())
