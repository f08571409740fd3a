"""The embedded PostgreSQL: private, durable, and started once however often and badly it was ended."""

import os
import signal
import stat
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from webapp.platform.embedded import Database, EmbeddedError, Home, running_database, start_database

START = """
import sys
from webapp.platform.embedded import Home, start_database
database = start_database(Home(sys.argv[1]), fast=True, die_with_caller=len(sys.argv) > 2)
print("started" if database.started else "found", flush=True)
sys.stdin.read() if len(sys.argv) > 2 else None
"""


@pytest.fixture(scope="module")
def database(shared_home):
    return start_database(shared_home)


def ask(database, question, role="app"):
    with psycopg.connect(database.conninfo(role)) as connection:
        return connection.execute(question).fetchone()[0]


def setting(database, name):
    return ask(database, f"show {name}")


@pytest.mark.parametrize("role", ["owner", "app", "ops"])
def test_each_role_logs_in_with_its_password(database, role):
    assert ask(database, "select current_user", role) == f"pamong_{role}"
    with sa.create_engine(database.url(role), poolclass=sa.NullPool).connect() as connection:
        assert connection.scalar(sa.text("select current_user")) == f"pamong_{role}"


@pytest.mark.parametrize("role", ["owner", "app", "ops"])
def test_a_wrong_password_is_refused(database, role):
    password = database.home.secrets()[role]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database.conninfo(role).replace(password, "salah"))


def test_other_roles_are_refused_even_by_name(database):
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute("create role tamu login superuser")
    try:
        with pytest.raises(psycopg.OperationalError, match="rejects connection"):
            psycopg.connect(database.superuser().replace("postgres@", "tamu@"))
    finally:
        with psycopg.connect(database.superuser(), autocommit=True) as connection:
            connection.execute("drop role tamu")


def test_no_rule_of_access_trusts_anybody(database):
    with psycopg.connect(database.superuser()) as connection:
        rules = connection.execute("select type, auth_method from pg_hba_file_rules").fetchall()
        people = connection.execute("select sys_name, pg_username from pg_ident_file_mappings").fetchall()
    assert {method for _, method in rules} == {"peer", "scram-sha-256", "reject"}
    assert {kind for kind, _ in rules} == {"local"}
    assert len(people) == 1 and people[0][1] == "postgres"


def test_nothing_listens_on_the_network(database):
    assert setting(database, "listen_addresses") == ""


def test_the_socket_folder_is_private(database):
    assert stat.S_IMODE(database.socket_folder.stat().st_mode) == 0o700


def test_the_application_is_no_superuser_and_cannot_read_the_key(database):
    assert (
        ask(database, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user") is False
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(database, "select count(*) from sec.key")


def test_it_never_runs_as_root_nor_in_the_group_of_root(database):
    status = Path(f"/proc/{database.lock.pid()}/status").read_text()
    numbers = {line.split(":")[0]: line.split(":")[1].split() for line in status.splitlines()}
    assert "0" not in numbers["Uid"]
    if os.geteuid() == 0:
        assert "0" not in numbers["Gid"] and numbers["Groups"] == []


@pytest.mark.parametrize(
    "name, value",
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("timezone", "UTC"),
        ("shared_buffers", "48MB"),
        ("max_connections", "60"),
    ],
)
def test_it_is_durable_small_and_the_same_everywhere(database, name, value):
    assert setting(database, name) == value


def test_it_sorts_and_compares_the_same_on_every_machine(database):
    locale = "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'pamong'"
    assert ask(database, locale) == "b C.UTF-8"


def test_a_second_start_finds_the_first(database):
    assert start_database(database.home).started is False
    assert running_database(database.home).conninfo("app") == database.conninfo("app")


def test_passwords_are_in_a_private_file_and_never_in_the_log(database):
    path = database.home.path / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    log = (database.home.log / "database.log").read_text()
    assert not [role for role in ("owner", "app", "ops") if database.home.secrets()[role] in log]


def test_nothing_runs_before_the_first_start(home):
    assert running_database(home) is None


def test_several_starters_at_once_start_one_server(home, python):
    said = [process.communicate()[0].strip() for process in [python(START, home.path) for _ in range(4)]]
    assert sorted(said) == ["found", "found", "found", "started"]
    assert ask(running_database(home), "select 1") == 1


def test_fast_gives_up_safety(home):
    database = start_database(home, fast=True)
    assert {setting(database, name) for name in ("fsync", "synchronous_commit", "full_page_writes")} == {
        "off"
    }


def test_what_was_committed_survives_kill_9(home):
    database = start_database(home)
    with psycopg.connect(database.superuser("pamong")) as connection:
        connection.execute(
            "create table kept (n int); insert into kept values (7); grant select on kept to pamong_app"
        )
    os.kill(database.lock.pid(), signal.SIGKILL)
    again = start_database(home)
    assert again.started
    assert ask(again, "select n from kept") == 7


def test_a_stale_process_number_that_others_use_now_does_not_matter(home):
    database = start_database(home, fast=True)
    database.stop()
    (database.data / "postmaster.pid").write_text(f"{os.getpid()}\n{database.data}\n1\n5432\n")
    database.lock.path.write_text(str(os.getpid()))
    assert start_database(home, fast=True).started
    assert ask(database, "select 1") == 1


def test_a_half_made_data_folder_is_made_anew(home):
    home.create()
    (home.path / "database.unfinished").mkdir()
    (home.path / "database.unfinished" / "PG_VERSION").write_text("18\n")
    assert ask(start_database(home, fast=True), "select 1") == 1


def test_lost_roles_and_passwords_are_made_again(home):
    database = start_database(home, fast=True)
    with psycopg.connect(database.superuser(), autocommit=True) as connection:
        connection.execute("alter role pamong_app password 'lain'")
    (home.state / "database.prepared").unlink()
    assert ask(start_database(home, fast=True), "select 1") == 1


def test_it_ends_when_its_starter_is_killed(home, python):
    process = python(START, home.path, "die with me")
    assert process.stdout.readline().strip() == "started"
    process.kill()
    assert Database(home).lock.wait_until_free(seconds=10)
    assert start_database(home, fast=True).started


def test_a_data_folder_of_another_version_is_one_sentence(home):
    database = start_database(home, fast=True)
    database.stop()
    (database.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match=r"was made by PostgreSQL 17 and this is PostgreSQL 18; [^\n]*$"):
        start_database(home)


def test_a_path_too_long_for_a_socket_works(tmp_path):
    home = Home(tmp_path.joinpath(*["jauh" * 10] * 3))
    try:
        database = start_database(home, fast=True)
        assert ask(database, "select 1") == 1
        if home.state == home.path:
            assert home.path not in database.socket_folder.parents
        database.stop()
    finally:
        home.discard()
    assert not database.socket_folder.exists()


def test_private_folders_above_the_home_stay_private(tmp_path):
    private = tmp_path / "pribadi"
    private.mkdir(mode=0o700)
    home = Home(private / "var")
    try:
        database = start_database(home, fast=True)
        assert ask(database, "select 1") == 1
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        database.stop()
    finally:
        home.discard()
    assert not home.state.exists()
