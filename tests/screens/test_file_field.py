"""A file to choose, in our words: a press, the keyboard and a reader meet the browser's own control below them."""

import pytest

from tests.screens.axe import violations
from tests.screens.conftest import PHONE
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]
WHERE = "/pontianak/kelola/impor"
FILE = {"name": "pegawai-2026.csv", "mimeType": "text/csv", "buffer": b"NIP;NAMA"}


@pytest.fixture
def opened(open_page, world):
    def open_it(language="id", **options):
        page = open_page(PHONE, **options)
        sign_in(page, world.pontianak.hana)
        page.goto(f"{WHERE}?bahasa={language}")
        return page

    return open_it


@pytest.mark.parametrize(("language", "button", "nothing"), [
    ("id", "Pilih berkas", "Belum ada berkas"), ("en", "Choose a file", "There is no file yet"),
])  # fmt: skip
def test_the_control_speaks_our_language_and_says_what_was_chosen(opened, language, button, nothing):
    page = opened(language)
    face = page.locator(".file-face")
    assert button in face.inner_text() and nothing in face.inner_text()
    with page.expect_file_chooser() as asked:
        face.click(force=True)  # what is pressed is the control above it
    asked.value.set_files([FILE])
    assert "pegawai-2026.csv" in face.inner_text() and nothing not in face.inner_text()
    assert violations(page) == []


def test_the_keyboard_reaches_it_and_sees_that_it_does(opened):
    page = opened()
    page.locator("#berkas").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "berkas"
    outline = page.locator(".file-face").evaluate("face => getComputedStyle(face).outlineStyle")
    assert outline == "solid"


def test_without_javascript_the_browsers_own_control_says_it(opened):
    page = opened(java_script_enabled=False)
    assert page.locator("#berkas").is_visible() and not page.locator(".file-face").is_visible()
    assert page.locator("#berkas").evaluate("input => getComputedStyle(input).opacity") == "1"
