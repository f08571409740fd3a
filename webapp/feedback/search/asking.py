"""A reader's question as the pages take it: what is looked for, or the sentence why nothing is."""

from dataclasses import dataclass

from webapp.feedback.search.words import Question, ask
from webapp.platform.i18n import gettext as _
from webapp.platform.texts import clean

LONGEST = 200  # characters
SHORTEST = 2
MOST_WORDS = 12


@dataclass(frozen=True)
class Asked:
    """The text as it is shown again, what is looked for, and why that is nothing ('' if there is no reason)."""

    text: str
    question: Question
    problem: str = ""
    is_refused: bool = False  # too long, or not as it looks: nothing else is looked for by it either


def read(given: str) -> Asked:
    """What somebody typed or pasted: line breaks are blanks; what is hidden in it is left out and told of."""
    text, fault = clean(" ".join(given.split()))
    if len(text) > LONGEST:
        said = _("Terlalu panjang: paling banyak %(n)s huruf. Tulis beberapa kata saja.", n=LONGEST)
        return Asked(text[:LONGEST], Question(()), said, is_refused=True)
    if fault:
        said = _("Ada tanda tersembunyi di dalamnya. Ketik lagi kata-katanya.")
        return Asked(text, Question(()), said, is_refused=True)
    question = ask(text)
    problem = _problem(text, question)
    return Asked(text, Question(()) if problem else question, problem)


def _problem(text: str, question: Question) -> str:
    if text and sum(map(str.isalnum, text)) < SHORTEST:
        return _("Tulis paling sedikit dua huruf.")
    if len(question.stems) > MOST_WORDS:
        return _("Terlalu banyak kata: paling banyak %(n)s. Tulis yang terpenting saja.", n=MOST_WORDS)
    if text and not question.stems:
        return _("Kata itu terlalu umum untuk dicari. Tambahkan kata lain, misalnya nama layanan.")
    return ""
