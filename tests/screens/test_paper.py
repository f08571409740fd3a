"""What is printed from the browser: nothing folded, nothing to press, black on white, and where it came from."""

import pytest

from tests.performance.making import make_card
from tests.screens.conftest import DESK, picture
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]
FOLDED = """() => [...document.querySelectorAll("main details > :not(summary)")].filter((part) =>
    !part.checkVisibility({contentVisibilityAuto: true}) && !part.closest(".chart, form"))
    .map((part) => part.outerHTML.slice(0, 80))"""
PRESSED = """() => [...document.querySelectorAll("nav a, button, .button, input, select, .menu, .side")]
    .filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80))"""
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module")
def papers(world, rooms) -> dict[str, tuple[str | None, str]]:
    """Who prints what."""
    place = world.pontianak
    card = make_card(world, place.sari, own=True)
    return {
        "result": ("oki", "hasil/disdukcapil"),
        "person": ("hana", f"kelola/pegawai/{place.sari.id}"),
        "standard": (None, "layanan/ktp-el"),
        "roster": ("oki", "kelola/jadwal"),
        "chart": ("sari", "bagan"),
        "card": ("sari", f"kinerja/bukti/{card.id}"),
    }


@pytest.mark.parametrize("name", ["result", "person", "standard", "roster", "chart", "card"])
def test_paper_shows_all_and_only_what_is_read(open_page, world, papers, name):
    who, path = papers[name]
    page = open_page(DESK, color_scheme="dark")
    if who:
        sign_in(page, world.pontianak.people[who])
        page.wait_for_url("**/beranda")
    page.goto(f"/pontianak/{path}")
    page.emulate_media(media="print")
    picture(page, f"paper-{name}")
    for _ in range(50):  # the sheets of another medium are laid out when the browser comes to it
        if not page.evaluate(FOLDED):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(FOLDED) == []
    assert page.evaluate(PRESSED) == []
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    printed = page.locator(".on-paper")
    assert printed.is_visible() and path in printed.inner_text() and "Dicetak" in printed.inner_text()
