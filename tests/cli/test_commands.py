"""The administrator's command line, run as an administrator runs it, on a database with two pemda."""

import io
import json
import subprocess
import sys

import psycopg
import pytest

from tests.client import Browser
from tests.databases import copy_database, drop_database
from webapp.cli.__main__ import main
from webapp.feedback.publication.jobs import count_and_release
from webapp.platform import clock

ONE = {"officer": "a", "unit": "u", "service": "s", "channel": "token", "device": "d", "prefix": "p", "week": 1,
       "minute": 5, "stars": 4}  # fmt: skip


class Interrupted:
    """A command during which Ctrl-C is pressed."""

    def __call__(self, _arguments):
        raise KeyboardInterrupt


def spoil(database, settings, statement: str) -> int:
    """What nobody may do: changes an aggregate past the application."""
    name = settings.database_url.rsplit("/", 1)[1].split("?")[0]
    with psycopg.connect(database.conninfo("ops", name)) as connection:
        return connection.execute(statement).rowcount


def test_recount_finds_no_difference_then_a_planted_one_and_mends_it(pamong, rated, database, settings):
    assert pamong("recount", "--check")[0] == 0
    assert spoil(database, settings, "update rating_bucket set n = n + 1, n4 = n4 + 1, total = total + 4") >= 1
    status, text, _ = pamong("recount", "--check")
    assert status == 1
    assert "stored" in text
    status, text, _ = pamong("recount", "--repair", "--tenant", "pontianak")
    assert status == 0
    assert "repaired" in text
    assert pamong("recount", "--check")[0] == 0


def test_recount_looks_at_a_closed_pemda_too(pamong, rated, database, settings):
    assert spoil(database, settings, "update tenant set closed_at = now() where slug = 'pontianak'") == 1
    assert spoil(database, settings, "update rating_bucket set n = n + 1, n4 = n4 + 1, total = total + 4") >= 1
    try:
        status, text, _ = pamong("recount", "--check")
        assert status == 1 and "pontianak" in text and "gorontalo" in text
        assert pamong("recount", "--repair")[0] == pamong("recount", "--check")[0] == 0
    finally:
        spoil(database, settings, "update tenant set closed_at = null")


def test_recount_of_an_unknown_pemda_is_one_sentence(pamong, world):
    status, _, problem = pamong("recount", "--tenant", "atlantis")
    assert status == 1
    assert problem == "pamong: there is no pemda 'atlantis'.\n"


def test_a_pemda_is_opened_shown_and_closed(pamong, world):
    facts = ["--name", "Kabupaten Uji", "--kind", "kabupaten", "--region-code", "99.01", "--timezone", "Asia/Jayapura",
             "--colour", "#7a2e1d", "--contact", "telepon=0984-1", "--working-days", "1-6",
             "--holiday", f"{clock.now().year + 1}-08-17=Hari Kemerdekaan"]  # fmt: skip
    assert pamong("tenants", "open", "uji", *facts)[0] == 0
    shown = pamong("tenants", "show", "uji")[1]
    for fact in ("Kabupaten Uji", "Asia/Jayapura", "Saturday", "Hari Kemerdekaan", "telepon 0984-1"):
        assert fact in shown
    assert "Sunday" not in shown
    assert pamong("tenants", "close", "uji", "--reason", "Kontrak selesai")[0] == 0
    assert "closed" in next(line for line in pamong("tenants")[1].splitlines() if line.startswith("uji"))


@pytest.mark.parametrize(
    "slug, options, sentence",
    [
        ("static", [], "'static' is reserved for the platform."),
        ("pontianak", [], "there is a pemda 'pontianak' already."),
        ("baru", ["--colour", "merah"], "'merah' is not a colour: write #rrggbb."),
        ("baru", ["--working-days", "8"], "--working-days '8': write ISO week days"),
        ("baru", ["--holiday", "17 Agustus=x"], "'17 Agustus' is not a date: write YYYY-MM-DD."),
        ("baru", ["--contact", "0561"], "--contact '0561': write NAME=VALUE."),
    ],
)
def test_a_pemda_with_wrong_facts_is_refused_in_one_sentence(pamong, world, slug, options, sentence):
    facts = ["--name", "X", "--kind", "kota", "--region-code", "1", "--timezone", "Asia/Jakarta", *options]
    status, _, problem = pamong("tenants", "open", slug, *facts)
    assert status == 1
    assert sentence in problem


