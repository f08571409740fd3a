"""Every word on the screen has an English one, every English one is used, none stands in a template untranslated."""

import ast
from io import BytesIO

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.promises import wording
from webapp.platform import access, i18n, tables_in
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


def _literals(node) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _literals(node.body) + _literals(node.orelse)
    return []


def offered() -> list[str]:
    """The words of the rooms for services."""
    from webapp.feedback.services import components, desk, point_routes, posters, refusals, trail, words
    from webapp.feedback.services.prints import words as prints
    from webapp.platform import news

    assert desk.blueprint
    found = [text for each in components.COMPONENTS for text in (each.name, each.hint)]
    found += [*point_routes.KINDS.values(), *posters.SENTENCES.values(), *refusals.REFUSALS.values()]
    found += [*prints.shown(), *words.DAYS.values()]
    return [*found, *trail.DEEDS.values(), *trail.FIELDS.values(), *news.SENTENCES.values()]


def notices() -> list:
    from webapp.feedback.devices import words as devices
    from webapp.feedback.publication import words as results
    from webapp.feedback.rosters import here as rosters
    from webapp.feedback.services.prints import words as prints
    from webapp.feedback.survey.followups import words as followups
    from webapp.people.directory import news as staff
    from webapp.people.imports import words as imports
    from webapp.performance import words as performance

    every = (
        devices,
        results,
        rosters,
        prints,
        followups,
        staff,
        imports,
        performance,
    )
    return [kind for each in every for kind in each.NOTICES.values()]


def devices() -> list[str]:
    """The words of the room for devices."""
    from webapp.feedback.devices import refusals, words

    tables = (words.KINDS, words.KINDS_TO_CHOOSE, words.NEWS, words.ODDITIES, refusals.REFUSALS)
    return [word for table in tables for word in table.values()]
    return [kind for each in (results, review, rosters, prints, staff, imports, performance) for kind in each.NOTICES.values()]


def surveys() -> list[str]:
    """What the survey's tables say. The questions themselves come in their own languages."""
    from webapp.feedback.survey import index, office_routes, profile, refusals, results

    tables = (profile.SEX_WORDS, profile.AGE_WORDS, profile.EDUCATION_WORDS, profile.OCCUPATION_WORDS)
    tables = (*tables, refusals.REFUSALS, office_routes.NEWS, results.UNSUR_WORDS, *surveyform())
    words = [word for table in tables for word in table.values()]
    return words + [title for _trait, title, _words in results.TRAITS] + [grade.kinerja for grade in index.GRADES]


def survey_results() -> list[str]:
    """What the tables of a survey's results say."""
    from webapp.feedback.survey.followups import page, words
    from webapp.feedback.survey.publishing import refusals
    from webapp.feedback.survey.reports import facts, routes

    found = (words.STATES, words.TERMS, words.NEWS, page.FILTERS, facts.CHANNELS, routes.NEWS, refusals.REFUSALS)
    return [word for table in found for word in table.values()]


def invitations() -> list[str]:
    """What is said of invitations to rate, to queue systems too."""
    from webapp.feedback.visits import words

    return [*words.API_REFUSALS.values(), *words.NEWS.values(), *words.ORIGINS.values()]
def complaints() -> list[str]:
    """What the tables of complaints say."""
    from webapp.feedback.complaints import letters, notices, refusals, words

    tables = (words.KINDS, words.SHORT_KINDS, words.ELSEWHERE, words.VISIBILITIES, words.STATES, words.PUBLIC_STATES,
              words.ENDINGS, words.CLOSINGS, words.ARCHIVINGS, words.STEPS, words.PUBLIC_STEPS, words.MESSAGES,
              words.BAD_FILES, words.NEWS, refusals.REFUSALS)  # fmt: skip
    found = [word for table in tables for word in table.values()]
    found += [word for kind in letters.LETTERS.values() for word in (kind.name, kind.subject, kind.why)]
    return [*found, words.REMINDER, *letters.PURPOSES.values(), *(kind.sentence for kind in notices.NOTICES.values())]
