"""A real browser on a real server: headless Chromium, by loopback, on the test world."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.screens.axe import violations
from webapp.platform.embedded.servers import die_with_parent

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
DOUBLED = {"width": 180, "height": 370}  # the phone of someone who has doubled the size of everything
SCREENSHOTS = os.environ.get("PAMONG_SCREENSHOTS")  # a folder for pictures, which take their time
SWITCHES = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip
LONGEST_START = 120  # seconds, of a machine with much else to do
STICKS_OUT = """() => [...document.querySelectorAll("body *")].filter((box) => {
    const edge = document.documentElement.clientWidth + 1, words = document.createRange();
    words.selectNodeContents(box);
    const own = box.getBoundingClientRect().right;
    if (box.closest(".unseen, caption") || box.querySelector(".unseen")) return own > edge;
    return Math.max(own, words.getBoundingClientRect().right) > edge;
}).slice(-5).map((box) => `${box.tagName} ${box.getAttribute("class")} ${box.textContent.trim().slice(0, 40)}`)"""
WIDE = """() => new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() =>
    tell(document.documentElement.scrollWidth - document.documentElement.clientWidth))))"""


@pytest.fixture(scope="module")
def address(settings, world, tmp_path_factory) -> Iterator[str]:
    """The address of the real web server on the test world's database."""
    port = _free_port()
    log = tmp_path_factory.mktemp("web") / "web.log"
    command = [sys.executable, "-m", "webapp.web", "--bind", "127.0.0.1", "--port", str(port), "--workers", "1"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=_environment(settings), stdout=output, stderr=output,
            preexec_fn=partial(die_with_parent, os.getpid(), signal.SIGTERM),
        )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _environment(settings) -> dict[str, str]:
    return os.environ | {
        "PAMONG_ENV": "test",
        "PAMONG_HOME": str(settings.home),
        "DATABASE_URL": settings.database_url,
        "DATABASE_OPS_URL": settings.database_ops_url,
        "REDIS_URL": settings.redis_url,
        "PAMONG_SECRET_KEY": settings.secret_key,
        "PAMONG_CONTEXT_KEY": settings.context_key,
        "PAMONG_HOSTS": "127.0.0.1,localhost",
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), urlopen(address, timeout=1):  # noqa: S310 - our own loopback address
            return
        time.sleep(0.1)
    raise RuntimeError(f"the web server did not start: {log.read_text()}")


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
        asked = {"locale": "id-ID", "reduced_motion": "reduce"} | options  # a fade between pages only takes time here
        context = chromium.new_context(viewport=size, base_url=address, **asked)
        contexts.append(context)
        return context.new_page()

    yield open_at
    for context in contexts:
        context.close()


def picture(page: Page, name: str) -> None:
    """A picture of the page, if there is a folder for it."""
    if SCREENSHOTS:
        Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def look_at(page: Page, name: str) -> None:
    """Runs axe in both colour schemes, refuses sideways scrolling, and takes a picture if there is a folder for it."""
    picture(page, name)
    assert violations(page) == []
    stays_in_width(page, name)


def look_at_both(page: Page, name: str) -> None:
    """The whole look at a desk and on a phone; with twice the text size the width alone, for nothing else changes."""
    page.set_viewport_size(DOUBLED)
    stays_in_width(page, name)
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        look_at(page, name)


def fits_all_sizes(page: Page, name: str) -> None:
    """The width alone, at a desk, on a phone, and with twice the text size."""
    for size in (DOUBLED, DESK, PHONE):
        page.set_viewport_size(size)
        stays_in_width(page, name)
        picture(page, name)


def look_at_all_sizes(page: Page, name: str) -> None:
    """The whole look on a phone; the width alone elsewhere, for it is what the size changes."""
    fits_all_sizes(page, name)
    look_at(page, name)


def stays_in_width(page: Page, name: str) -> None:
    """Refuses sideways scrolling, of the page as it is drawn: a new width is laid out in the next frame."""
    wide = page.evaluate(WIDE)
    at = f"{name} scrolls sideways by {wide} px at {page.viewport_size['width']} px"
    assert wide <= 0, f"{at}: {page.evaluate(STICKS_OUT)}"
