"""The living page: every part of the design system, in every state, both languages and both colour schemes."""

import pytest

from tests.screens.conftest import PHONE, look_at_both
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.mark.parametrize("language, scheme", [("id", "light"), ("en", "dark")])
def test_every_part_is_accessible_and_fits(open_page, world, language, scheme):
    page = open_page(PHONE, color_scheme=scheme)
    sign_in(page, world.pontianak.sari)
    page.goto(f"/pontianak/gaya?bahasa={language}")
    assert page.locator("figure.chart").count() == 5
    assert page.locator("html").get_attribute("lang") == language
    look_at_both(page, f"gallery-{language}-{scheme}")
