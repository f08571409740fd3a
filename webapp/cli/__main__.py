"""`python -m webapp.cli`: reads the arguments and runs one command; problems are one sentence on stderr."""

import os
import re
import sys

from webapp.cli.arguments import parser
from webapp.settings import SettingsError

NO_TABLES = "42P01"  # SQLSTATE
NO_DATABASE = re.compile(r'database "([^"]*)" does not exist')  # a refused connection has no SQLSTATE


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 done, 1 not done or a check found something, 2 wrong use, 78 the settings forbid it."""
    chosen = parser().parse_args(arguments)
    try:
        status = chosen.run(chosen)
        sys.stdout.flush()
        return status
    except SettingsError as problem:
        return _tell(problem, 78)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains once more at its end
        return 0
    except KeyboardInterrupt:
        return 130
    except _plain_problems() as problem:
        return _tell(problem, 1)


def _tell(problem: Exception, status: int) -> int:
    """One sentence: a database error without SQLAlchemy's wrapping and the statement."""
    cause = getattr(problem, "orig", None) or problem
    if getattr(cause, "sqlstate", None) == NO_TABLES:
        cause = "the database has no tables yet: run bin/pamong release first."
    elif absent := NO_DATABASE.search(str(cause)):
        cause = f"there is no database '{absent[1]}' on this server."
    print(f"pamong: {str(cause).strip().splitlines()[0]}", file=sys.stderr)
    return status


def _plain_problems() -> tuple[type[Exception], ...]:
    """The failures a person can do something about; found late, so that `score` needs no database driver."""
    from webapp.cli.errors import CommandError

    known: list[type[Exception]] = [CommandError, OSError]
    for module, name in (
        ("webapp.tenants.domain", "CannotOpen"),
        ("webapp.people.directory.beginnings", "CannotBegin"),
        ("webapp.platform.health", "UnsafeDatabase"),
        ("webapp.platform.embedded.errors", "EmbeddedError"),
        ("psycopg", "Error"),
        ("sqlalchemy.exc", "DBAPIError"),
    ):
        if module in sys.modules:
            known.append(getattr(sys.modules[module], name))
    return tuple(known)


if __name__ == "__main__":
    sys.exit(main())
