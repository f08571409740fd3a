"""Commands run as an administrator runs them, on a database with two pemda."""

import pytest

from tests.client import Browser
from webapp.cli.__main__ import main
from webapp.feedback.publication.jobs import count_and_release


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
