"""Rows by the thousand: COPY, in the transaction of the session."""

from collections.abc import Iterable, Sequence

from webapp.platform.db import TenantSession


def copy_rows(session: TenantSession, target: str, rows: Iterable[Sequence]) -> int:
    """Copies rows into `target`, written as 'table (columns)'; returns how many. The role must bypass row security."""
    count = 0
    cursor = session.connection().connection.cursor()
    with cursor, cursor.copy(f"copy {target} from stdin") as copy:
        for count, row in enumerate(rows, start=1):  # noqa: B007 - counted while written
            copy.write_row(row)
    return count
