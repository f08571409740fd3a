"""Every word on the screen has an English one, every English one is used, none stands in a template untranslated."""

import ast
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.promises import word_tables, wording
from webapp.platform import access
from webapp.platform.i18n import CATALOGUE, english
from webapp.platform.pages import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SOURCES = sorted([*ROOT.glob("webapp/**/*.py"), *ROOT.glob("workers/*.py")])
FILES = {path.name: read_po(BytesIO(path.read_bytes())) for path in sorted(CATALOGUE.glob("*.po"))}
PLURALS = [message for file in FILES.values() for message in file if message.pluralizable]
# Names, and the way back to the other language, which is written in that language.
PROPER = {"Pamong", "English", "Bahasa Indonesia", "SKP", "RHK", "IKM", "NIP", "QR", "OPD"}
# The gallery's people, and what is said to machines only.
INVENTED = {"Sri Wahyuningsih", "Penata Perizinan Ahli Madya", "Budi"}
# Stored names of days off, which are data of the pemda; codes of deeds.
STORED = {
    "Tahun Baru Masehi", "Hari Buruh Internasional", "Hari Lahir Pancasila", "Proklamasi Kemerdekaan", "cuti bersama",
    "impor:diminta terapkan",
}  # fmt: skip
NOT_SHOWN = {access.STAFF} | STORED
# Not for readers of pages: the command line and its verbs, the development server, the web process, what
# demonstrations, samples and templates of files are made of, and the words that are read in files.
BEHIND = ("webapp/cli/", "webapp/demo/", "webapp/web/", "webapp/platform/embedded/", "webapp/dev.py", "workers/",
          "webapp/people/samples.py", "webapp/feedback/services/samples.py", "webapp/people/imports/files.py",
          "webapp/people/imports/values.py", "webapp/tenants/domain.py",
          "webapp/feedback/masking",  # what stands for a hidden word stands in the citizen's own text
          "webapp/feedback/review/drawing.py",  # the seed's text is the same for everybody
          "webapp/feedback/survey/questions.py")  # the last comes in both languages by itself
# Numbers for a drawing, dates that are read in a file, and the filters themselves.
OWN_WRITERS = {
    "webapp/platform/charts.py", "webapp/feedback/services/drawing.py", "webapp/feedback/rosters/lines.py",
    "webapp/platform/i18n.py",
}  # fmt: skip


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
                for literal in wording.literals(node.args[0]):
                    found.setdefault(literal, set()).add(str(path.relative_to(ROOT)))
    return found


MESSAGES = of_templates() | of_sources() | {word: {"a table"} for word in word_tables.all_of_them()}


def test_every_message_has_an_english_one():
    missing = {message: sorted(places) for message, places in MESSAGES.items() if not english().get(message)}
    assert len(MESSAGES) > 200 and missing == {}


def test_every_english_one_has_the_same_places_for_values():
    different = [each for file in FILES.values() for each in file if each.id and wording.differ(each.id, each.string)]
    assert different == []


def test_every_call_has_a_value_for_every_place():
    calls = [call for path in SOURCES for call in wording.calls_in_source(path.read_text())]
    calls += [call for path in TEMPLATES for call in wording.calls_in_template(path.read_text())]
    assert len(calls) > 200 and wording.unfilled(calls) == []


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
    assert wording.unsure(FILES[name]) == []


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


def _for_readers() -> list[tuple[str, str]]:
    """Path and text of the modules whose sentences are read on pages and papers."""
    named = [(str(path.relative_to(ROOT)), path.read_text()) for path in SOURCES]
    return [(name, text) for name, text in named if not name.startswith(BEHIND)]


def test_no_word_stands_in_a_template_untranslated():
    found = {
        str(path.relative_to(ROOT)): [text for text in wording.bare(path.read_text()) if text not in PROPER | INVENTED]
        for path in TEMPLATES
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_sentence_for_a_reader_stands_in_the_code_untranslated():
    known = wording.vocabulary(english())
    allowed = english() | dict.fromkeys(PROPER | NOT_SHOWN, "")
    found = {name: wording.untranslated(text, allowed, known) for name, text in _for_readers()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_dates_and_numbers_are_written_by_the_filters_alone():
    found = {name: wording.own_formats(text) for name, text in _for_readers() if name not in OWN_WRITERS}
    found |= {str(path.relative_to(ROOT)): wording.own_writing(path.read_text()) for path in TEMPLATES}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_sentences_say_anda_and_blame_nobody():
    texts = " ".join(MESSAGES).lower()
    assert " kamu " not in texts and "submit" not in texts and "invalid" not in texts and "gagal" not in texts
