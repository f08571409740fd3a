"""The questionnaire as pages show it: its questions under their unsur, and as citizens will see it."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from webapp.feedback.survey import pages, results
from webapp.feedback.survey.forms import names_of
from webapp.feedback.survey.index import UNSUR
from webapp.platform.forms import Fields, Form
from webapp.platform.i18n import gettext as _
from webapp.platform.pages import render_page


def groups(questions: Sequence[dict[str, Any]]) -> list[dict]:
    """Of each unsur its word and its questions, each with its number on the form, its words and its id in a draft."""
    found = []
    for slug in UNSUR:
        here = [dict(each, number=n) for n, each in enumerate(questions, start=1) if each["unsur"] == slug]
        found.append({"slug": slug, "word": _(results.UNSUR_WORDS[slug]), "questions": here})
    return found


def preview(questions: Sequence[dict[str, Any]], url: str, back_url: str, title: str) -> Response:
    """The form as a citizen walks through it; nothing is kept. `nomor`: the question, from 0; `bentuk`: all at once."""
    shown = pages.in_language(names_of([each["unsur"] for each in questions]), questions)
    asked = request.args.get("nomor", "")
    place = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    whole = request.args.get("bentuk") == "semua"
    if not whole and place >= len(shown):
        place = 0
    return render_page(
        "feedback/survey/instruments/preview.html", form=Form(Fields), questions=shown, question=shown[place],
        place=place, whole=whole, url=url, back_url=back_url, title=title,
    )  # fmt: skip
