"""Every page of the staff: axe finds nothing; at a desk, on a phone and at twice the text size nothing goes sideways.

The text size is doubled as a browser does it: half the width in CSS pixels, here 180 of 360.
"""

import pytest

from tests.performance.making import NewIndicator, inside, make_card, make_skp, one_rhk
from tests.screens.conftest import DESK, PHONE, fits_all_sizes, look_at, look_at_all_sizes
from tests.screens.test_pages import sign_in
from webapp.people.models import Person
from webapp.platform import clock

pytestmark = [pytest.mark.browser, pytest.mark.network]
LONG = "Terselenggaranya penatausahaan kependudukan dan pencatatan sipil yang berkesinambungan"


@pytest.fixture(scope="module")
def places(app, world) -> dict[str, dict[str, str]]:
    """Addresses by reader: of Sari (a draft, cards new, contested and past), of Budi who leads her, of Tuti."""
    sari, year = world.pontianak.sari, clock.today("Asia/Pontianak").year
    bound = NewIndicator(LONG, "Paling rendah 3,20 dari skala 4", opd_id=world.pontianak.dinas)
    draft = make_skp(world, sari, one_rhk(bound, NewIndicator(LONG, "")), year=year + 1)
    submitted = make_skp(world, world.pontianak.dewi, one_rhk(bound), state="diajukan", year=year)
    make_card(world, sari, own=True)
    past = make_card(world, sari, days_ago=40)
    make_card(world, sari, days_ago=10)
    with inside(world, world.pontianak.tuti) as session:
        session.get(Person, (session.tenant.id, world.pontianak.tuti.id)).kind = "pejabat_negara"
    return {"sari": _of_sari(draft, past), "budi": _of_budi(submitted, past), "tuti": ROOMS}


ROOMS = {"home": "beranda", "room": "kinerja", "missing": "kinerja/tiada"}


def _of_sari(draft, past) -> dict[str, str]:
    plan = f"kinerja/skp/{draft.id}"
    return ROOMS | {
        "draft": plan,
        "new-rhk": f"{plan}?tambah=rhk",
        "new-indicator": f"{plan}?tambah={draft.rhk_ids[0]}",
        "change-rhk": f"{plan}?ubah={draft.rhk_ids[0]}",
        "change-indicator": f"{plan}?ubah={draft.indicator_ids[0]}",
        "remove-rhk": f"kinerja/rhk/{draft.rhk_ids[0]}/penghapusan",
        "remove-indicator": f"kinerja/indikator/{draft.indicator_ids[0]}/penghapusan",
        "agreed": f"kinerja/skp/{past.skp_id}",
        "past-card": f"kinerja/bukti/{past.id}",
    }


def _of_budi(submitted, past) -> dict[str, str]:
    return ROOMS | {
        "submitted": f"kinerja/skp/{submitted.id}",
        "agree": f"kinerja/skp/{submitted.id}/kesepakatan",
        "team-card": f"kinerja/bukti/{past.id}",
    }


@pytest.mark.parametrize("who", ["sari", "budi", "tuti"])
def test_the_pages_are_accessible_and_fit(open_page, world, places, who):
    page = open_page(PHONE)
    sign_in(page, getattr(world.pontianak, who))
    for name, path in places[who].items():
        page.goto(f"/pontianak/{path}")
        look_at_all_sizes(page, f"staff-{who}-{name}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_refused_form_is_accessible_and_fits(open_page, world, places, language):
    page = open_page(PHONE)
    page.goto(f"/pontianak/masuk?bahasa={language}")
    page.locator("main button").click()
    look_at_all_sizes(page, f"staff-signin-empty-{language}")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "nama"


def test_every_page_fits_in_english_too(open_page, world, places):
    page = open_page(PHONE)
    sign_in(page, world.pontianak.budi)
    page.goto("/pontianak/beranda?bahasa=en")
    for name, path in places["budi"].items():
        page.goto(f"/pontianak/{path}")
        assert page.locator("html").get_attribute("lang") == "en"
        fits_all_sizes(page, f"staff-budi-{name}-english")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_saved_row_is_said_where_it_stands_and_has_the_focus(open_page, world, places, script):
    page = open_page(PHONE, java_script_enabled=script)
    sign_in(page, world.pontianak.sari)
    page.goto(f"/pontianak/{places['sari']['new-rhk']}")
    page.get_by_role("textbox", name="Rencana hasil kerja").fill("Warga dilayani dengan ramah")
    page.get_by_role("button", name="Simpan rencana hasil kerja").click()
    said = page.locator("#kabar")
    assert "Rencana hasil kerja tersimpan." in said.inner_text()
    assert said.evaluate("node => node === document.activeElement")
    assert said.evaluate("node => node.getBoundingClientRect().top >= 0")
    if script:  # axe is a script itself
        look_at(page, "staff-saved")
    page.reload()
    assert page.locator("#kabar").count() == 0


def test_agreeing_is_possible_by_keyboard_alone(open_page, world, places):
    page = open_page(DESK, java_script_enabled=False)
    sign_in(page, world.pontianak.budi)
    page.goto(f"/pontianak/{places['budi']['submitted']}")
    press(page, "Setujui SKP")
    page.wait_for_url("**/kesepakatan")
    press(page, "Ya, setujui SKP ini")
    page.wait_for_url("**/kinerja/skp/*")
    assert "SKP sudah Anda setujui." in page.locator("#kabar").inner_text()


def test_removing_is_possible_by_keyboard_alone(open_page, world, places):
    page = open_page(DESK, java_script_enabled=False)
    sign_in(page, world.pontianak.sari)
    page.goto(f"/pontianak/{places['sari']['change-rhk']}")
    press(page, "Hapus rencana hasil kerja ini")
    page.wait_for_url("**/penghapusan")
    press(page, "Ya, hapus rencana hasil kerja")
    page.wait_for_url("**/kinerja/skp/*")
    assert "Rencana hasil kerja dihapus dari SKP ini." in page.locator("#kabar").inner_text()


def press(page, words: str) -> None:
    """Tabs to the link or button of these words and presses Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip() == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{words} cannot be reached by the keyboard")
