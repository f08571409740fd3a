"""Stories that begin on the command line, or go on after days."""

from datetime import timedelta

import pytest

from tests.cli.conftest import pamong
from webapp.platform import clock

__all__ = ["later", "pamong"]


@pytest.fixture
def later(monkeypatch):
    """`later(days)` puts the application's clock so many days after the present; whoever was signed in is not then."""
    real = clock.now

    def turn(days: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=days))

    return turn
