"""What tells dates and numbers that are not as their language writes them; test_templates.py asks it of every page."""

import re

import pytest

from tests.promises.test_typed import Spoken

INDONESIAN = """Januari Februari Maret Mei Juni Juli Agustus Oktober Desember Agu Okt Des
Senin Selasa Rabu Kamis Jumat Sabtu Minggu"""
ENGLISH = """January February March May June July August October December
Monday Tuesday Wednesday Thursday Friday Saturday Sunday"""
RAW = r"\b\d{4}-\d\d-\d\d\b|datetime\.|Decimal\(|\bNone\b(?! [a-z])"
# A score has one figure before its two; times have two and two, thousands three after the mark.
WRONG = {
    "id": re.compile(rf"{RAW}|(?<![\d.,])\d\.\d\d?(?![\d.])|\d,\d{{3}}\b|\b({'|'.join(ENGLISH.split())}) \d"),
    "en": re.compile(rf"{RAW}|(?<![\d.,])\d,\d\d?(?![\d,])|\d\.\d{{3}}\b|\b({'|'.join(INDONESIAN.split())})\b"),
}


def strange(page: str, language: str) -> list[str]:
    """The texts in this language that hold a date or a number of another, or of a machine."""
    found = [(text, own) for text, own in Spoken(page).texts if own == language]
    return [text for text, _own in found if WRONG[language].search(text)]


@pytest.mark.parametrize(
    "language, text",
    [("id", "3.42"), ("id", "2026-11-21"), ("id", "1,234 penilaian"), ("id", "21 Nov, May 3"), ("en", "3,42"),
     ("en", "21 Agustus 2026"), ("en", "1.234 ratings"), ("en", "None"), ("en", "Senin")],
)  # fmt: skip
def test_one_that_does_is_found(language, text):
    assert strange(f'<html lang="{language}"><p>{text}</p></html>', language) == [text]


@pytest.mark.parametrize(
    "language, text",
    [("id", "3,42 dari 4"), ("id", "14.30 WIB"), ("id", "1.234 penilaian"), ("id", "21 November 2026"),
     ("en", "3.42 of 4"), ("en", "1,234 ratings"), ("en", "21 August 2026"), ("en", "14:30")],
)  # fmt: skip
def test_one_that_does_not_is_left_alone(language, text):
    assert strange(f'<html lang="{language}"><p>{text}</p></html>', language) == []
