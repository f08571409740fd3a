"""Stories that begin on the command line."""

from tests.cli.conftest import pamong

__all__ = ["pamong"]
