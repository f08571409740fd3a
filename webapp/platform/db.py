"""The database: engines, the base of every tenant table, and sessions that cannot forget whose rows they touch."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlmodel import Field, Session, SQLModel

from webapp.platform.context import ContextSigner
from webapp.platform.ids import uuid7
from webapp.platform.tenancy import current, current_or_none

SQLModel.metadata.naming_convention = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}

# Citus forwards SET LOCAL only when asked to; plain PostgreSQL ignores the option.
OPTIONS = "-c citus.propagate_set_commands=local -c timezone=UTC"
PATIENCE = 6.0  # seconds for an answer; the server's own limit for the application is 5
LONGEST = 30 * 60 + 1.0  # seconds for an answer to a job; the server gives up first, at 30 minutes
CONNECT = {"connect_timeout": 3, "options": OPTIONS, "application_name": "pamong"}


def _tenant_of_the_moment() -> UUID:
    return current().id


class _AnswersForTenant(type(SQLModel)):
    """with_loader_criteria asks the unmapped base class for its column, and SQLModel's metaclass has none to give."""

    def __getattr__(cls, name: str):
        if name == "tenant_id" and cls is globals().get("TenantRecord"):
            return sa.column("tenant_id", sa.Uuid)
        return super().__getattr__(name)


class TenantRecord(SQLModel, metaclass=_AnswersForTenant):
    """Base of every tenant table: primary key (tenant_id, id), the tenant filled in by itself."""

    tenant_id: UUID = Field(primary_key=True, default_factory=_tenant_of_the_moment, nullable=False)
    id: UUID = Field(primary_key=True, default_factory=uuid7, nullable=False)


def belongs_to(table: str, *columns: str, remote: tuple[str, ...] = ("id",)) -> sa.ForeignKeyConstraint:
    """A composite foreign key inside the pemda: (tenant_id, columns) -> table (tenant_id, remote)."""
    return sa.ForeignKeyConstraint(
        ["tenant_id", *columns], [f"{table}.tenant_id", *(f"{table}.{name}" for name in remote)]
    )


def one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    """The column holds one of these words; the constraint bears the column's name."""
    return sa.CheckConstraint(f"{column} in ({', '.join(repr(value) for value in values)})", column)


def without_values(problem: psycopg.Error) -> psycopg.Error:
    """The error, saying only what is wrong: DETAIL and CONTEXT repeat the row, and errors end up in logs."""
    if problem.diag.message_primary:
        problem.args = (problem.diag.message_primary,)
    return problem


class _Impatient(psycopg.Connection):
    """Waits for no answer longer than its patience: a server that is frozen or cut off keeps no limits of its own."""

    patience: float | None = None  # seconds

    def wait(self, gen, interval=0.1, timeout=None):
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except psycopg.Error as problem:
            if isinstance(problem, psycopg.OperationalError) and self._awaits_an_answer():
                self.pgconn.finish()  # it may still come, and must not reach the next question
            without_values(problem)
            raise

    def _awaits_an_answer(self) -> bool:
        return self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE


def make_engine(url: str, signer: ContextSigner, patience: float | None = None, **options) -> sa.Engine:
    """An engine whose every transaction begins with the signed tenant context, if a pemda is being served.

    patience: seconds to wait for an answer (None: for ever, as the operator's own long statements need).
    """
    settings = {"pool_size": 4, "max_overflow": 4, "pool_timeout": 5, "pool_pre_ping": True} | options
    conninfo = url.replace("postgresql+psycopg://", "postgresql://", 1)

    def connect() -> psycopg.Connection:
        connection = _Impatient.connect(conninfo, **CONNECT)
        connection.patience = patience
        return connection

    engine = sa.create_engine(url, creator=connect, hide_parameters=True, **settings)

    @event.listens_for(engine, "checkin")
    def be_impatient_again(connection: _Impatient | None, _record: object) -> None:
        if connection is not None:
            connection.patience = patience

    @event.listens_for(engine, "begin")
    def name_the_tenant(connection: sa.Connection) -> None:
        if tenant := current_or_none():
            cursor = connection.connection.cursor()
            cursor.execute(signer.statement_for(tenant.id))
            cursor.close()

    return engine


class TenantSession(Session):
    """A session of one pemda: every ORM statement carries `tenant_id = …` beside the row security."""

    def __init__(self, engine: sa.Engine):
        self.tenant = current()
        super().__init__(engine, expire_on_commit=False)


@event.listens_for(TenantSession, "do_orm_execute")
def _route_by_tenant(state: ORMExecuteState) -> None:
    if state.is_column_load:
        return
    tenant_id = state.session.tenant.id
    criteria = with_loader_criteria(
        TenantRecord, lambda cls: cls.tenant_id == tenant_id, include_aliases=True
    )
    state.statement = state.statement.options(criteria)


def plan_afresh(session: TenantSession) -> None:
    """Plans every statement of this transaction for its own values: where a rare value wants another way than a
    common one, a plan made once for all of them can be a hundred times slower."""
    session.connection().execute(sa.text("set local plan_cache_mode = force_custom_plan"))


def be_patient(session: TenantSession) -> None:
    """Lets each statement of this transaction take LONGEST, for the server and for us: in jobs over all of a pemda.

    Row by row is no way to join that much, yet the database takes it where it has not yet seen how many rows a new
    pemda has: then it would be minutes instead of tenths of a second.
    """
    connection = session.connection()
    connection.execute(sa.text("set local statement_timeout = '30min'"))
    connection.execute(sa.text("set local enable_nestloop = off"))
    held = connection.connection.driver_connection
    if held.patience is not None:
        held.patience = LONGEST


@contextmanager
def unit_of_work(engine: sa.Engine) -> Iterator[TenantSession]:
    """A session that is committed when all went well: for jobs and commands (requests commit in the view)."""
    with TenantSession(engine) as session:
        yield session
        session.commit()
