"""Every word on the screen has an English one, every English one is used, none stands in a template untranslated."""

import ast
import re
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment

from webapp.platform.i18n import CATALOGUE, english
from webapp.platform.pages import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted([*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")])
FILES = {path.name: read_po(BytesIO(path.read_bytes())) for path in sorted(CATALOGUE.glob("*.po"))}
PLURALS = [message for file in FILES.values() for message in file if message.pluralizable]
# Names, and the way back to the other language, which is written in that language.
PROPER = {"Pamong", "English", "Bahasa Indonesia", "SKP", "RHK", "IKM", "NIP", "QR", "OPD"}
# What a template puts into a tag: a class for the body, and the ties between a field and its hints.
NO_TEXT = re.compile(r"{% block body_class %}.*?{% endblock %}|{% macro ties\(.*?{%-? endmacro %}", re.S)
SEEN_BY_READERS = ("aria-label", "placeholder", "title", "alt")


def of_templates() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in TEMPLATES:
        for _, message, *_ in extract("jinja2.ext:babel_extract", BytesIO(path.read_bytes()), {"_": None}):
            found.setdefault(message, set()).add(str(path.relative_to(ROOT)))
    return found


def of_sources() -> dict[str, set[str]]:
    """Literals inside _() in Python."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and node.args:
                for literal in _literals(node.args[0]):
                    found.setdefault(literal, set()).add(str(path.relative_to(ROOT)))
    return found


def _literals(node) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def tables() -> dict[str, set[str]]:
    """Words that are translated where they are shown: the values of the tables that a dynamic _() reads."""
    from webapp.feedback.publication import cards, result
    from webapp.feedback.publication import words as results
    from webapp.feedback.ratings import rules as ratings
    from webapp.feedback.services import routes as services
    from webapp.home import navigation
    from webapp.home import routes as home
    from webapp.performance.evidence import own_routes

    words = [choice.word for choice in ratings.CHOICES]
    words += [*ratings.REASONS.values(), *cards.HELD.values(), *services.KINDS.values()]
    words += [*result.WEEKDAYS, *results.NEWS.values(), *own_routes.MEANS.values()]
    words += [*home.KINDS.values(), *home.ZONES.values(), *home.WAYS.values()]
    words += [room.label for room in (*navigation.PLACES, *navigation.MANAGED)]
    return {word: {"a table"} for word in words}


MESSAGES = of_templates() | of_sources() | tables()


def test_every_message_has_an_english_one():
    missing = {message: sorted(places) for message, places in MESSAGES.items() if not english().get(message)}
    assert len(MESSAGES) > 200 and missing == {}


def test_every_english_one_has_the_same_places_for_values():
    places = re.compile(r"%\((\w+)\)s|%(?!\()")
    different = [text for text in MESSAGES if sorted(places.findall(text)) != sorted(places.findall(english()[text]))]
    assert different == []


def literals() -> set[str]:
    """Every string in the code, as it stands or joined from pieces."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("name", FILES)
def test_every_english_one_is_used(name):
    known = set(MESSAGES) | literals()
    assert sorted(_first(message.id) for message in FILES[name] if message.id and _first(message.id) not in known) == []


@pytest.mark.parametrize("name", FILES)
def test_no_english_one_is_empty_or_unsure(name):
    assert [str(message.id) for message in FILES[name] if message.id and (not message.string or message.fuzzy)] == []


def test_no_message_is_translated_twice_in_two_ways():
    first: dict[str, str] = {}
    for catalogue in FILES.values():
        for message in catalogue:
            if message.id:
                assert first.setdefault(_first(message.id), message.string) == message.string, message.id


def _first(text: str | tuple[str, ...]) -> str:
    """The message id; of one with a plural, the singular."""
    return text if isinstance(text, str) else text[0]


@pytest.mark.parametrize("message", PLURALS, ids=lambda message: _first(message.id))
def test_a_plural_has_both_english_forms_for_the_one_indonesian(message):
    assert len(set(message.id)) == 1 and len(set(message.string)) == len(message.string) == 2 and all(message.string)


def shown(path) -> list[str]:
    """The texts of a template that a reader sees and that are not made by an expression."""
    environment = Environment(autoescape=True)
    made, inside = "", False
    for _, kind, value in environment.lex(NO_TEXT.sub("", path.read_text())):
        inside = inside or kind in ("variable_begin", "block_begin")
        if kind == "data":
            made += value
        elif kind in ("variable_end", "block_end"):
            made, inside = made + "\N{BULLET}", False
    made = re.sub(r"<!--.*?-->|<!doctype[^>]*>", " ", made, flags=re.S)
    attributes = re.findall(rf'\b(?:{"|".join(SEEN_BY_READERS)})="([^"]*)"', made)
    return [*re.split(r"<[^>]*>|\N{BULLET}", made), *(part for text in attributes for part in text.split("\N{BULLET}"))]


def test_no_word_stands_in_a_template_untranslated():
    bare = {
        str(path.relative_to(ROOT)): found
        for path in TEMPLATES
        if (found := [text for text in map(_folded, shown(path)) if _is_a_word(text)])
    }
    assert bare == {}


def _folded(text: str) -> str:
    return " ".join(text.split())


def _is_a_word(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{3}", text)) and text not in PROPER


def test_sentences_say_anda_and_blame_nobody():
    texts = " ".join(MESSAGES).lower()
    assert " kamu " not in texts and "submit" not in texts and "invalid" not in texts and "gagal" not in texts
