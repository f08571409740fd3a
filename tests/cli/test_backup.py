"""A backup is private, whole, and proven by reading it back; what fails leaves nothing in the way."""

import os
import stat
import subprocess

import psycopg
import pytest

from webapp.cli import backup as backing_up


@pytest.fixture
def started(monkeypatch):
    """(arguments, environment, modes of the files written so far) of every program the commands start."""
    seen, run = [], subprocess.run

    def note(command, **options):
        files = [word.partition("=")[2] for word in command if word.startswith("--file=")]
        seen.append((command, options.get("env"), [stat.S_IMODE(os.stat(file).st_mode) for file in files]))
        return run(command, **options)

    monkeypatch.setattr(backing_up.subprocess, "run", note)
    return seen


@pytest.fixture
def databases(database):
    """The names of all databases of the server."""

    def ask() -> set[str]:
        with psycopg.connect(database.superuser()) as connection:
            return {name for (name,) in connection.execute("select datname from pg_database")}

    return ask


@pytest.fixture
def dump(pamong, rated, tmp_path):
    """A good backup."""
    file = tmp_path / "baik.dump"
    assert pamong("backup", str(file))[0] == 0
    return file


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


def test_only_its_owner_may_read_a_backup_even_while_it_is_written(pamong, rated, started, tmp_path):
    file, before = tmp_path / "pribadi.dump", os.umask(0)
    try:
        assert pamong("backup", str(file))[0] == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [modes for *_, modes in started] == [[0o600]]


def test_no_program_is_started_with_a_password_that_ps_would_show(pamong, rated, database, started, tmp_path):
    file = tmp_path / "rahasia.dump"
    assert pamong("backup", str(file))[0] == 0
    assert pamong("restore", str(file), "--into", "tanpa_sandi")[0] == 0
    assert [os.path.basename(command[0]) for command, *_ in started] == ["pg_dump", "pg_restore"]
    secrets = set(database.home.secrets().values())
    for (command, environment, _), role in zip(started, ("ops", "owner"), strict=True):
        assert not [word for word in command for secret in secrets if secret in word]
        assert environment["PGPASSWORD"] == database.home.secrets()[role]


def test_a_backup_that_fails_leaves_no_file(pamong, rated, monkeypatch, tmp_path):
    monkeypatch.setattr(backing_up, "_program", lambda name: "/bin/false")
    status, _, problem = pamong("backup", str(tmp_path / "gagal.dump"))
    assert status == 1 and problem.startswith("pamong: pg_dump failed")
    assert list(tmp_path.iterdir()) == []


def test_a_restore_of_what_is_no_backup_drops_the_database_it_made(pamong, world, databases, tmp_path):
    file, before = tmp_path / "bukan.dump", databases()
    file.write_bytes(b"PGDMP but not really")
    status, _, problem = pamong("restore", str(file), "--into", "sia_sia")
    assert status == 1 and problem.startswith("pamong: pg_restore failed") and problem.count("\n") == 1
    assert databases() == before


def test_a_restore_of_half_a_backup_drops_it_too_and_can_be_tried_again(pamong, dump, databases, tmp_path):
    half, before = tmp_path / "separuh.dump", databases()
    half.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    assert pamong("restore", str(half), "--into", "dicoba")[0] == 1
    assert databases() == before
    assert pamong("restore", str(dump), "--into", "dicoba")[0] == 0
    assert databases() == before | {"dicoba"}


@pytest.mark.parametrize("step", ["_give_roles", "migrations.install_context_keys"])
def test_whatever_fails_on_the_way_nothing_stays(pamong, dump, databases, monkeypatch, step):
    def fail(*_):
        raise psycopg.OperationalError("the server went away")

    before = databases()
    monkeypatch.setattr(f"webapp.cli.backup.{step}", fail)
    status, _, problem = pamong("restore", str(dump), "--into", "di_tengah")
    assert (status, problem) == (1, "pamong: the server went away\n")
    assert databases() == before


@pytest.mark.parametrize("name", ["Besar", "a b", "1a", 'x"y', "a" * 60])
def test_a_name_that_is_none_makes_no_database(pamong, dump, databases, name):
    before = databases()
    status, _, problem = pamong("restore", str(dump), f"--into={name}")
    assert status == 1 and "is not a name for a database" in problem and databases() == before


def test_a_restored_database_is_closed_to_everybody_else(pamong, dump, database):
    assert pamong("restore", str(dump), "--into", "tertutup")[0] == 0
    with psycopg.connect(database.superuser()) as connection:
        rights = connection.execute("select datacl::text from pg_database where datname = 'tertutup'").fetchone()[0]
    assert "{=" not in rights and ",=" not in rights
    for question in ("select lo_creat(-1)", "select pg_cancel_backend(1)"):
        with psycopg.connect(database.conninfo("app", "tertutup")) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(question)


def test_outside_the_embedded_mode_a_name_is_refused_and_the_database_must_be_empty(
    settings, dump, monkeypatch, capsys
):
    from webapp.cli.__main__ import main

    for name, value in {
        "PAMONG_ENV": "test", "DATABASE_URL": settings.database_url, "DATABASE_OWNER_URL": settings.database_owner_url,
        "PAMONG_SECRET_KEY": settings.secret_key, "PAMONG_CONTEXT_KEY": settings.context_key,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert main(["restore", str(dump), "--into", "x"]) == 1
    assert "--into is for the embedded mode" in capsys.readouterr().err
    assert main(["restore", str(dump)]) == 1
    assert "is not empty" in capsys.readouterr().err
    monkeypatch.delenv("DATABASE_OWNER_URL")
    assert main(["restore", str(dump)]) == 78


def test_a_backup_into_no_folder_is_one_sentence(pamong, tmp_path):
    status, _, problem = pamong("backup", str(tmp_path / "tidak-ada" / "x"))
    assert status == 1 and problem == f"pamong: there is no folder {tmp_path}/tidak-ada to write x into.\n"


def test_what_is_plainly_no_backup_is_refused_before_a_database_is_made(pamong, databases, tmp_path):
    file, before = tmp_path / "README.md", databases()
    file.write_text("# Pamong")
    status, _, problem = pamong("restore", str(file))
    assert status == 1 and problem == f"pamong: {file} is not a backup that bin/pamong backup wrote.\n"
    assert databases() == before
