"""The living page: every part of the design system, in every state, both languages and both colour schemes (axe.py)."""

import pytest

from tests.screens.axe import BY_DAY, OF_COLOURS, OF_SHEETS, RUN, SCRIPT
from tests.screens.conftest import DESK, PHONE, look_at, look_at_both
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]
PARTS = """.tabs .breadcrumb .filters .chip .tree .key-figures .facts .toast progress .skeleton .no-permission
.part-failed .picker .input-file .input-colour .table-sorted .pick .week .month .input-code .timeline .steps .pager
.error-summary"""


@pytest.fixture
def gallery(open_page, world):
    """Opens the living page as an employee sees it."""

    def open_it(size=DESK, wish="id", **options):
        page = open_page(size, **options)
        sign_in(page, world.pontianak.sari)
        page.goto(f"/pontianak/gaya?bahasa={wish}")
        return page

    return open_it


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_part_is_accessible_and_fits(gallery, language):
    page = gallery(PHONE, language)
    assert page.locator("figure.chart").count() == 5
    assert [part for part in PARTS.split() if not page.locator(part).count()] == []
    assert page.locator("html").get_attribute("lang") == language
    look_at_both(page, f"gallery-{language}")


UNREADABLE = """() => { const one = new CSSStyleSheet(); document.adoptedStyleSheets.push(one); one.replaceSync(`* {
    color: #333 !important; background: #222 !important; border-color: #222 !important; outline-color: #222 !important
}`); }"""


def test_no_rule_of_axe_but_those_of_colours_sees_what_colours_there_are(gallery):
    page = gallery()
    look_at(page, "gallery-whole")
    page.evaluate(UNREADABLE)
    found = page.evaluate(RUN, BY_DAY)
    assert "color-contrast" in {one.partition(":")[0] for one in found} <= set(OF_COLOURS)


LOCKED = """<!doctype html><html lang="id">
<head><title>Terkunci</title><link rel="stylesheet" href="/kunci.css"></head>
<body><main><h1>Terkunci</h1></main></body></html>"""


@pytest.mark.parametrize(("path", "locks"), [("/pontianak/", 0), ("/pontianak/gaya", 0), ("/pontianak/kunci", 1)])
def test_no_style_holds_a_page_to_one_orientation(gallery, path, locks):
    page = gallery()
    page.route("**/kunci", lambda route: route.fulfill(body=LOCKED, content_type="text/html"))
    lock = "@media (orientation: portrait) { html { transform: rotate(90deg) } }"
    page.route("**/kunci.css", lambda route: route.fulfill(body=lock, content_type="text/css"))
    page.goto(path)
    page.evaluate(SCRIPT)
    assert len(page.evaluate(RUN, OF_SHEETS)) == locks


def focus(page) -> str:
    return page.evaluate("document.activeElement.innerText || document.activeElement.name")


def test_tabs_are_links_in_their_turn(gallery):
    page = gallery()
    page.locator(".breadcrumb a").last.focus()
    walked = []
    for _ in range(3):
        page.keyboard.press("Tab")
        walked.append(focus(page).split()[0])
    assert walked == ["Ringkasan", "Pegawai", "Riwayat"]
    assert page.locator(".tabs [aria-current=page]").inner_text() == "Ringkasan"


def test_a_branch_of_a_tree_opens_by_keyboard(gallery):
    page = gallery()
    inside = page.get_by_text("Puskesmas Alianyang")
    assert not inside.is_visible()
    page.locator(".tree summary").nth(1).focus()
    page.keyboard.press("Enter")
    assert inside.is_visible()


def test_a_dialog_keeps_the_focus_and_gives_it_back(gallery):
    page = gallery()
    opener, dialog = page.locator("[data-dialog=sample-question]"), page.locator("#sample-question")
    opener.focus()
    page.keyboard.press("Enter")
    assert dialog.is_visible()
    seen = set()
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("(document.activeElement.closest('dialog') || document.body).id"))
    assert seen <= {"sample-question", ""} and "sample-question" in seen
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert focus(page) == "Hapus loket"


def test_batal_closes_a_dialog_and_a_word_can_be_put_away(gallery):
    page = gallery()
    page.locator("[data-dialog=sample-question]").click()
    page.get_by_role("button", name="Batal", exact=True).click()
    assert not page.locator("#sample-question").is_visible()
    page.get_by_role("button", name="Tutup kabar ini").click()
    assert page.locator("main .toast").count() == 0


def test_without_javascript_the_same_links_lead_to_a_page(gallery):
    page = gallery(java_script_enabled=False)
    page.locator("[data-dialog=sample-question]").click()
    assert page.url.endswith("#contoh")
    assert not page.locator("dialog").first.is_visible()
    page.locator(".tree summary").nth(1).click()
    assert page.get_by_text("Puskesmas Alianyang").is_visible()
    assert not page.locator("#sample-loading").is_visible()


def test_a_part_that_fails_says_so_in_its_place(gallery):
    page = gallery()
    page.route("**/beranda", lambda route: route.abort())
    page.evaluate("htmx.ajax('GET', '/pontianak/beranda', {target: '#contoh'}).catch(() => {})")
    page.locator("#contoh > .part-failed").wait_for()
    assert "Bagian ini belum dapat dimuat" in page.locator("#contoh > .part-failed").inner_text()
    assert page.locator("figure.chart").count() == 5


def test_a_form_on_its_way_is_sent_once_and_its_button_says_so(open_page, world):
    page = open_page(DESK)
    sign_in(page, world.pontianak.sari)
    sent = []
    page.route("**/keluar", lambda route: sent.append(route.request.url) or route.fulfill(status=204))
    button = page.locator(".side .own button")
    button.evaluate("node => { node.click(); node.click(); node.click() }")
    page.locator(".side .own button[aria-busy=true]").wait_for()
    assert len(sent) == 1


def test_signing_in_and_out_leaves_no_word_in_the_console(open_page, world):
    page, said = open_page(DESK), []
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    sign_in(page, world.pontianak.sari)
    page.wait_for_url("**/beranda")
    page.locator(".side nav a").nth(1).click()
    page.wait_for_url("**/kinerja")
    page.locator(".side .own button").click()
    page.wait_for_load_state("networkidle")
    assert said == []
