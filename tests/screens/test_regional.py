"""The rating page and its receipt in a regional language: accessible, nothing cut off, four whole buttons."""

import pytest

from tests.screens.conftest import DOUBLED, PHONE, look_at, stays_in_width

pytestmark = [pytest.mark.browser, pytest.mark.network]
CUT_OFF = "[...document.querySelectorAll('button')].filter(b => b.scrollWidth > b.clientWidth).map(b => b.innerText)"


def test_a_citizen_rates_in_pontianak_malay_on_a_phone(open_page):
    page = open_page(PHONE)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("link", name="Melayu Pontianak").click()
    assert page.locator("html").get_attribute("lang") == "ms-x-pontianak"
    look_at(page, "rate-melayu")
    assert page.locator("button").count() == 4 and page.evaluate(CUT_OFF) == []
    assert all(box["height"] >= 64 for box in (each.bounding_box() for each in page.locator("button").all()))
    page.get_by_role("button", name="Kurang bagos Kurang baik").click()
    assert "Terime kaseh" in page.locator("h1").inner_text()
    look_at(page, "receipt-melayu")
    page.set_viewport_size(DOUBLED)
    stays_in_width(page, "receipt-melayu")
    assert page.evaluate(CUT_OFF) == []


def test_the_way_back_to_indonesian_is_one_tap(open_page):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/pontianak/n/loket1?bahasa=ms-x-pontianak")
    page.get_by_role("link", name="Bahasa Indonesia").click()
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.get_by_role("button", name="Kurang baik").count() == 1
