"""Numbers, dates and language as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from webapp.platform import i18n

DAY = date(2026, 11, 2)


@pytest.fixture
def english(app):
    with app.test_request_context("/?bahasa=en"):
        yield


@pytest.mark.parametrize(
    "made, written",
    [
        (lambda: i18n.long_date(DAY), "2 November 2026"),
        (lambda: i18n.short_date(date(2026, 8, 2)), "2 Agu 2026"),
        (lambda: i18n.number(1234567), "1.234.567"),
        (lambda: i18n.decimals(Decimal("3.425")), "3,43"),
        (lambda: i18n.decimals(Decimal("1234.5"), 0), "1.235"),
        (lambda: i18n.percent(Decimal("0.125")), "13%"),
    ],
)
def test_in_indonesian(made, written):
    assert made() == written


@pytest.mark.parametrize(
    "made, written",
    [
        (lambda: i18n.long_date(DAY), "2 November 2026"),
        (lambda: i18n.short_date(date(2026, 8, 2)), "2 Aug 2026"),
        (lambda: i18n.number(1234567), "1,234,567"),
        (lambda: i18n.decimals(Decimal("3.425")), "3.43"),
    ],
)
def test_in_english(english, made, written):
    assert made() == written


@pytest.mark.parametrize("query", ["", "?bahasa=fr", "?bahasa=", "?bahasa=EN"])
def test_everybody_else_reads_indonesian(browser, query):
    assert browser().get(f"/transparansi{query}").page.language == "id"


def test_a_language_somebody_clicked_stays_hers(browser):
    visitor = browser()
    answer = visitor.get("/transparansi?bahasa=en")
    assert answer.cookies == ["bahasa"] and answer.headers["Cache-Control"].startswith("private")
    assert visitor.get("/transparansi").page.language == "en"
    visitor.get("/transparansi?bahasa=id")
    assert visitor.get("/transparansi").page.language == "id"


def test_a_kept_page_is_not_shown_to_a_reader_of_another_language(browser):
    assert "Cookie" in browser().get("/transparansi").headers["Vary"]


def test_the_language_of_one_pemda_is_not_that_of_another(browser, world):
    visitor = browser()
    visitor.get("/transparansi?bahasa=en")
    assert visitor.client.get("/gorontalo/transparansi").text.count('lang="id"') >= 1


def test_the_other_language_is_one_click_away(browser):
    assert "/pontianak/transparansi?bahasa=en" in browser().get("/transparansi").page.links
