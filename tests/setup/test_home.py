"""The home: secrets made once, and folders that are moved, copied or lost."""

import errno
from pathlib import Path

import pytest

from webapp.platform.embedded import EmbeddedError, Home, explain
from webapp.platform.embedded.accounts import server_account
from webapp.platform.embedded.errors import explain_log
from webapp.platform.embedded.servers import check_space

SECRETS = """
import sys
from webapp.platform.embedded import Home
print(Home(sys.argv[1]).secrets())
"""


def pointing_home(path: Path, state: Path) -> Home:
    home = Home(path)
    home.create()
    home.pointer.write_text(str(state))
    return home


@pytest.fixture
def state(tmp_path):
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / "home").write_text(str(tmp_path / "first"))
    return folder


def test_all_who_ask_at_once_get_the_same_secrets(tmp_path, python):
    asking = [python(SECRETS, tmp_path / "var") for _ in range(4)]
    assert len({process.communicate()[0] for process in asking}) == 1


def test_secrets_are_long_and_all_different(tmp_path):
    secrets = Home(tmp_path / "var").secrets()
    assert set(secrets) == {"secret_key", "context_key", "owner", "app", "ops"}
    assert min(map(len, secrets.values())) >= 32
    assert len(set(secrets.values())) == 5


def test_secrets_that_others_may_read_are_made_private_again(tmp_path):
    home = Home(tmp_path / "var")
    home.secrets()
    (home.path / "secrets.json").chmod(0o644)
    home.secrets()
    assert (home.path / "secrets.json").stat().st_mode & 0o077 == 0


def test_the_home_is_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("PAMONG_HOME", str(tmp_path / "lain"))
    assert Home().path == tmp_path / "lain"


def test_a_home_tells_where_its_data_lie(tmp_path, state):
    assert Home(tmp_path / "var").whereabouts == str(tmp_path / "var")
    home = pointing_home(tmp_path / "moved", state)
    assert home.whereabouts == f"{home.path} (the database and Valkey: {state})"


def test_a_moved_home_keeps_its_data(tmp_path, state):
    home = pointing_home(tmp_path / "moved", state)
    assert home.claim_state(server_account()) == state
    assert (state / "home").read_text() == str(home.path)


def test_a_copied_home_does_not_share_the_data(tmp_path, state):
    pointing_home(tmp_path / "first", state)
    copy = pointing_home(tmp_path / "copy", state)
    with pytest.raises(EmbeddedError, match="is a copy of"):
        copy.claim_state(server_account())


def test_lost_data_are_not_silently_replaced_by_empty_ones(tmp_path):
    home = pointing_home(tmp_path / "var", tmp_path / "gone")
    with pytest.raises(EmbeddedError, match="is gone"):
        home.claim_state(server_account())


def test_too_little_space_is_one_sentence(tmp_path):
    with pytest.raises(EmbeddedError, match=r"^The disk that holds .* is full"):
        check_space(tmp_path, megabytes=10**12)


@pytest.mark.parametrize(
    "said, sentence",
    [
        ("PANIC:  could not write to file: No space left on device", "is full; free some space"),
        (
            "postgres: error while loading shared libraries: libz.so.1: cannot open",
            "library libz.so.1 is missing",
        ),
        ("/lib/libc.so.6: version `GLIBC_2.99' not found", "C library of this machine is too old"),
        ("LOG:  starting\nFATAL:  something odd\n", "it said: FATAL:  something odd"),
        ("", "it said: nothing"),
    ],
)
def test_what_a_server_said_becomes_one_sentence(tmp_path, said, sentence):
    text = explain_log("PostgreSQL", tmp_path / "database.log", said, tmp_path)
    assert sentence in text and "\n" not in text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_an_error_of_the_system_becomes_one_sentence(number):
    text = explain(OSError(number, "reason", "/somewhere"))
    assert "/somewhere" in text and text.endswith(".") and "\n" not in text
