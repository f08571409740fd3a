"""The search in the head: by keyboard, said aloud, and by its form alone where there are no scripts."""

import pytest
from playwright.sync_api import expect

from tests.screens.conftest import DESK, PHONE, look_at
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture
def page(open_page, world):
    page = open_page(DESK)
    sign_in(page, world.pontianak.hana)
    page.wait_for_url("**/beranda")
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')")


def look_for(page, words: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    expect(page.locator("#found a").first).to_be_visible()


@pytest.mark.parametrize("path", ["beranda", "hasil", "kelola/pegawai", "profil"])
def test_ctrl_k_leads_there_from_any_page(page, path):
    page.goto(f"/pontianak/{path}")
    page.keyboard.press("Control+k")
    assert focused(page) == "find"


def test_what_is_typed_is_found_and_said(page):
    look_for(page, "sari")
    expect(page.locator("#found")).to_contain_text("Sari Wulandari")
    expect(page.locator("#found-told")).to_contain_text("1 hasil")
    look_at(page, "find")
    page.locator("#find").fill("xyzq")
    expect(page.locator("#found-told")).to_have_text("Tidak ada yang cocok.")


def test_arrows_walk_through_what_was_found_and_enter_opens_it(page):
    look_for(page, "pe")
    first, second = (page.locator("#found a").nth(at).get_attribute("href") for at in (0, 1))
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == [first, second, first, "find", first]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")


def test_enter_in_the_field_opens_the_page_of_all_results(page):
    look_for(page, "sari")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari?q=sari")
    assert "Sari Wulandari" in page.locator("main").inner_text()


def test_escape_closes_and_gives_the_focus_back(page):
    page.goto("/pontianak/hasil")
    link = page.locator(".side nav a").nth(2)
    link.focus()
    look_for(page, "sari")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator("#found a")).to_have_count(0)
    assert page.locator("#find").input_value() == "sari"


def test_leaving_it_closes_it(page):
    look_for(page, "sari")
    page.locator(".office-foot").click()
    assert page.locator("#found a").count() == 0


def test_on_a_phone_the_same_keys_open_the_page_for_it(open_page, world):
    page = open_page(PHONE)
    sign_in(page, world.pontianak.hana)
    page.wait_for_url("**/beranda")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/cari")
    assert page.locator("main input[name=q]").is_visible()


def test_without_scripts_its_form_finds_as_well(open_page, world):
    page = open_page(DESK, java_script_enabled=False)
    sign_in(page, world.pontianak.hana)
    page.wait_for_url("**/beranda")
    page.locator("#find").fill("sari")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari?q=sari")
    assert "Sari Wulandari" in page.locator("main").inner_text()
