"""Runs the migrations as the owner: one at a time, waiting for a lock a second at most."""

import os
import time

import sqlalchemy as sa
from alembic import context

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}
# Harmless on plain PostgreSQL; Citus needs them to keep foreign keys while tables are distributed.
OPTIONS = (
    "-c lock_timeout=1s -c statement_timeout=600s -c timezone=UTC "
    "-c citus.multi_shard_modify_mode=sequential -c citus.enable_local_reference_table_foreign_keys=off"
)
TRIES = 10
metadata = context.config.attributes.get("metadata") or sa.MetaData(naming_convention=NAMES)


def migrate() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or os.environ["DATABASE_OWNER_URL"]
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"options": OPTIONS})
    with engine.connect() as connection:
        connection.execute(sa.text("select pg_advisory_lock(727001)"))
        connection.commit()
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()


def with_patience() -> None:
    """A lock that does not come within a second lets the others go first, and is asked for again."""
    for left in reversed(range(TRIES)):
        try:
            return migrate()
        except sa.exc.OperationalError as problem:
            if "lock timeout" not in str(problem) or not left:
                raise
            time.sleep(1)
    return None


if context.is_offline_mode():
    context.configure(dialect_name="postgresql", target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with_patience()
