"""Words that are translated where they are shown: the values of the tables that a dynamic _() reads, room by room.

Each function gives the words of one room; a new room is a new function below, and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping

Words = Iterator[str]
ROOMS: list[Callable[[], Words]] = []


def room(function: Callable[[], Words]) -> Callable[[], Words]:
    """Registers a room's words."""
    ROOMS.append(function)
    return function


def all_of_them() -> set[str]:
    """Every word of every table."""
    return {word for each in ROOMS for word in each()}


def values(*tables: Mapping[object, str]) -> Words:
    """The values of these tables."""
    for table in tables:
        yield from table.values()


@room
def ratings() -> Words:
    from webapp.feedback.ratings import rules

    yield from (choice.word for choice in rules.CHOICES)
    yield from values(rules.REASONS)


@room
def results() -> Words:
    from webapp.feedback.publication import cards, result, words

    yield from values(cards.HELD, words.NEWS)
    yield from result.WEEKDAYS


@room
def services() -> Words:
    from webapp.feedback.services import components, desk, point_routes, posters, refusals, trail, words
    from webapp.feedback.services.prints import words as prints
    from webapp.platform import news

    assert desk.blueprint
    yield from (text for each in components.COMPONENTS for text in (each.name, each.hint))
    yield from values(point_routes.KINDS, posters.SENTENCES, refusals.REFUSALS, words.DAYS, words.KINDS)
    yield from values(trail.DEEDS, trail.FIELDS, news.SENTENCES)
    yield from prints.shown()


@room
def notices() -> Words:
    from webapp.feedback.devices import words as devices
    from webapp.feedback.publication import words as results
    from webapp.feedback.review import words as review
    from webapp.feedback.rosters import here as rosters
    from webapp.feedback.services.prints import words as prints
    from webapp.feedback.survey.followups import words as followups
    from webapp.people.directory import news as staff
    from webapp.people.imports import words as imports
    from webapp.performance import words as performance

    for each in (devices, results, review, rosters, prints, followups, staff, imports, performance):
        yield from (kind.sentence for kind in each.NOTICES.values())


@room
def devices() -> Words:
    from webapp.feedback.devices import refusals, words

    yield from values(words.KINDS, words.KINDS_TO_CHOOSE, words.NEWS, words.ODDITIES, refusals.REFUSALS)


@room
def surveys() -> Words:
    """The questions themselves come in their own languages."""
    from webapp.feedback.survey import index, office_routes, profile, refusals, results

    yield from values(profile.SEX_WORDS, profile.AGE_WORDS, profile.EDUCATION_WORDS, profile.OCCUPATION_WORDS)
    yield from values(refusals.REFUSALS, office_routes.NEWS, results.UNSUR_WORDS)
    yield from (title for _trait, title, _words in results.TRAITS)
    yield from (grade.kinerja for grade in index.GRADES)


@room
def survey_entry() -> Words:
    from webapp.feedback.survey.instruments import routes as instruments
    from webapp.feedback.survey.paper import here, page, rules

    yield from values(instruments.NEWS, here.NEWS, page.TITLES, page.BAND_WORDS, page.DISABILITY_WORDS)
    yield from values(rules.VOID_WORDS, rules.STATE_WORDS)


@room
def board() -> Words:
    from webapp.feedback.transparency import board as words

    yield from (*words.HEADINGS.values(), *words.DATED.values(), words.DUE, words.ANSWERED)


@room
def survey_results() -> Words:
    from webapp.feedback.survey.followups import page, words
    from webapp.feedback.survey.publishing import refusals
    from webapp.feedback.survey.reports import facts, routes

    yield from values(words.STATES, words.TERMS, words.NEWS, page.FILTERS, facts.CHANNELS, routes.NEWS)
    yield from values(refusals.REFUSALS)


@room
def invitations() -> Words:
    from webapp.feedback.visits import words

    yield from values(words.API_REFUSALS, words.NEWS, words.ORIGINS)


