"""The part of a text that holds what was looked for, in pieces of which some are marked; markup is none. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.feedback.search.words import Question, tokens

LENGTH = 180  # characters
BEFORE = 50  # of them before the first word found
CUT = "…"


@dataclass(frozen=True)
class Piece:
    """Some characters of a text, and whether they are a word that was looked for."""

    text: str
    is_found: bool = False


def whole(text: str, question: Question) -> list[Piece]:
    """The whole text with its found words marked."""
    return _pieces(text, question, 0, len(text))


def excerpt(paragraphs: Sequence[str], question: Question, length: int = LENGTH) -> list[Piece]:
    """The stretch with the most different words found in one paragraph; nothing when none holds any."""
    best = max(paragraphs, key=lambda each: len(_found(each, question)), default="")
    found = _found(best, question)
    if not found:
        return []
    start = _word_start(best, min(found.values()) - BEFORE)
    end = _word_end(best, start + length)
    pieces = _pieces(best, question, start, end)
    if start:
        pieces.insert(0, Piece(CUT))
    if end < len(best):
        pieces.append(Piece(CUT))
    return pieces


def _found(text: str, question: Question) -> dict[str, int]:
    """Where each stem looked for stands first."""
    known = tokens(text)
    places = {stem: [token.start for token in known if question.finds(stem, token.keys)] for stem in question.stems}
    return {stem: found[0] for stem, found in places.items() if found}


def _word_start(text: str, place: int) -> int:
    """The beginning of the next whole word from here."""
    if place <= 0:
        return 0
    return text.find(" ", place) + 1


def _word_end(text: str, place: int) -> int:
    """The end of the last whole word before here."""
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, place)
    return blank if blank > place - LENGTH // 2 else place


def _pieces(text: str, question: Question, start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for token in tokens(text):
        if at <= token.start and token.end <= end and question.marks(token):
            if at < token.start:
                pieces.append(Piece(text[at : token.start]))
            pieces.append(Piece(text[token.start : token.end], is_found=True))
            at = token.end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
