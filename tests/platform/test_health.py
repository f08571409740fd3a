"""The two questions a load balancer asks."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from tests.client import Browser
from webapp.platform import clock, health
from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.migrations import ROOT, configuration, newest_revision


@pytest.fixture
def outside(app):
    return Browser(app, None)


def ask(outside, path):
    answer = outside.get(path)
    return answer.status, answer.response.get_json()


def test_the_process_answers_without_asking_the_database(app, outside, count_queries):
    app.config["RESOURCES"].directory.forget()
    with count_queries() as statements:
        assert ask(outside, "/healthz") == (200, {"status": "ok"})
    assert statements == []


def test_it_is_ready_with_a_current_schema(outside):
    status, said = ask(outside, "/readyz")
    assert status == 200 and said["status"] == "ready"


def test_without_a_clock_it_says_so_and_still_takes_ratings(outside, sql):
    sql("delete from heartbeat")
    status, said = ask(outside, "/readyz")
    assert status == 200 and said["counting"]["late"] is True


def beat(sql, seconds_ago):
    at = clock.now() - timedelta(seconds=seconds_ago)
    sql("delete from heartbeat")
    sql(
        "insert into heartbeat values ('sweeper', %s, %s)",
        at,
        psycopg.types.json.Json({"waiting": 3, "quarantined": 1}),
    )


@pytest.mark.parametrize("seconds, late", [(1, False), (3600, True)])
def test_it_tells_how_counting_does(outside, sql, seconds, late):
    beat(sql, seconds)
    status, said = ask(outside, "/readyz")
    counting = said["counting"]
    assert status == 200 and (counting["waiting"], counting["quarantined"], counting["late"]) == (3, 1, late)


def test_with_pending_migrations_it_is_not_ready(outside, sql):
    current = sql("select version_num from alembic_version")[0][0]
    sql("update alembic_version set version_num = '0001'")
    try:
        assert ask(outside, "/readyz") == (503, {"status": "not ready", "reason": "PendingMigrations"})
    finally:
        sql("update alembic_version set version_num = %s", current)


def test_with_a_context_key_the_database_does_not_know_it_is_not_ready(app, outside, settings, monkeypatch):
    wrong = "a key nobody installed in the database"
    engine = make_engine(settings.database_url, ContextSigner(wrong))
    monkeypatch.setattr(health, "resources", lambda: replace(app.config["RESOURCES"], engine=engine))
    assert ask(outside, "/readyz") == (503, {"status": "not ready", "reason": "WrongContextKey"})
    engine.dispose()


def test_the_newest_revision_is_alembics_and_costs_no_alembic():
    assert newest_revision() == ScriptDirectory.from_config(configuration()).get_current_head()
    alone = "import sys, webapp.factory, workers.worker, workers.clock; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", alone], cwd=ROOT).returncode == 0


def test_without_a_database_it_is_not_ready_and_the_process_still_answers(outside, monkeypatch):
    class Gone:
        engine = sa.create_engine("postgresql+psycopg://x@/x?host=/nonexistent")

    monkeypatch.setattr(health, "resources", lambda: Gone)
    assert ask(outside, "/readyz")[0] == 503
    assert ask(outside, "/healthz")[0] == 200
    Gone.engine.dispose()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_say_nothing_of_any_pemda(outside, world, path):
    text = outside.client.get(path).text
    assert "pontianak" not in text.lower() and str(world.pontianak.tenant.id) not in text


def test_kept_by_nobody(outside):
    assert outside.get("/readyz").headers["Cache-Control"] == "no-store"
