"""The administrator's command line, run as an administrator runs it, on a database with two pemda."""

import json

import psycopg
import pytest

from tests.client import Browser
from webapp.cli.__main__ import main
from webapp.feedback.publication.jobs import count_and_release
from webapp.platform import clock


@pytest.fixture
def pamong(settings, database, monkeypatch, capsys):
    """Runs a command on this module's database; returns (status, output, problems)."""
    monkeypatch.setenv("PAMONG_ENV", "embedded")
    monkeypatch.setenv("PAMONG_HOME", str(database.home.path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    name = settings.database_url.rsplit("/", 1)[1].split("?")[0]

    def run(*arguments: str, database_name: str = name):
        try:
            status = main(["--database", database_name, *arguments])
        except SystemExit as end:
            status = end.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def rated(app, world):
    """Seven ratings, counted."""
    for value in (4, 4, 3, 2, 1, 4, 3):
        citizen = Browser(app, world.pontianak.tenant)
        key = citizen.get("/n/loket1").page.hidden["kunci"]
        assert citizen.post("/n/loket1", {"nilai": str(value), "kunci": key}).status == 303
    return count_and_release(world.resources, world.pontianak.tenant)


def spoil(database, settings, statement: str) -> int:
    """What nobody may do: changes an aggregate past the application."""
    name = settings.database_url.rsplit("/", 1)[1].split("?")[0]
    with psycopg.connect(database.conninfo("ops", name)) as connection:
        return connection.execute(statement).rowcount


def test_help_tells_every_command(pamong):
    status, text, _ = pamong("--help")
    assert status == 0
    for command in (
        "tenants",
        "recount",
        "events",
        "score",
        "database-url",
        "backup",
        "restore",
        "release",
        "demo",
    ):
        assert command in text


def test_every_command_explains_itself(pamong):
    for command in (
        "tenants",
        "recount",
        "events",
        "score",
        "database-url",
        "backup",
        "restore",
        "release",
        "demo",
    ):
        status, text, _ = pamong(command, "--help")
        assert status == 0
        assert "usage" in text


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
    for fact in ("Kabupaten Uji", "Asia/Jayapura", "Sabtu", "Hari Kemerdekaan", "telepon 0984-1"):
        assert fact in shown
    assert "Minggu" not in shown
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


def test_a_backup_is_restored_and_recounts_to_no_difference(pamong, rated, database, tmp_path):
    file = tmp_path / "semua.dump"
    status, _, problem = pamong("backup", str(file))
    assert status == 0, problem
    status, text, problem = pamong("restore", str(file), "--into", "dipulihkan")
    assert status == 0, problem
    assert "pontianak            0 differences" in text
    with psycopg.connect(database.conninfo("ops", "dipulihkan")) as connection:
        assert connection.execute("select count(*) from rating").fetchone()[0] >= rated
    with psycopg.connect(database.conninfo("app", "dipulihkan")) as connection:
        assert connection.execute("select count(*) from rating").fetchone()[0] == 0, "row security came along"
    assert pamong("recount", "--check", database_name="dipulihkan")[0] == 0


def test_a_backup_overwrites_nothing_and_a_restore_fills_no_used_database(pamong, rated, tmp_path):
    file = tmp_path / "satu.dump"
    status, _, problem = pamong("backup", str(file))
    assert status == 0, problem
    assert "exists already" in pamong("backup", str(file))[2]
    assert pamong("restore", str(file), "--into", "terpakai")[0] == 0
    assert "already" in pamong("restore", str(file), "--into", "terpakai")[2]
    assert "there is no file" in pamong("restore", str(tmp_path / "tidak-ada"))[2]


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
    import io

    one = {"officer": "a", "unit": "u", "service": "s", "channel": "token", "device": "d", "prefix": "p", "week": 1,
           "minute": 5, "stars": 4}  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(one) + "\n"))
    assert main(["score"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["officer"] == "a"
    assert answer["status"] == "insufficient"


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