@pytest.mark.parametrize("role", ["app", "owner", "ops"])
def test_the_database_url_opens_the_running_database(pamong, world, role):
    url = pamong("database-url", f"--{role}")[1].strip()
    with psycopg.connect(url) as connection:
        assert connection.execute("select current_user").fetchone()[0] == f"pamong_{role}"


def test_events_that_cannot_be_counted_are_shown_and_may_be_tried_again(pamong, app, world, database, settings):
    citizen = Browser(app, world.pontianak.tenant)
    key = citizen.get("/n/loket1").page.hidden["kunci"]
    citizen.post("/n/loket1", {"nilai": "3", "kunci": key})
    assert spoil(database, settings, "update rating_event set quarantined_at = now(), last_error = 'uji'") == 1
    status, text, _ = pamong("events")
    assert status == 1
    assert "uji" in text
    assert pamong("events", "--retry")[0] == 0
    assert count_and_release(world.resources, world.pontianak.tenant) == 1
    assert pamong("events")[0] == 0


def test_score_reads_lines_and_writes_lines_without_a_database(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(ONE).encode() + b"\r\n"), "ascii"))
    assert main(["score"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["officer"] == "a"
    assert answer["status"] == "insufficient"


def test_score_of_what_is_not_utf8_is_one_sentence_and_wrong_use(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'\n{"officer": "Andr\xe9"}\n'), "latin-1"))
    assert main(["score"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("line 2: not UTF-8 text")


def test_score_without_any_input_says_how(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    assert main(["score"]) == 1
    assert "there is no standard input" in capsys.readouterr().err


def test_a_reader_who_goes_away_hears_no_complaint():
    lines = "\n".join(json.dumps(ONE | {"officer": f"o{number}"}) for number in range(3000))
    command = f"{sys.executable} -m webapp.cli score | head -1"
    done = subprocess.run(command, shell=True, input=lines, text=True, capture_output=True, check=True)  # noqa: S602
    assert done.stdout.startswith('{"officer"') and done.stderr == ""


def test_a_database_without_tables_is_told_to_be_released_first(pamong, database, world):
    copy_database(database, "t_kosong", "template1")
    try:
        status, _, problem = pamong("tenants", database_name="t_kosong")
    finally:
        drop_database(database, "t_kosong")
    assert (status, problem) == (1, "pamong: the database has no tables yet: run bin/pamong release first.\n")


def test_an_interrupted_command_ends_quietly(monkeypatch, capsys):
    monkeypatch.setattr("webapp.cli.scoring.score", Interrupted())
    assert main(["score"]) == 130
    assert capsys.readouterr().err == ""


def test_release_tells_which_other_databases_the_application_may_enter(pamong, database, world):
    copy_database(database, "t_sebelah", "template1")
    try:
        status, text, note = pamong("release")
        assert status == 0 and "schema at " in text
        assert "note: the application's role may also enter" in note and "t_sebelah" in note
        assert "postgres" not in note and "template1" not in note
    finally:
        drop_database(database, "t_sebelah")


def test_release_needs_the_owner_and_says_so(settings, monkeypatch, capsys):
    monkeypatch.setenv("PAMONG_ENV", "test")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PAMONG_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("PAMONG_CONTEXT_KEY", settings.context_key)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert main(["release"]) == 78
    assert "DATABASE_OWNER_URL is missing" in capsys.readouterr().err


def test_demonstration_data_are_refused_outside_the_embedded_mode(settings, monkeypatch, capsys):
    monkeypatch.setenv("PAMONG_ENV", "test")
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PAMONG_SECRET_KEY", settings.secret_key)
    monkeypatch.setenv("PAMONG_CONTEXT_KEY", settings.context_key)
    assert main(["demo"]) == 1
    assert "only in the embedded mode" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["tenants"], ["recount"], ["backup", "x.dump"]], ids=lambda words: words[0])
def test_a_database_that_is_not_there_is_one_sentence(pamong, world, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    status, out, problem = pamong(*words, database_name="tidak_ada")
    assert (status, out, problem) == (1, "", "pamong: there is no database 'tidak_ada' on this server.\n")
    assert list(tmp_path.iterdir()) == []
