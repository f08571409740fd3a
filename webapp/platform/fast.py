"""A short lane to PostgreSQL for the citizens' hot path: one connection a thread, one round trip a transaction.

SQLAlchemy costs more than the rest of a rating together (docs/performance.md), so the statements of the
hot path are constants sent through libpq's pipeline in one packet: BEGIN, the tenant context, the statements,
COMMIT. Parameters are always bound. The statements must be safe to send twice: a connection that died is
replaced and the whole transaction tried once more.
"""

import select
import threading
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
from psycopg.adapt import Transformer
from psycopg.errors import ConnectionTimeout, error_from_result
from psycopg.pq import ExecStatus

from webapp.platform.context import ContextSigner
from webapp.platform.db import CONNECT, PATIENCE, without_values

Statement = tuple[str, Sequence]
Rows = list[tuple]
FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
# Seconds in which a database that did not answer is not asked again, so that who queued behind the others is told at
# once. Longer than a request may spend on the directory of pemda before (state.GLANCE), or it would come too late.
REST = 3.0


class TooSlow(psycopg.OperationalError):
    """The database has not answered in time; whether the transaction was stored, nobody knows."""


class FastLane:
    """Runs a few statements as one transaction of one pemda."""

    def __init__(self, url: str, signer: ContextSigner):
        self._conninfo = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._signer = signer
        self._local = threading.local()
        self._rest_until = 0.0
        self.watch = None  # a test may set a callable(statement text)

    def run(self, tenant_id: UUID, statements: Sequence[Statement]) -> list[Rows]:
        """The rows of each statement, after COMMIT. Raises psycopg.Error; nothing is stored then."""
        if self.watch:
            for text, _ in statements:
                self.watch(text)
        if time.monotonic() < self._rest_until:
            raise TooSlow("the database has just not answered")
        try:
            return self._run(self._signer.statement_for(tenant_id), statements)
        except (TooSlow, ConnectionTimeout):
            self._rest_until = time.monotonic() + REST
            raise

    def _run(self, context: str, statements: Sequence[Statement]) -> list[Rows]:
        line = self._line()
        try:
            return line.run(context, statements)
        except psycopg.OperationalError as problem:
            if isinstance(problem, TooSlow) or not line.is_dead:
                raise
            return self._line().run(context, statements)

    def close(self) -> None:
        """Ends this thread's connection."""
        line = getattr(self._local, "line", None)
        if line is not None:
            line.close()

    def _line(self) -> "_Line":
        line = getattr(self._local, "line", None)
        if line is None or line.is_dead:
            line = self._local.line = _Line(self._conninfo)
        return line


class _Line:
    """One connection, always in pipeline mode, with the statements it has prepared."""

    def __init__(self, conninfo: str):
        self._connection = psycopg.connect(conninfo, autocommit=True, **CONNECT)
        self._server = self._connection.pgconn
        self._server.enter_pipeline_mode()
        self._prepared: dict[str, bytes] = {}
        self._poll = select.poll()
        self._poll.register(self._server.socket, select.POLLIN)
        self._reader = Transformer(self._connection)

    @property
    def is_dead(self) -> bool:
        return self._connection.closed

    def close(self) -> None:
        self._connection.close()

    def __del__(self) -> None:
        """A thread that ends takes its connection along."""
        if hasattr(self, "_connection"):
            self.close()

    def run(self, context: str, statements: Sequence[Statement]) -> list[Rows]:
        """Everything between BEGIN and COMMIT as one packet; nothing is stored when any of it fails."""
        try:
            whole = [("BEGIN", ()), *statements, ("COMMIT", ())]
            names = [self._prepared.get(text) or self._prepare(text) for text, _ in whole]
            for name, (text, parameters) in zip(names, whole, strict=True):
                self._server.send_query_prepared(name, [_as_text(value) for value in parameters])
                if text == "BEGIN":  # the context is signed anew every few minutes: not worth preparing
                    self._server.send_query_params(context.encode(), None)
            results = self._answers()
            self._refuse_failure(results)
        except psycopg.Error:
            self._roll_back()
            raise
        except BaseException:
            self.close()
            raise
        return [self._rows(result) for result in results[2:-1]]

    def _prepare(self, text: str) -> bytes:
        name = b"s%d" % len(self._prepared)
        self._server.send_prepare(name, _numbered(text).encode())
        self._refuse_failure(self._answers())
        self._prepared[text] = name
        return name

    def _roll_back(self) -> None:
        """Makes the connection good for the next transaction, or closes it."""
        if self.is_dead:
            return
        try:
            self._server.send_query_params(b"ROLLBACK", None)
            self._refuse_failure(self._answers())
        except psycopg.Error:
            self.close()

    @staticmethod
    def _refuse_failure(results: list) -> None:
        for result in results:
            if result.status not in FINE:
                raise without_values(error_from_result(result, "utf-8"))

    def _answers(self) -> list:
        """One result a statement. Raises OperationalError when the server is gone or too slow."""
        server, results, until = self._server, [], time.monotonic() + PATIENCE
        server.pipeline_sync()
        while server.flush():
            self._wait(until, select.POLLOUT | select.POLLIN)
        while True:
            while server.is_busy():
                self._wait(until, select.POLLIN)
            result = server.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return results
            results.append(result)

    def _wait(self, until: float, events: int) -> None:
        self._poll.modify(self._server.socket, events)
        if not self._poll.poll(max(0.0, until - time.monotonic()) * 1000):
            self.close()
            raise TooSlow(f"no answer in {PATIENCE} s")
        self._server.consume_input()

    def _rows(self, result) -> Rows:
        self._reader.set_pgresult(result)
        return self._reader.load_rows(0, result.ntuples, tuple)


def _numbered(text: str) -> str:
    """`%s` as the server counts them: $1, $2, …"""
    first, *others = text.split("%s")
    return first + "".join(f"${number}{part}" for number, part in enumerate(others, start=1))


def _as_text(value: Any) -> bytes | None:
    """A parameter as PostgreSQL reads it; the server knows the type from the statement."""
    if value is None:
        return None
    return b"\\x" + value.hex().encode() if isinstance(value, bytes) else str(value).encode()
