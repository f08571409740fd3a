"""Whole journeys by keyboard alone: the focus is always seen and never covered, with scripts and without."""

import pytest

from tests.screens.conftest import DESK
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]
WITHOUT_TOO = pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
MOST_STEPS = 80
# Where the focus is: its words, and what is wrong with how it is seen.
FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const label = one.labels && one.labels[0] ? one.labels[0].innerText : "";
    const words = (label || one.innerText || one.value || "").trim().split("\\n")[0].trim();
    if (one === document.body) return {words: "", wrong: null};
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const rows = [0.2, 0.5, 0.8].map((part) => box.top + box.height * part);
    const seen = rows.some((y) => {
        const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), y);
        const own = [one, ...(one.labels || [])];
        return top && (top.contains(one) || own.some((part) => part.contains(top)));
    });
    return {words, wrong: ring ? (seen ? null : "covered: " + words) : "unseen: " + words};
}"""


def step(page) -> str:
    """One press of Tab; the words of what has the focus now, which must be seen."""
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)
    assert focus["wrong"] is None
    return focus["words"]


def reach(page, words: str) -> None:
    """Tabs until the focus is on the link, button or field of these words."""
    walked = []
    for _ in range(MOST_STEPS):
        walked.append(step(page))
        if walked[-1].startswith(words):
            return
    raise AssertionError(f"{words} cannot be reached: {walked}")


def skip(page) -> None:
    """The first stop of a page leads past its head."""
    assert step(page) == "Lewati ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def press(page, words: str, leads_to: str) -> None:
    reach(page, words)
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def sit_down(open_page, world, who: str, script: bool):
    page = open_page(DESK, java_script_enabled=script)
    sign_in(page, world.pontianak.people[who])
    page.wait_for_url("**/beranda")
    return page


def test_a_citizen_rates(open_page, world):
    page = open_page(DESK)
    page.goto("/pontianak/")
    skip(page)
    reach(page, "Kode loket")
    page.keyboard.type("loket1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/n/loket1")
    press(page, "Sangat baik", "**/tanda-terima/*")
    assert "Penilaian Anda tersimpan" in page.locator("h1").inner_text()


@WITHOUT_TOO
def test_a_clerk_adds_a_person_with_a_post(open_page, world, script):
    page = sit_down(open_page, world, "hana", script)
    press(page, "Pegawai", "**/kelola/pegawai")
    skip(page)
    press(page, "Tambah pegawai", "**/kelola/pegawai/baru")
    skip(page)
    reach(page, "Nama lengkap")
    page.keyboard.type("Melati Kusuma")
    reach(page, "Pegawai negeri sipil (PNS)")
    page.keyboard.press("Space")
    reach(page, "NIP")
    page.keyboard.type("199203152019032007" if script else "199303152019032007")
    press(page, "Simpan pegawai", "**/kelola/pegawai/*-*")
    assert "Melati Kusuma" in page.locator("h1").inner_text()
    press(page, "Tetapkan jabatan", "**/penempatan")
    skip(page)
    reach(page, "Organisasi perangkat daerah")
    page.keyboard.press("D")
    press(page, "Tampilkan jabatan", "**/penempatan?*")
    reach(page, "Jabatan")
    page.keyboard.press("J")
    press(page, "Tetapkan jabatan", "**/kelola/pegawai/*#kabar")
    assert "Jabatan Budi" in page.locator("main table").first.inner_text()


@WITHOUT_TOO
def test_the_bureau_adds_a_point_and_gets_to_its_poster(open_page, world, script):
    page = sit_down(open_page, world, "oki", script)
    reach(page, "Pelayanan")
    page.keyboard.press("Enter")  # the heading unfolds
    press(page, "Layanan dan loket", "**/kelola/layanan")
    skip(page)
    press(page, "Akta kelahiran", "**/kelola/layanan/*")
    skip(page)
    press(page, "Tambah titik layanan", "**/titik")
    skip(page)
    reach(page, "Nama titik layanan")
    page.keyboard.type("Loket 7")
    press(page, "Simpan titik layanan", "**/kelola/titik/*")
    assert "Loket 7" in page.locator("main").inner_text()
    press(page, "Cetak untuk titik ini", "**/kelola/cetak?*")
    assert page.get_by_role("button", name="Buat PDF").is_visible()


def test_what_stays_at_the_bottom_covers_no_focus(open_page, world):
    page = sit_down(open_page, world, "oki", True)
    page.goto(f"/pontianak/kelola/layanan/{world.pontianak.other_service}/standar")
    reach(page, "14.")
    assert page.locator(".stays").evaluate("node => getComputedStyle(node).position") == "sticky"
