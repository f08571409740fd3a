"""`python -m webapp.cli`: reads the arguments and runs one command; problems are one sentence on stderr."""

import sys

from webapp.cli.arguments import parser
from webapp.settings import SettingsError


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 done, 1 a check found something, 2 wrong use, 78 the set-up does not allow it."""
    chosen = parser().parse_args(arguments)
    try:
        return chosen.run(chosen)
    except SettingsError as problem:
        print(f"pamong: {problem}", file=sys.stderr)
        return 78
    except BrokenPipeError:
        return 0
    except _plain_problems() as problem:
        print(f"pamong: {problem}", file=sys.stderr)
        return 1


def _plain_problems() -> tuple[type[Exception], ...]:
    """The failures a person can do something about; found late, so that `score` needs no database driver."""
    from webapp.cli.errors import CommandError

    known: list[type[Exception]] = [CommandError, OSError]
    if "webapp.tenants.domain" in sys.modules:
        known.append(sys.modules["webapp.tenants.domain"].CannotOpen)
    if "webapp.platform.health" in sys.modules:
        known.append(sys.modules["webapp.platform.health"].UnsafeDatabase)
    if "webapp.platform.embedded.errors" in sys.modules:
        known.append(sys.modules["webapp.platform.embedded.errors"].EmbeddedError)
    if "psycopg" in sys.modules:
        known.append(sys.modules["psycopg"].Error)
    if "sqlalchemy.exc" in sys.modules:
        known.append(sys.modules["sqlalchemy.exc"].DBAPIError)
    return tuple(known)


if __name__ == "__main__":
    sys.exit(main())
