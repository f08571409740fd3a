"""A real browser on a real server: headless Chromium, by loopback, on the test world."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SCREENSHOTS = Path(os.environ.get("PAMONG_SCREENSHOTS", "screenshots"))
SWITCHES = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Silent(WSGIRequestHandler):
    """No line a request."""

    def log(self, *_):
        """Quiet: a failed page is told by its test."""


@pytest.fixture(scope="module")
def address(app, world) -> Iterator[str]:
    """The address of a server with the test world."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium: $CHROME_PATH, or Debian's."""
    path = os.environ.get("CHROME_PATH") or "/usr/bin/chromium"
    switches = SWITCHES + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """Opens pages: open_page(PHONE) or open_page(DESK, java_script_enabled=False); closed at the end."""
    contexts = []

    def open_at(size, **options) -> Page:
        context = chromium.new_context(viewport=size, base_url=address, locale="id-ID", **options)
        contexts.append(context)
        return context.new_page()

    yield open_at
    for context in contexts:
        context.close()


def look_at(page: Page, name: str) -> None:
    """Takes a picture, runs axe, and refuses sideways scrolling."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name} scrolls sideways by {wide} px"
