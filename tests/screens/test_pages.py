"""The public pages on a phone and at a desk: axe finds nothing, nothing scrolls sideways, and rating in every way.

Those of the staff at addresses of their own are looked at in test_every_page.py."""

import pytest

from tests.client import Browser
from tests.screens.conftest import DESK, PHONE, look_at_both, stays_in_width
from webapp.feedback.publication.jobs import count_and_release

pytestmark = [pytest.mark.browser, pytest.mark.network]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
PUBLIC = {
    "choose": "/",
    "portal": "/pontianak/",
    "service": "/pontianak/layanan/ktp-el",
    "rate": "/pontianak/n/loket1",
    "closed": "/pontianak/n/tutup1",
    "results": "/pontianak/transparansi",
    "unit": "/pontianak/transparansi/disdukcapil",
    "closed-row": "/pontianak/layanan/akta",
    "find-point": "/pontianak/n?kode=tidakada",
    "find-receipt": "/pontianak/tanda-terima",
    "wrong-receipt": "/pontianak/tanda-terima?kode=7K3QX-HY277",
    "sign-in": "/pontianak/masuk",
    "not-found": "/pontianak/n/tidakada",
    "no-such-receipt": "/pontianak/tanda-terima/7k3qxhy277",
}


@pytest.fixture(scope="module")
def furnished(app, world) -> None:
    """Ratings that were counted."""
    for number in range(36):
        citizen = Browser(app, world.pontianak.tenant)
        pressed = {"nilai": str(4 - number % 7 // 3), "kunci": citizen.get("/n/loket1").page.hidden["kunci"]}
        citizen.post("/n/loket1", pressed, environ_base={"REMOTE_ADDR": f"10.{number}.1.1"})
    count_and_release(world.resources, world.pontianak.tenant)


def sign_in(page, who) -> None:
    page.goto(f"/{who.tenant.slug}/masuk")
    page.get_by_label("Nama pengguna").fill(who.account)
    page.get_by_label("Kata sandi").fill(who.password)
    page.get_by_role("button", name="Masuk").click()


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_is_accessible_and_fits(open_page, furnished, name):
    page = open_page(PHONE)
    page.goto(PUBLIC[name])
    look_at_both(page, name)


@pytest.mark.parametrize("name", ["portal", "rate", "service", "unit", "wrong-receipt"])
def test_a_public_page_speaks_english_when_asked(open_page, furnished, name):
    page = open_page(PHONE)
    page.goto(f"{PUBLIC[name]}{'&' if '?' in PUBLIC[name] else '?'}bahasa=en")
    assert page.locator("html").get_attribute("lang") == "en"
    stays_in_width(page, f"{name}-english")


@SIZES
def test_a_citizen_rates_without_javascript_in_one_tap_and_two_small_steps(open_page, furnished, size):
    page = open_page(size, java_script_enabled=False)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("button", name="Baik", exact=True).click()
    assert "Penilaian Anda tersimpan" in page.locator("h1").inner_text()
    receipt = page.locator(".code").inner_text()
    page.get_by_role("button", name="Kecepatan pelayanan").click()
    page.get_by_label("Ada yang ingin Anda sampaikan?").fill("Antrean singkat, petugas jelas.")
    page.get_by_role("button", name="Kirim").click()
    assert "Antrean singkat, petugas jelas." in page.locator("main").inner_text()
    assert page.locator(".code").inner_text() == receipt


def test_a_code_is_typed_without_javascript_and_opens_the_receipt(open_page, furnished):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("button", name="Sangat baik").click()
    code = page.locator(".code").inner_text()
    page.get_by_role("link", name="Buka halaman depan").click()
    page.get_by_role("link", name="Buka bukti penilaian").first.click()
    page.get_by_label("Kode bukti", exact=True).fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Buka bukti").click()
    assert page.locator(".code").inner_text() == code


def test_whoever_presses_another_button_is_told_that_the_first_stands(open_page, furnished):
    page = open_page(PHONE)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("button", name="Kurang baik").click()
    page.wait_for_url("**/tanda-terima/*")
    page.go_back()
    page.get_by_role("button", name="Sangat baik").click()
    page.wait_for_url("**/tanda-terima/*ketukan=kedua")
    assert "“Kurang baik”" in page.get_by_role("status").inner_text()
    look_at_both(page, "receipt-again")


def test_the_receipt_is_accessible_at_each_step(open_page, furnished):
    page = open_page(PHONE)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("button", name="Kurang baik").click()
    look_at_both(page, "receipt-reason")
    page.get_by_role("link", name="Lewati pertanyaan ini").click()
    look_at_both(page, "receipt-comment")


def test_the_rating_page_asks_for_nothing_else(open_page, furnished):
    page = open_page(PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    page.goto("/pontianak/n/loket1", wait_until="networkidle")
    assert len(asked) == 1, asked
    assert page.context.cookies() == []


def test_a_rating_is_possible_by_keyboard_alone(open_page, furnished):
    page = open_page(DESK)
    page.goto("/pontianak/n/loket1")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "4"
    page.keyboard.press("Enter")
    page.wait_for_url("**/tanda-terima/*")


def test_going_back_and_pressing_again_lands_on_the_same_receipt(open_page, furnished):
    page = open_page(PHONE)
    page.goto("/pontianak/n/loket1")
    page.get_by_role("button", name="Sangat baik").click()
    page.wait_for_url("**/tanda-terima/*")
    first = page.url
    page.go_back()
    page.get_by_role("button", name="Sangat baik").click()
    page.wait_for_url("**/tanda-terima/*")
    assert page.url == first


def test_the_number_received_renews_itself_without_a_script_of_ours(open_page, world, furnished):
    page = open_page(DESK)
    failures = []
    page.on("pageerror", lambda problem: failures.append(str(problem)))
    page.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    sign_in(page, world.pontianak.oki)
    page.goto("/pontianak/hasil/disdukcapil")
    with page.expect_response(
        lambda response: response.request.headers.get("hx-request") == "true", timeout=15_000
    ) as news:
        page.evaluate("htmx.trigger('#received', 'load'); htmx.ajax('GET', location.pathname, '#received')")
    assert news.value.status == 200
    assert "<html" not in news.value.text()
    assert not failures


def test_the_weeks_stay_one_low_row_each_on_a_phone(open_page, world, furnished):
    page = open_page(PHONE)
    sign_in(page, world.pontianak.sari)
    page.goto("/pontianak/hasil/disdukcapil")
    table = page.get_by_role("table", name="Jumlah penilaian tiap pekan")
    page.get_by_text("Lihat jumlah penilaian yang diterima tiap pekan").click()
    name, figure = table.locator("tbody tr").first.locator("th, td").all()
    assert figure.bounding_box()["x"] > name.bounding_box()["x"] + name.bounding_box()["width"] / 2
    assert table.locator("tbody tr").first.bounding_box()["height"] <= 40
    assert table.get_by_role("columnheader", name="Pekan mulai").bounding_box()["height"] > 10


@SIZES
def test_a_number_received_keeps_off_its_heading(open_page, world, furnished, size):
    page = open_page(size)
    sign_in(page, world.pontianak.sari)
    page.goto("/pontianak/hasil/disdukcapil")
    head, number = page.locator("#received h2").bounding_box(), page.locator("#received .stat-number").bounding_box()
    assert number["y"] - (head["y"] + head["height"]) >= 8


def test_a_part_of_an_office_stands_further_in_on_a_phone(open_page, furnished):
    page = open_page(PHONE)
    page.goto("/pontianak/transparansi")
    page.evaluate("""() => {
        const row = document.querySelector("tr:has(> .level-0)"), more = row.cloneNode(true);
        more.querySelector("th").className = "level-1";
        row.after(more);
    }""")
    whole, part = (page.locator(f"tr:has(> .level-{level})").first.bounding_box() for level in (0, 1))
    assert part["x"] - whole["x"] >= 12 and part["x"] + part["width"] == whole["x"] + whole["width"]
