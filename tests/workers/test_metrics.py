"""Numbers for monitoring: on a port of their own, counts only."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.screens.conftest import _free_port
from workers.metrics import Numbers, serve

pytestmark = pytest.mark.network


def test_the_numbers_are_told_on_their_own_port_and_nothing_else_is(monkeypatch):
    port = _free_port()
    monkeypatch.setenv("PAMONG_METRICS_PORT", str(port))
    numbers = Numbers()
    server = serve(numbers)
    try:
        numbers.note(counted=7, waiting=2, quarantined=1)
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
        assert "pamong_ratings_waiting 2\n" in text
        assert "pamong_events_quarantined 1\n" in text
        assert "pamong_ratings_swept_total 7\n" in text
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{port}/")
    finally:
        server.shutdown()
        server.server_close()


def test_without_a_port_nothing_listens(monkeypatch):
    monkeypatch.delenv("PAMONG_METRICS_PORT", raising=False)
    assert serve(Numbers()) is None
