"""The excerpt of a text with what was looked for marked: never outside of it, never made of anything but it."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.feedback.search.excerpts import CUT, LENGTH, excerpt, whole
from webapp.feedback.search.words import ask

LONG = "Ruang tunggu bersih dan luas. " * 20 + "Petugas loket melayani dengan sabar sekali. " + "Parkir sempit. " * 20


def found(pieces) -> list[str]:
    return [piece.text for piece in pieces if piece.is_found]


def test_found_words_are_marked_in_any_form_and_nothing_else():
    pieces = whole("Dilayani dengan ramah, pelayanannya cepat.", ask("melayani ramah"))
    assert found(pieces) == ["Dilayani", "ramah", "pelayanannya"]
    assert "".join(piece.text for piece in pieces) == "Dilayani dengan ramah, pelayanannya cepat."


def test_a_long_text_is_cut_around_what_was_found_at_whole_words():
    pieces = excerpt([LONG], ask("petugas pelayanan"))
    text = "".join(piece.text for piece in pieces)
    assert found(pieces) == ["Petugas", "melayani"] and text.startswith(CUT) and text.endswith(CUT)
    assert len(text) <= LENGTH + 2 * len(CUT) and text.strip(CUT) in LONG and f" {text.strip(CUT)} " in LONG


def test_the_paragraph_with_most_of_the_words_is_chosen():
    paragraphs = ["Biaya gratis.", "Bawa fotokopi kartu keluarga dan akta.", "Kartu dicetak."]
    assert found(excerpt(paragraphs, ask("akta kartu"))) == ["kartu", "akta"]


def test_where_nothing_is_found_there_is_no_excerpt():
    assert excerpt([], ask("antre")) == excerpt(["Bersih."], ask("antre")) == excerpt(["Bersih."], ask("")) == []


def test_markup_of_a_text_stays_text():
    pieces = whole("<b>antre</b> lama", ask("antre"))
    assert [(piece.text, piece.is_found) for piece in pieces] == [("<b>", False), ("antre", True), ("</b> lama", False)]


@given(st.text(max_size=400), st.text(max_size=30))
def test_an_excerpt_is_always_a_stretch_of_the_text(text, asked):
    pieces = excerpt([text], ask(asked))
    joined = "".join(piece.text for piece in pieces if piece.text != CUT)
    assert joined in text and "".join(piece.text for piece in whole(text, ask(asked))) == text