@room
def complaints() -> Words:
    from webapp.feedback.complaints import letters, notices, refusals, words

    yield from values(words.KINDS, words.SHORT_KINDS, words.ELSEWHERE, words.VISIBILITIES, words.STATES)
    yield from values(words.PUBLIC_STATES, words.ENDINGS, words.CLOSINGS, words.ARCHIVINGS, words.STEPS)
    yield from values(words.PUBLIC_STEPS, words.MESSAGES, words.BAD_FILES, words.NEWS, refusals.REFUSALS)
    yield from (word for kind in letters.LETTERS.values() for word in (kind.name, kind.subject, kind.why))
    yield from values(letters.PURPOSES)
    yield from (kind.sentence for kind in notices.NOTICES.values())
    yield words.REMINDER


@room
def inbox() -> Words:
    from webapp.feedback.complaints.office import export, told, words

    yield from values(words.STATES, words.STEPS, words.VISIBILITIES, words.ARCHIVINGS, words.HOLDS, words.HOLDINGS)
    yield from values(words.TIMES, words.SHOWN, words.REFUSALS, words.NEWS, words.BULK, export.STAGES)
    yield from (word for pair in words.DEEDS.values() for word in pair)
    yield from (state for _outcome, state, _tone in told.OUTCOMES.values())
    yield from (*export.COLUMNS, *(kind.sentence for kind in words.NOTICES.values()))


@room
def forums() -> Words:
    from webapp.feedback.forums import citizen_routes, office_routes, pages, refusals

    yield from values(pages.STATE_WORDS, pages.QUESTION_WORDS, pages.PROMISE_WORDS, refusals.REFUSALS)
    yield from values(citizen_routes.NEWS, office_routes.NEWS)


@room
def reviews() -> Words:
    from webapp.feedback.review import words
    from webapp.feedback.review.surveys import words as surveys
    from webapp.feedback.survey.holding.rules import TOO_FEW
    from webapp.performance.evidence import contest_page, rules

    yield from (*values(surveys.DOUBTS, surveys.CHOICES, surveys.STATES, surveys.BANDS), TOO_FEW)

    yield from values(words.DOUBTS, words.OUTCOMES, words.CHOICES, words.CHANNELS, words.SHIFTS, words.APART)
    yield from (*words.WEEKDAYS, *words.PARTS, *words.PROOFS.values(), words.FORGOTTEN)
    yield from values(words.FINDINGS, words.NEWS, rules.STEP_WORDS, rules.NOT_NOW)
    yield from values(contest_page.HEADS, contest_page.NEWS)


@room
def evidence() -> Words:
    from webapp.performance.evidence import own_routes

    yield from values(own_routes.MEANS)


@room
def search() -> Words:
    from webapp.feedback.search.routes import PERIODS

    yield from values(PERIODS)


@room
def home() -> Words:
    from webapp.home import navigation, routes, sought, today
    from webapp.home.start import routes as start_routes
    from webapp.home.start import words as start

    yield from values(routes.KINDS, routes.WAYS, start.NEWS, start_routes.WHOSE, sought.INSIDE, sought.WORDS)
    yield from (text for step in start.STEPS.values() for text in (step.name, step.what, *dict(step.ways)))
    yield from (errand for _role, _endpoint, errand in today.ERRANDS)
    yield from (each.label for each in (*navigation.PLACES, *navigation.GROUPS, *navigation.MANAGED))


@room
def people() -> Words:
    from webapp.people.directory import labels, news
    from webapp.people.imports import words as imports
    from webapp.people.letters import words as letters
    from webapp.platform import tables_in

    yield from values(*labels.ALL, news.NEWS, tables_in.SENTENCES)
    yield from imports.shown()
    yield from letters.shown()


@room
def trail() -> Words:
    from webapp.people.trail import deeds, details

    yield from values(deeds.DEEDS, deeds.THINGS, details.KEYS, details.VALUES)


@room
def settings() -> Words:
    from webapp.platform import i18n
    from webapp.tenants.settings import months, sections

    yield from values(months.HOLIDAY_KINDS, months.WEEK_DAYS, months.SHORT_DAYS, sections.SOUGHT)
    yield from (each.label for each in sections.OWN)
    yield from (name for name, _short in i18n.ZONES.values())
