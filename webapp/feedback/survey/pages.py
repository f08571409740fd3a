"""One sheet of the survey as a page: a question a step, the profile at the end, or all of it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response

from webapp.feedback.survey import profile
from webapp.people.published import OpdPlace
from webapp.platform import i18n
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page

ANSWERS = ("1", "2", "3", "4")
PROFILE = ("layanan", "kelamin", "usia", "pendidikan", "pekerjaan", "disabilitas")


@dataclass(frozen=True)
class Question:
    """A question in the reader's language: its field, words, and the words of 1..4."""

    name: str
    text: str
    options: list[tuple[str, str]]
    language: str  # Indonesian where the reader's has no words of it


@dataclass(frozen=True)
class Sheet:
    """What is asked: an office's period with its questions, their fields, and the services to choose from."""

    office: OpdPlace
    period: Any  # with id, since and until
    raw: Sequence[Mapping[str, Any]]
    names: list[str]
    services: list[tuple[UUID, str]]
    fields: type[Fields]

    def step_of(self, form: Form) -> Response | None:
        """The next page of a form that was sent; None when it is whole and the last button was pressed."""
        if form.values.get("bentuk") == "semua":
            return None if form.ok else self.whole(form, 422)
        answered = [form.values.get(name) in ANSWERS for name in self.names]
        if form.values.get("arah") == "kembali":
            return self.question(form, self._before(form, answered))
        if not all(answered):
            return self._next(form, answered)
        if form.values.get("arah") != "kirim":
            form.errors.clear()
            return self.profile(form)
        return None if form.ok else self.profile(form, 422)

    def _next(self, form: Form, answered: list[bool]) -> Response:
        """The first question without an answer. Only who pressed on without one is told that it is missing."""
        shown = self._shown(form)
        passed = shown is not None and not answered[shown]
        missed = passed or form.values.get("arah") == "kirim"
        return self.question(form, shown if passed else answered.index(False), 422 if missed else 200)

    def _before(self, form: Form, answered: list[bool]) -> int:
        """The question before the one that was shown."""
        shown = form.values.get("nomor", "")
        place = int(shown) if shown.isascii() and shown.isdigit() else sum(answered)
        return min(max(place - 1, 0), len(self.names) - 1)

    def _shown(self, form: Form) -> int | None:
        """The place of the question this form was; None where it was none."""
        shown = form.values.get("nomor", "")
        place = int(shown) if shown.isascii() and shown.isdigit() else -1
        return place if 0 <= place < len(self.names) else None

    def question(self, form: Form, place: int, status: int = 200) -> Response:
        """One question; all other answers travel along."""
        kept = [(name, form.values[name]) for name in self.names if form.values.get(name) in ANSWERS]
        return self._page(
            "feedback/survey/step.html", form, status, question=self.questions[place], place=place,
            kept=[pair for pair in kept if pair[0] != self.names[place]], chosen=form.values.get(self.names[place]),
            also=self._profile_of(form), missed=status == 422,
        )  # fmt: skip

    def profile(self, form: Form, status: int = 200) -> Response:
        """Who answers, after the last question."""
        kept = [(name, form.values[name]) for name in self.names]
        return self._page("feedback/survey/profile.html", form, status, kept=kept, place=len(self.names))

    def whole(self, form: Form, status: int = 200) -> Response:
        """Everything on one page."""
        return self._page("feedback/survey/whole.html", form, status)

    def again(self, form: Form) -> Response:
        """The last page once more, with its sentence; nothing that was given is lost."""
        if not form.errors:
            form.refuse("layanan", _("Layanan ini tidak ada pada unit ini. Pilih yang lain."))
        return self.whole(form, 422) if form.values.get("bentuk") == "semua" else self.profile(form, 422)

    def gives(self, service_id: UUID) -> bool:
        """Whether the office gives this service."""
        return any(service_id == each for each, _name in self.services)

    @property
    def questions(self) -> list[Question]:
        """In the reader's language; Indonesian, the language of the form, where it has no other."""
        return in_language(self.names, self.raw)

    def _profile_of(self, form: Form) -> list[tuple[str, str]]:
        return [(name, form.values[name]) for name in PROFILE if form.values.get(name)]

    def _page(self, template: str, form: Form, status: int, **context: Any) -> Response:
        response = render_page(
            template, status=status, form=form, office=self.office, period=self.period, questions=self.questions,
            services=self.services, sexes=_words(profile.SEX_WORDS), ages=_words(profile.AGE_WORDS),
            educations=_words(profile.EDUCATION_WORDS), occupations=_words(profile.OCCUPATION_WORDS), **context,
        )  # fmt: skip
        response.headers["Cache-Control"] = "no-store"
        return response


def in_language(names: Sequence[str], raw: Sequence[Mapping[str, Any]]) -> list[Question]:
    """These questions with their fields as the reader sees them."""
    found = []
    for name, each in zip(names, raw, strict=True):
        language = i18n.language() if i18n.language() in each["text"] else i18n.INDONESIAN
        options = list(zip(ANSWERS, each["options"][language], strict=True))
        found.append(Question(name, each["text"][language], options, language))
    return found


def _words(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, _(word)) for value, word in words.items()]
