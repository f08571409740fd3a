"""`demo`: the demonstration data of the embedded mode."""

from webapp.cli import places
from webapp.cli.errors import CommandError
from webapp.settings import EMBEDDED


def demo(arguments) -> int:
    """Loads it (safe to repeat), or prints the addresses and accounts."""
    from webapp import demo as demonstration

    with places.settings(arguments.database) as found:
        if found.environment != EMBEDDED:
            raise CommandError("demonstration accounts exist only in the embedded mode.")
        if arguments.accounts:
            print(demonstration.accounts(found))
        else:
            demonstration.load(found, say=print)
    return 0
