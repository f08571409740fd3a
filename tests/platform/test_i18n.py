"""Numbers, dates and language as people write them."""

from datetime import date, time
from decimal import Decimal

import pytest
from markupsafe import escape

from webapp.platform import i18n, pages

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
        (lambda: i18n.clock_time(time(8, 5)), "08.05"),
        (lambda: i18n.zone_name("Asia/Makassar"), "Waktu Indonesia Tengah (WITA)"),
    ],
)
def test_in_indonesian(made, written):
    assert made() == written


@pytest.mark.parametrize(
    "made, written",
    [
        (lambda: i18n.long_date(DAY), "2 November 2026"),
        (lambda: i18n.short_date(date(2026, 8, 2)), "2 Aug 2026"),
        (lambda: i18n.long_date(date(2026, 8, 21)), "21 August 2026"),
        (lambda: i18n.number(1234567), "1,234,567"),
        (lambda: i18n.decimals(Decimal("3.425")), "3.43"),
        (lambda: i18n.decimals(Decimal("1234.5"), 1), "1,234.5"),
        (lambda: i18n.clock_time(time(14, 30)), "14:30"),
        (lambda: i18n.zone_name("Asia/Jakarta"), "Western Indonesia Time (WIB)"),
        (lambda: i18n.zone_name("Asia/Jayapura"), "Eastern Indonesia Time (WIT)"),
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


def test_after_a_refused_form_it_leads_to_a_page_that_a_link_can_open(app, world):
    ways = {"/tanda-terima/ab/komentar": "/tanda-terima/ab", "/masuk": "/masuk", "/tidak/ada": "/"}
    for path, page in ways.items():
        with app.test_request_context(path, method="POST"):
            assert pages.other_language_url() == f"{page}?bahasa=en"


def test_english_tells_one_from_many_and_indonesian_does_not(app):
    with app.test_request_context("/?bahasa=en"):
        told = [i18n.gettext("%(n)s penilaian", n=n) for n in (0, 1, "1", 2, "1,001")]
    assert told == ["0 ratings", "1 rating", "1 rating", "2 ratings", "1,001 ratings"]
    with app.test_request_context("/"):
        assert [i18n.gettext("%(n)s penilaian", n=n) for n in (1, 2)] == ["1 penilaian", "2 penilaian"]


def test_a_constant_in_a_template_is_written_for_every_reader_anew(app):
    page = app.jinja_env.from_string("{{ 1234|angka }} {{ 3.42|desimal }}")
    for language, written in (("id", "1.234 3,42"), ("en", "1,234 3.42"), ("id", "1.234 3,42")):
        with app.test_request_context(f"/?bahasa={language}"):
            assert page.render() == written


def test_what_people_typed_is_said_to_be_indonesian_on_pages_of_another_language(app):
    with app.test_request_context("/?bahasa=en"):
        assert str(pages.typed("A & <b>")) == '<span lang="id">A &amp; &lt;b&gt;</span>'
        sentence = i18n.gettext("Buka %(name)s", name=pages.typed("<b>Akta</b>"))
        assert str(escape(sentence)) == 'Open <span lang="id">&lt;b&gt;Akta&lt;/b&gt;</span>'
        assert pages.typed(None) is None and pages.typed("") == ""
    with app.test_request_context("/"):
        assert pages.typed("A & B") == "A & B"


def test_a_style_sheet_on_the_way_sets_no_language(browser):
    visitor = browser()
    assert visitor.get("/tema.css?bahasa=en").cookies == []
    assert "tema.css?bahasa" not in visitor.get("/?bahasa=en").text
