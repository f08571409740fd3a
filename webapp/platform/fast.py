"""A short lane to PostgreSQL for the citizens' hot path: one connection a thread, one round trip a transaction.

SQLAlchemy costs more than the rest of a rating together (docs/performance.md), so the statements of the
hot path are constants sent through psycopg's pipeline: BEGIN, the tenant context, the statements, COMMIT.
Parameters are always bound. The statements must be safe to send twice: a connection that died is replaced
and the whole transaction tried once more.
"""

import threading
from collections.abc import Sequence
from uuid import UUID

import psycopg

from webapp.platform.context import ContextSigner
from webapp.platform.db import CONNECT

Statement = tuple[str, Sequence]
Rows = list[tuple]


class FastLane:
    """Runs a few statements as one transaction of one pemda."""

    def __init__(self, url: str, signer: ContextSigner):
        self._conninfo = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._signer = signer
        self._local = threading.local()
        self.watch = None  # a test may set a callable(statement text)

    def run(self, tenant_id: UUID, statements: Sequence[Statement]) -> list[Rows]:
        """The rows of each statement, after COMMIT. Raises psycopg.Error; nothing is stored then."""
        try:
            return self._once(tenant_id, statements)
        except psycopg.OperationalError:
            if not self._discard_if_dead():
                raise
            return self._once(tenant_id, statements)

    def _once(self, tenant_id: UUID, statements: Sequence[Statement]) -> list[Rows]:
        connection = self._connection()
        try:
            with connection.pipeline():
                connection.execute("BEGIN")
                connection.execute(self._signer.statement_for(tenant_id), prepare=False)
                cursors = [connection.execute(text, parameters) for text, parameters in statements]
                connection.execute("COMMIT")
        except BaseException:
            self._reset(connection)
            raise
        if self.watch:
            for text, _ in statements:
                self.watch(text)
        return [cursor.fetchall() if cursor.description else [] for cursor in cursors]

    def _connection(self) -> psycopg.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None or connection.closed:
            connection = psycopg.connect(self._conninfo, autocommit=True, **CONNECT)
            self._local.connection = connection
        return connection

    def _reset(self, connection: psycopg.Connection) -> None:
        try:
            connection.rollback()
        except psycopg.Error:
            connection.close()

    def close(self) -> None:
        """Ends this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()

    def _discard_if_dead(self) -> bool:
        connection = getattr(self._local, "connection", None)
        dead = connection is None or connection.closed or connection.broken
        if dead:
            self._local.connection = None
        return dead
