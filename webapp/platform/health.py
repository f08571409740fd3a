"""Start-up refusals and the two questions a load balancer asks."""

import time
from uuid import uuid4

import sqlalchemy as sa
from flask import Flask, Response, jsonify

from webapp.platform import clock
from webapp.platform.access import PUBLIC, open_to, outside_tenants
from webapp.platform.migrations import newest_revision
from webapp.platform.request import resources
from webapp.platform.state import Resources
from webapp.platform.tenancy import Tenant, serving

ROLE = sa.text(
    "select rolsuper, rolbypassrls, exists(select from pg_class c join pg_namespace n on n.oid = c.relnamespace "
    "where n.nspname = 'public' and pg_get_userbyid(c.relowner) = current_user) "
    "from pg_roles where rolname = current_user"
)
REVISION = sa.text("select version_num from alembic_version")
BEAT = sa.text("select at, detail from heartbeat where name = 'sweeper'")
SILENCE = 60.0  # seconds without a sweep before counting is called late
SIGNED = sa.text("select sec.tenant()")
CITUS = sa.text("select 1 from pg_extension where extname = 'citus'")


class UnsafeDatabase(RuntimeError):
    """The database connection is one the application must not run with; the message says why."""


class PendingMigrations(UnsafeDatabase):
    """The schema is not the one this code was written for."""


class WrongContextKey(UnsafeDatabase):
    """The database would refuse everything this process signs."""


def refuse_unsafe_database(resources: Resources) -> None:
    """A superuser, a role past row security, an owner, or a schema that is not this code's: no start."""
    with serving(None), resources.engine.connect() as connection:
        superuser, bypass, owner = connection.execute(ROLE).one()
        if superuser:
            raise UnsafeDatabase("DATABASE_URL connects as a superuser: use the role pamong_app.")
        if bypass:
            raise UnsafeDatabase("DATABASE_URL connects as a role with BYPASSRLS: use the role pamong_app.")
        if owner:
            raise UnsafeDatabase("DATABASE_URL connects as the owner of the tables: use the role pamong_app.")
        refuse_pending_migrations(connection)
        if connection.execute(CITUS).first():
            value = connection.exec_driver_sql("show citus.propagate_set_commands").scalar()
            if value != "local":
                raise UnsafeDatabase("citus.propagate_set_commands must be 'local'.")
    refuse_wrong_context_key(resources)


def refuse_pending_migrations(connection: sa.Connection) -> None:
    """The schema must be exactly the newest revision of migrations/versions."""
    try:
        with connection.begin_nested():
            found = connection.execute(REVISION).scalar()
    except sa.exc.ProgrammingError:
        found = None
    if found != newest_revision():
        raise PendingMigrations(
            f"Pending migrations: the database is at {found or 'nothing'}, this code needs {newest_revision()}. "
            "Run the release step (bin/release)."
        )


def refuse_wrong_context_key(resources: Resources) -> None:
    """The key this process signs with must be one that sec.tenant() knows, or every page would fail."""
    nobody = Tenant(uuid4(), "", "", "", "", "", "UTC")
    try:
        with serving(nobody), resources.engine.connect() as connection:
            connection.execute(SIGNED)
    except sa.exc.DBAPIError as problem:
        if getattr(problem.orig, "sqlstate", "") != "42501":
            raise
        raise WrongContextKey(
            "PAMONG_CONTEXT_KEY is not the key the database knows. Run the release step (bin/release) with this key."
        ) from None


@open_to(PUBLIC)
@outside_tenants
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@open_to(PUBLIC)
@outside_tenants
def readyz() -> tuple[Response, int]:
    """Database reachable, schema and key right; and how counting does. Late counting is told, ratings are taken."""
    started = time.monotonic()
    try:
        with serving(None), resources().engine.connect() as connection:
            refuse_pending_migrations(connection)
            beat = connection.execute(BEAT).first()
        refuse_wrong_context_key(resources())
    except (sa.exc.SQLAlchemyError, UnsafeDatabase) as problem:
        return jsonify(status="not ready", reason=type(problem).__name__), 503
    milliseconds = round((time.monotonic() - started) * 1000)
    return jsonify(status="ready", database_ms=milliseconds, counting=_counting(beat)), 200


def _counting(beat: sa.Row | None) -> dict:
    """What the sweeper last said: ratings waiting to be counted, quarantined events, seconds since."""
    if beat is None:
        return {"late": True, "reason": "no clock has run yet"}
    silence = (clock.now() - beat.at).total_seconds()
    return {**beat.detail, "seconds_since_sweep": round(silence), "late": silence > SILENCE}


def install(app: Flask) -> None:
    """Adds /healthz and /readyz, outside every pemda."""
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
