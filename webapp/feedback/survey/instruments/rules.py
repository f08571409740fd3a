"""Pure: what a questionnaire is. Every one of the nine unsur of PermenPANRB 14/2017 has a question, some have more.

The value of an unsur is the mean of its questions, and every unsur weighs the same: see `survey.index`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from webapp.feedback.survey.index import UNSUR

MOST = 40  # questions of a version; a citizen needs about four seconds for each
ANSWERS = 4
Words = Mapping[str, Any]


def words_of(text: str, options: Sequence[str], text_en: str, options_en: Sequence[str]) -> Words:
    """What a question says; English is left out where it was left empty, and Indonesian is shown then."""
    said: dict[str, Any] = {"text": {"id": text}, "options": {"id": [*options]}}
    if text_en:
        said["text"]["en"], said["options"]["en"] = text_en, [*options_en]
    return said


def in_order(questions: Sequence[tuple[str, int, Words]]) -> list[dict[str, Any]]:
    """The questions (unsur, place, words) as a version keeps them: by unsur, then by place."""
    ordered = sorted(questions, key=lambda each: (UNSUR.index(each[0]), each[1]))
    return [{"unsur": unsur, **words} for unsur, _place, words in ordered]


def missing(unsur: Sequence[str]) -> list[str]:
    """The unsur without a question."""
    return [slug for slug in UNSUR if slug not in unsur]


def numbers_of(unsur: Sequence[str]) -> dict[str, int]:
    """How many questions each unsur has, in the order of the law's form."""
    counts = Counter(unsur)
    return {slug: counts[slug] for slug in UNSUR if counts[slug]}
