"""A page with one form: what it asks is told here, templates/people/directory/form.html draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, redirect, url_for

from webapp.platform.forms import Form
from webapp.platform.news import ANCHOR, leave
from webapp.platform.pages import render_page


@dataclass(frozen=True)
class Entry:
    """One thing asked. `how`: text | date | select | radios | textarea | password | hidden."""

    name: str
    label: str = ""
    how: str = "text"
    hint: str | None = None
    required: bool = True
    options: Sequence[tuple[object, str]] = ()
    nothing: str | None = None
    maxlength: int | None = None
    inputmode: str | None = None
    autocomplete: str = "off"


@dataclass(frozen=True)
class Question:
    """A form page: its words, what it asks, and where it leads back to."""

    title: str
    button: str
    entries: Sequence[Entry]
    back_url: str
    back_text: str
    lead: str | None = None
    eyebrow: str | None = None
    tone: str = ""
    warning: tuple[str, str] | None = None  # a title and a sentence above the form
    finder: "Finder | None" = None


@dataclass(frozen=True)
class Finder:
    """A form of its own above the form, which narrows down what can be chosen in it."""

    entry: Entry
    form: Form
    button: str


def ask(question: Question, form: Form, **start: object) -> Response:
    """Draws the form: as it was sent, with 422, or fresh with these values in it."""
    sent = bool(form.values or form.errors)
    for name, value in start.items():
        if value is not None:
            form.values.setdefault(name, str(value))
    return render_page("people/directory/form.html", status=422 if sent else 200, asked=question, form=form)


def done(code: str, endpoint: str, **values: object) -> Response:
    """After a deed: to that page, where the word of this code stands."""
    return leave(redirect(url_for(endpoint, _anchor=ANCHOR, **values), 303), code)
