"""`demo`: the demonstration data of the embedded mode."""

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.settings import EMBEDDED

AT_ONCE = 2  # pemda: each keeps its own processor and the database's busy in turns


def demo(arguments) -> int:
    """Loads it (safe to repeat), or prints the addresses and accounts."""
    from webapp import demo as demonstration

    with places.settings(arguments.database) as found:
        if found.environment != EMBEDDED:
            raise CommandError("demonstration accounts exist only in the embedded mode.")
        if arguments.accounts:
            print(demonstration.accounts(found))
        else:
            demonstration.load(found, say=print, at_once=AT_ONCE)
    return 0
