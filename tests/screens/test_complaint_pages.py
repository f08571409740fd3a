"""Reports in a browser: from the empty form to the closed case, with and without a script, in both languages."""

import pytest

from tests.feedback import complaining
from tests.screens.conftest import PHONE, look_at
from webapp.feedback.complaints.rules import reference

pytestmark = [pytest.mark.browser, pytest.mark.network]
FORM = "/pontianak/pengaduan/baru"


@pytest.fixture(scope="module")
def office(app, world):
    return complaining.furnish(world, world.pontianak)


@pytest.fixture(autouse=True)
def nothing_yet(sql, office):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


def fill(page, send="Kirim laporan"):
    page.locator("#judul").fill("Antrean pencetakan lama")
    page.locator("#isi").fill("Saya menunggu lima jam di loket satu dan tidak ada kursi.")
    page.get_by_role("button", name=send, exact=True).click()


def answer(office, sql):
    case = complaining.case_of(sql)
    office.move(case, "teruskan", office.actor("vera"), unit=office.place.upt)
    office.move(case, "jawab", office.actor("dewi"), ending="tidak_dapat", text="Kursi datang tahun depan.")
    assert reference(case)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_report_is_written_followed_and_closed(open_page, office, sql, script):
    page = open_page(PHONE, java_script_enabled=script)
    page.goto(FORM)
    fill(page)
    assert "Laporan Anda tersimpan" in page.locator("main").inner_text()
    page.get_by_role("link", name="Buka laporan dan tambahkan foto").click()
    page.locator("#pesan").fill("Kejadiannya hari Senin.")
    page.get_by_role("button", name="Kirim kepada petugas").click()
    answer(office, sql)
    page.goto(page.url.split("#")[0])
    page.locator("input[name=beres][value=ya]").check()
    page.get_by_role("button", name="Kirim tanggapan").click()
    page.get_by_role("button", name="Sangat baik").click()
    assert "Anda menilai penanganannya: Sangat baik." in page.locator("main").inner_text()
    assert sql("select closing, handling_score from complaint") == [("dikonfirmasi", 4)]


def test_the_form_is_filled_with_the_keyboard_alone(open_page, sql):
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(FORM)
    page.locator("#judul").focus()
    page.keyboard.type("Antrean pencetakan lama")
    page.keyboard.press("Tab")
    page.keyboard.type("Saya menunggu lima jam di loket satu dan tidak ada kursi.")
    for _step in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form.complaint button')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/bukti")
    assert sql("select count(*) from complaint") == [(1,)]


@pytest.mark.parametrize(("language", "send", "follow"), [
    ("id", "Kirim laporan", "Buka laporan dan tambahkan foto"), ("en", "Send report", "Open the report and add photos"),
])  # fmt: skip
def test_every_page_is_accessible_and_fits(open_page, office, sql, language, send, follow):
    page = open_page(PHONE)
    page.goto(f"{FORM}?bahasa={language}")
    look_at(page, f"report-new-{language}")
    page.get_by_role("button", name=send, exact=True).click()
    look_at(page, f"report-wrong-{language}")
    fill(page, send)
    look_at(page, f"report-receipt-{language}")
    page.get_by_role("link", name=follow).click()
    look_at(page, f"report-case-{language}")
    address = page.url
    complaining.published(office, sql)
    answer(office, sql)
    page.goto(address)
    look_at(page, f"report-answered-{language}")
    for name in ("pengaduan", f"pengaduan/umum/{complaining.case_of(sql)}", "pengaduan/lacak?kode=abc"):
        page.goto(f"/pontianak/{name}")
        look_at(page, f"report-{name.replace('/', '-')[:22].split('?')[0]}-{language}")
    page.goto(FORM)
    fill(page, send)
    look_at(page, f"report-similar-{language}")
