"""What the command line says of itself: every command, every option, what comes out, in one language."""

import argparse
import re
from pathlib import Path

import pytest

from webapp.cli.__main__ import main
from webapp.cli.arguments import parser

PROJECT = Path(__file__).resolve().parents[2]
ALL = [
    "tenants", "tenants list", "tenants show", "tenants open", "tenants close", "tenants invite", "tenants confirm",
    "recount", "verify", "events", "score", "database-url", "backup", "restore", "release", "demo",
]  # fmt: skip
INDONESIAN = re.compile(r"\b(yang|dan|untuk|dengan|tidak|dari|Senin|Minggu|semua)\b")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command and verb, by what is typed."""
    found, waiting = {}, [("", parser())]
    while waiting:
        name, one = waiting.pop()
        for action in one._actions:
            if isinstance(action, argparse._SubParsersAction):
                waiting += [(f"{name} {word}".strip(), inner) for word, inner in action.choices.items()]
        found[name] = one
    return found


def test_these_are_all():
    assert set(commands()) == {"", *ALL}


@pytest.mark.parametrize("name", ["", *ALL])
def test_its_help_tells_what_it_does_in_english(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([*name.split(), "--help"])
    text = capsys.readouterr().out
    assert end.value.code == 0 and text.startswith(f"usage: bin/pamong {name}".rstrip())
    assert len(commands()[name].description) > 30
    assert not INDONESIAN.search(text)
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("name", ALL)
def test_every_argument_is_explained(name):
    unexplained = [
        action.dest
        for action in commands()[name]._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert unexplained == []


def test_the_first_help_names_every_command_and_its_documents_exist(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert [name for name in ALL if name.split()[0] not in text] == []
    assert all((PROJECT / path).is_file() for path in re.findall(r"docs/\w+\.md", text))


def test_what_score_writes_is_what_its_help_says():
    from webapp.feedback.trust import score_lines

    told = commands()["score"].description
    written = re.findall(r'^        "(\w+)":', Path(score_lines.__file__).read_text(), re.MULTILINE)
    assert {"officer", "held", "formula"} <= set(written)
    assert [name for name in (*score_lines.FIELDS, *written) if not re.search(rf"\b{name}\b", told)] == []


@pytest.mark.parametrize("words", [[], ["terbang"], ["tenants", "fly"], ["recount", "--check", "--repair"], ["backup"]])
def test_wrong_use_is_answered_with_the_usage(words, capsys):
    with pytest.raises(SystemExit) as end:
        main(words)
    said = capsys.readouterr()
    assert end.value.code == 2 and said.out == "" and said.err.startswith("usage: bin/pamong")


def test_the_help_says_which_command_starts_no_database():
    assert "only database-url does not start it" in parser().description
    told = commands()["database-url"].description
    assert "bin/dev must run" in told and "78" in told


def test_the_help_of_score_promises_as_many_lines_as_it_names():
    from webapp.feedback.trust import score_lines

    assert score_lines.MOST_SHOWN == 20 and "the first twenty wrong lines" in commands()["score"].description
