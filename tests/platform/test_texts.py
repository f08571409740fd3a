"""What people type and paste: what is harmless is cleaned away, what is not is said."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.platform.texts import VISIBLE_FORMATS, Fault, clean, shortened

CLEANED = {
    "plain": ("Sari Wulandari", "Sari Wulandari"),
    "letters of the islands": ("Ibu Sri — ꦱꦿꦶ, I Gusti Ñoman", "Ibu Sri — ꦱꦿꦶ, I Gusti Ñoman"),
    "a blank that does not break": ("Rp\u00a025.000", "Rp 25.000"),
    "thin and wide blanks": ("a\u2009b\u3000c\u2003d\u202fe", "a b c d e"),
    "a tab": ("nomor\t12", "nomor 12"),
    "a blank of Braille": ("a\u2800b", "a b"),
    "zero-width blanks": ("pela\u200byan\u2060an\ufeff", "pelayanan"),
    "soft hyphens of a PDF": ("pe\u00adla\u00adyan\u00adan", "pelayanan"),
    "a telephone number out of an address book": ("\u202a+62 812-3456\u202c", "+62 812-3456"),
    "the same in another one": ("\u202d+62 812\u202c \u200e\u2068Ani\u2069\u200f\u061c", "+62 812 Ani"),
    "Hangul fillers": ("Sa\u3164ri\uffa0\u115f", "Sari"),
    "tags": ("a\U000e0061\U000e007fb", "ab"),
    "a joiner in Latin letters": ("pela\u200dya\u200cnan", "pelayanan"),
    "joiners at the ends": ("\u200dramah\u200d", "ramah"),
    "joiners beside a blank": ("\U0001f44d\u200d ya \u200d\U0001f44d", "\U0001f44d ya \U0001f44d"),
    "many joiners": ("\U0001f469\u200d\u200d\u200c\U0001f467", "\U0001f469\u200d\U0001f467"),
    "letters with loose accents": ("cafe\u0301 n\u0303", "café ñ"),
    "an ohm that is an omega": ("\u2126", "\u03a9"),
}
LEFT_ALONE = {
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a heart on fire": "\u2764\ufe0f\u200d\U0001f525",
    "a number in a box": "1\ufe0f\u20e3",
    "Persian": "می\u200cخواهم",
    "Javanese": "ꦥ꧀ꦭ\u200cꦲ",
    "an Arabic verse": "\u0642\u06dd\u0661",
    "arrows, quotes, dashes": "“ya” → ‘tidak’ … –",
    "a letter newer than the tables": "\U0001fae9",
}
TRICKY = "\u200c\u200d\n\r\u0301\u202e\u2028\U0001f469\u0645\u3164\u00ad \t"
HIDDEN = ["\0", "\x01", "\x07", "\x1b[31m", "\x7f", "\x9b", "\u202e"]


@pytest.mark.parametrize("many_lines", [True, False])
@pytest.mark.parametrize("typed, kept", CLEANED.values(), ids=CLEANED)
def test_what_comes_with_pasting_is_cleaned_without_a_word(typed, kept, many_lines):
    assert clean(typed, many_lines=many_lines) == (kept, None)


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_a_script_or_an_emoji_needs_is_left_alone(text):
    assert clean(text) == (text, None)


@pytest.mark.parametrize("many_lines", [True, False])
@pytest.mark.parametrize("mark", HIDDEN)
def test_control_characters_and_reversed_letters_are_told_of(mark, many_lines):
    text, fault = clean(f"ra{mark}mah", many_lines=many_lines)
    assert fault is Fault.HIDDEN
    assert mark not in text and clean(text, many_lines=many_lines) == (text, None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_of_all_kinds_are_one_kind_where_lines_are_welcome(end):
    assert clean(f"satu{end}dua{end}{end}tiga", many_lines=True) == ("satu\ndua\n\ntiga", None)
    assert clean(f"satu{end}dua") == ("satu dua", Fault.LINES)
    assert clean(f"satu{end}") == ("satu", None), "a line end at the end is only a slip"


def test_a_line_end_counts_as_one_letter_as_browsers_count_it():
    assert len(clean("a\r\nb", many_lines=True)[0]) == 3


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from(TRICKY)), max_size=30), st.booleans())
def test_cleaning_again_changes_nothing_and_finds_nothing(text, many_lines):
    cleaned, _ = clean(text, many_lines=many_lines)
    assert clean(cleaned, many_lines=many_lines)[1] is None
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {"\r", "\0", "\u202e", "\u200b"} & set(cleaned)
    assert many_lines or "\n" not in cleaned


@settings(deadline=None)
@given(st.text(st.characters(categories=["Cf", "Zs", "Cc"], exclude_characters=VISIBLE_FORMATS), max_size=20))
def test_what_cannot_be_seen_is_nothing(text):
    assert clean(text)[0].strip() == ""


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Kepuasan warga", "Kepuasan warga"),
        ("Kepuasan\nwarga", "Kepuasan warga"),
        ("Kepuasan warga, di loket", "Kepuasan warga…"),
        ("Pertanggungjawabannya", "Pertanggungjaw…"),
    ],
)
def test_a_long_text_is_cut_between_words(text, kept):
    assert shortened(text, 15) == kept and len(kept) <= 16
