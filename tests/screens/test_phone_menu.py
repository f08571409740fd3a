"""The menu of a phone closes as everything else does: by Escape, with the focus back where it was."""

from tests.screens.conftest import PHONE
from tests.world import PASSWORD


def test_escape_closes_the_menu_and_gives_the_focus_back(open_page, address, world):
    page = open_page(PHONE)
    page.goto(f"{address}/pontianak/masuk")
    page.fill("[name=nama]", world.pontianak.sari.account)
    page.fill("[name=sandi]", PASSWORD)
    page.press("[name=sandi]", "Enter")
    page.wait_for_url("**/beranda")
    page.click("details.menu > summary")
    page.focus("details.menu nav a >> nth=1")
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('details.menu').open") is False
    assert page.evaluate("document.activeElement === document.querySelector('details.menu > summary')")
    assert page.locator(".brand-short").is_visible() and not page.locator(".brand-long").is_visible()
