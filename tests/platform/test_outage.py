"""While the database is away everybody is told so by a page: citizens, and who is signed in."""

from dataclasses import replace

import psycopg
import pytest

from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.fast import FastLane

NOBODY_THERE = "postgresql+psycopg://pamong_app@127.0.0.1:9/pamong"


@pytest.fixture
def outage(app, monkeypatch):
    """Call it, and from then on nobody listens where the database was."""
    engines = []

    def begin():
        signer = ContextSigner("k" * 40)
        engines.append(make_engine(NOBODY_THERE, signer))
        gone = replace(app.config["RESOURCES"], engine=engines[0], lane=FastLane(NOBODY_THERE, signer))
        monkeypatch.setitem(app.config, "RESOURCES", gone)

    yield begin
    for engine in engines:
        engine.dispose()


def assert_told(answer):
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "<html" in answer.text and "Traceback" not in answer.text and "psycopg" not in answer.text


@pytest.mark.parametrize("path", ["/beranda", "/skp/", "/", "/transparansi", "/masuk", "/tiada"])
def test_who_is_signed_in_is_told(browser, world, outage, path, caplog):
    sari = browser(world.pontianak.sari)
    outage()
    assert_told(sari.get(path))
    assert "Traceback" not in caplog.text and "database away" in caplog.text


@pytest.mark.parametrize("path", ["/undangan/{}", "/tanda-terima/{}"])
def test_the_log_names_no_secret_of_an_address(browser, outage, path, caplog):
    outage()
    secret = "abcdefghjkmnpqrstvwxyz0123"
    assert_told(browser().get(path.format(secret)))
    assert "database away" in caplog.text and secret not in caplog.text


def test_who_is_signed_in_and_writes_is_told_and_stays_signed_in(browser, world, outage, monkeypatch):
    sari = browser(world.pontianak.sari)
    outage()
    assert_told(sari.post("/keluar"))
    monkeypatch.undo()
    assert sari.get("/beranda").status == 200


def test_it_may_go_between_the_session_and_the_person(app, browser, world, monkeypatch):
    def load(_person_id):
        raise psycopg.OperationalError("the connection is lost")

    sari = browser(world.pontianak.sari)
    monkeypatch.setattr(app.login_manager, "_user_callback", load)
    for path in ("/beranda", "/tiada"):
        assert_told(sari.get(path))


def test_citizens_are_told(browser, outage):
    citizen = browser()
    outage()
    assert_told(citizen.get("/transparansi"))
    assert_told(citizen.post("/masuk", {"nama": "a", "sandi": "b"}))


def test_what_needs_no_database_is_served(browser, world, outage):
    sari = browser(world.pontianak.sari)
    outage()
    assert sari.client.get("/healthz").status_code == 200