def forums() -> list[str]:
    """What the tables of forums say."""
    from webapp.feedback.forums import citizen_routes, office_routes, pages, refusals

    tables = (pages.STATE_WORDS, pages.QUESTION_WORDS, pages.PROMISE_WORDS, refusals.REFUSALS)
    return [word for table in (*tables, citizen_routes.NEWS, office_routes.NEWS) for word in table.values()]
def surveyform() -> list[dict[str, str]]:
    """What the rooms of the questionnaire and of paper say."""
    from webapp.feedback.survey.instruments import routes as instruments
    from webapp.feedback.survey.paper import here, page, rules

    return [instruments.NEWS, here.NEWS, page.TITLES, page.BAND_WORDS, page.DISABILITY_WORDS, rules.VOID_WORDS,
            rules.STATE_WORDS]  # fmt: skip
def reviews() -> list[str]:
    """What the tables of the review and of contests say."""
    from webapp.feedback.review import words as review
    from webapp.performance.evidence import contest_page, rules

    tables = (review.DOUBTS, review.OUTCOMES, review.CHOICES, review.CHANNELS, review.SHIFTS, review.APART,
              review.FINDINGS, review.NEWS, rules.STEP_WORDS, rules.NOT_NOW, contest_page.HEADS, contest_page.NEWS)  # fmt: skip
    return [word for table in tables for word in table.values()]


def tables() -> dict[str, set[str]]:
    """Words that are translated where they are shown: the values of the tables that a dynamic _() reads."""
    from webapp.feedback.publication import cards, result
    from webapp.feedback.publication import words as results
    from webapp.feedback.ratings import rules as ratings
    from webapp.feedback.search.routes import PERIODS
    from webapp.feedback.services import words as services
    from webapp.home import navigation, today
    from webapp.home import routes as home
    from webapp.home.start import routes as start_routes
    from webapp.home.start import words as start_words
    from webapp.people.directory import labels as people_labels
    from webapp.people.directory import news as people_news
    from webapp.people.imports import words as imports
    from webapp.people.letters import words as letters
    from webapp.people.trail import words as trail
    from webapp.performance.evidence import own_routes
    from webapp.tenants.settings import months, sections

    words = [choice.word for choice in ratings.CHOICES]
    words += surveys()
    words += survey_results()
    words += devices()
    words += invitations()
    words = [choice.word for choice in ratings.CHOICES] + surveys() + complaints()
    words += [*ratings.REASONS.values(), *cards.HELD.values(), *services.KINDS.values()]
    words += offered() + letters.shown() + forums()
    words += [*offered(), *PERIODS.values()]
    words += offered() + reviews()
    words += [*home.KINDS.values(), *home.WAYS.values()]
    words += [*trail.DEEDS.values(), *trail.THINGS.values(), *trail.KEYS.values(), *months.HOLIDAY_KINDS.values()]
    words += [*months.WEEK_DAYS.values(), *months.SHORT_DAYS.values(), *(each.label for each in sections.OWN)]
    words += sections.SOUGHT.values()
    words += [kind.sentence for kind in notices()]
    words += [*start_words.NEWS.values(), *start_routes.WHOSE.values()]
    words += [text for step in start_words.STEPS.values() for text in (step.name, step.what, *dict(step.ways))]
    words += [words_ for _role, _endpoint, words_ in today.ERRANDS]
    words += [word for table in people_labels.ALL for word in table.values()]
    words += people_news.NEWS.values()
    words += [*imports.shown(), *tables_in.SENTENCES.values()]
    words += [name for name, _short in i18n.ZONES.values()]
    words += [*result.WEEKDAYS, *results.NEWS.values(), *own_routes.MEANS.values()]
    words += [room.label for room in (*navigation.PLACES, *navigation.MANAGED)]
    return {word: {"a table"} for word in words}


MESSAGES = of_templates() | of_sources() | tables()


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
