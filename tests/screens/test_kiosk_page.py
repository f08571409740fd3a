"""The kiosk in a browser: nothing is lost when the network and the power go, and nothing of a press stays in sight."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.feedback.kiosks import invited
from tests.feedback.steps import count
from tests.screens.conftest import DESK, PHONE, SWITCHES, look_at, picture

pytestmark = [pytest.mark.browser, pytest.mark.network]

TABLET = {"width": 768, "height": 1024}
MANY, BEFORE_THE_CUT = 500, 300
OPEN = "const { Queue } = await import(layar.dataset.queue); const queue = await Queue.open(layar.dataset.home);"
KEEP = f"async (n) => {{ {OPEN} const ids = []; while (n--) ids.push(await queue.keep(1 + n % 4)); return ids; }}"
KEEP_ON = f"() => {{ (async () => {{ {OPEN} for (let n = 199; n--;) await queue.keep(3); }})(); }}"
DEPTH = f"async () => {{ {OPEN} return queue.depth(); }}"
SEND = f"async () => {{ {OPEN} return queue.send().then(() => 'sent', () => 'cut'); }}"
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def code(app, world, sql):
    """The code of a link that installs a kiosk, when nothing has been rated yet."""
    for table in ("rating_waiting", "rating_event", "rating_trace", "rating_source", "rating_bucket", "rating_doubt",
                  "rating_reason", "rating_comment", "kiosk_oddity", "rating", "opening_hours"):  # fmt: skip
        sql(f"delete from {table}")
    return invited(app, world.pontianak, world.pontianak.oki)


@pytest.fixture
def kiosk(open_page, code):
    """kiosk(size, …): the page of a tablet that has just been installed."""

    def install_at(size=TABLET, **options) -> Page:
        return install(open_page(size, **options), code)

    return install_at


def install(page: Page, code: str, root: str = "") -> Page:
    page.goto(f"{root}/pontianak/kiosk/pasang?kode={code}")
    page.get_by_role("button", name="Pasang").click()
    page.wait_for_url("**/pontianak/kiosk")
    return page


def is_ready(page: Page) -> None:
    expect(page.locator("#kabar")).to_contain_text("Semua jawaban sudah terkirim")


@pytest.fixture
def power(chromium, tmp_path):
    """power(): the browser of a tablet, started on what its disk holds; power.cut() kills it where it is."""
    profile, running = tmp_path / "profile", []

    class Power:
        def __call__(self):
            path = os.environ.get("CHROME_PATH") or "/usr/bin/chromium"
            switches = SWITCHES + (["--no-sandbox"] if os.geteuid() == 0 else [])
            context = chromium.browser_type.launch_persistent_context(profile, executable_path=path, args=switches)
            running.append(context)
            return context

        def cut(self):
            for entry in Path("/proc").glob("[0-9]*/cmdline"):
                words = entry.read_bytes().decode(errors="replace") if entry.exists() else ""
                if f"--user-data-dir={profile}" in words and "--type=" not in words:
                    os.kill(int(entry.parent.name), signal.SIGKILL)
            running.pop()

    yield Power()
    for context in running:
        context.close()


def test_five_hundred_presses_without_a_network_survive_a_power_cut_and_are_counted_once(
    app, world, address, code, power, sql
):
    page = install(power().pages[0], code, address)
    is_ready(page)
    page.wait_for_function(CONTROLLED)
    page.context.set_offline(True)
    thanked = set(page.evaluate(KEEP, BEFORE_THE_CUT))
    page.evaluate(KEEP_ON)
    power.cut()

    context = power()
    context.set_offline(True)
    page = context.pages[0]
    page.goto(f"{address}/pontianak/kiosk")  # kept by its worker
    kept = page.evaluate(DEPTH)
    assert BEFORE_THE_CUT <= kept < MANY
    thanked |= set(page.evaluate(KEEP, MANY - kept))
    page.route("**/kirim", lambda route: (route.fetch(), route.abort()))  # it is stored, and the answer is lost
    context.set_offline(False)
    assert page.evaluate(SEND) == "cut" and page.evaluate(DEPTH) == MANY
    page.unroute("**/kirim")
    assert [page.evaluate(SEND) for _ in range(2)] == ["sent", "sent"] and page.evaluate(DEPTH) == 0

    count(app, world.pontianak)
    stored = {str(row[0]) for row in sql("select id from rating")}
    assert len(stored) == MANY and thanked <= stored
    assert sql("select sum(n) from rating_bucket") == [(MANY,)]


def test_a_press_is_thanked_for_and_leaves_nothing_on_the_screen(kiosk, sql):
    page = kiosk()
    is_ready(page)
    length = page.evaluate("history.length")
    page.get_by_role("button", name="Kurang baik").click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    picture(page, "kiosk-thanks")
    seen = page.locator("main").inner_text()
    assert not [word for word in ("Tidak baik", "Kurang baik", "Sangat baik") if word in seen]
    assert page.evaluate("document.activeElement.closest('#tanya')") is None
    expect(page.locator("#tanya")).to_be_visible(timeout=9000)
    assert page.evaluate("[history.length, document.activeElement.tagName]") == [length, "BODY"]
    assert sql("select score, channel from rating") == [(2, "kiosk")]


def test_the_keyboard_alone_is_enough(kiosk, sql):
    page = kiosk()
    is_ready(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert page.evaluate(SEND) == "sent" and sql("select score from rating") == [(2,)]


def test_it_reads_well_in_both_languages_and_every_answer_is_a_large_target(kiosk):
    page = kiosk()
    is_ready(page)
    for query in ("", "?bahasa=en"):
        page.goto(f"/pontianak/kiosk{query}")
        for size in (PHONE, TABLET, DESK):
            page.set_viewport_size(size)
            look_at(page, f"kiosk{query[-2:]}")
            sizes = page.locator(".answers button").evaluate_all("all => all.map((one) => one.offsetHeight)")
            assert len(sizes) == 4 and min(sizes) >= 64
    page.set_viewport_size(TABLET)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_without_a_script_it_still_rates(kiosk, sql):
    page = kiosk(java_script_enabled=False)
    page.get_by_role("button", name="Sangat baik").click()
    assert "Terima kasih" in page.locator("main").inner_text()
    assert sql("select score from rating") == [(4,)]


def test_a_revoked_kiosk_says_so_and_how_much_it_keeps(kiosk, sql):
    page = kiosk()
    is_ready(page)
    page.context.set_offline(True)
    page.evaluate(KEEP, 3)
    sql("update registered_device set state = 'dicabut', revoked_at = now()")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="Perangkat ini sudah dicabut")).to_be_visible()
    expect(page.locator("#tersisa")).to_contain_text("3 jawaban")
    look_at(page, "kiosk-revoked")
    assert page.evaluate(DEPTH) == 3
