"""Lists: filters that fold on a phone and stand open at a desk, renewed in part, with the focus where the reader is."""

import pytest
from playwright.sync_api import expect

from tests.performance.making import make_card
from tests.screens.conftest import DESK, PHONE, look_at
from tests.screens.test_pages import sign_in
from tests.world import add
from webapp.people.models import Person
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = [pytest.mark.browser, pytest.mark.network]
PEOPLE = "/pontianak/kelola/pegawai"
FILTERED = {"hana": ["kelola/pegawai", "kelola/jejak"], "oki": ["kelola/layanan"]}


@pytest.fixture
def told(world):
    """Sari was told that her evidence card is there."""
    return make_card(world, world.pontianak.sari, own=True)


@pytest.fixture(scope="module")
def many(world):
    """So many people that the list has a second page."""
    with serving(world.pontianak.tenant), TenantSession(world.resources.engine) as session:
        for number in range(30):
            add(session, Person(name=f"Zainal Ke{number}", kind="pns"))
        session.commit()


def opened(open_page, world, path=PEOPLE, size=DESK, who="hana", **options):
    page = open_page(size, **options)
    sign_in(page, world.pontianak.people[who])
    page.wait_for_url("**/beranda")
    page.goto(path)
    return page


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
@pytest.mark.parametrize("who, path", [(who, path) for who, paths in FILTERED.items() for path in paths])
def test_filters_fold_on_a_phone_and_stand_open_at_a_desk(open_page, world, who, path, script):
    page = opened(open_page, world, f"/pontianak/{path}", PHONE, who, java_script_enabled=script)
    fields, fold = page.locator(".filters-fields"), page.locator(".fold summary")
    assert fold.inner_text().strip() == "Saring" and not fields.is_visible()
    fold.click()
    assert fields.is_visible()
    page.set_viewport_size(DESK)
    page.reload()
    assert fields.is_visible() and not fold.is_visible()


def test_the_fold_says_how_many_are_in_use_and_opens_when_nothing_is_found(open_page, world):
    page = opened(open_page, world, f"{PEOPLE}?jenis=pelaksana&status=aktif", PHONE)
    assert page.locator(".fold summary").inner_text().strip() == "Saring (2 aktif)"
    assert not page.locator(".filters-fields").is_visible()
    page.goto(f"{PEOPLE}?cari=xyzq&status=aktif")
    assert page.locator(".filters-fields").is_visible()
    look_at(page, "list-nothing-found")


def test_a_wrong_filter_is_in_sight_on_a_phone(open_page, world):
    page = opened(open_page, world, "/pontianak/kelola/jejak?sejak=kemarin", PHONE)
    assert page.locator("#sejak-error").is_visible()


def test_choosing_renews_the_list_alone_and_its_address(open_page, world):
    page = opened(open_page, world)
    page.evaluate("window.stayed = true")
    page.get_by_label("Jenis jabatan").select_option("administrator")
    page.wait_for_url("**jenis=administrator*")
    expect(page.locator("#hasil")).not_to_contain_text("Sari Wulandari")
    expect(page.locator("#saring-aktif")).to_have_text("Saring (1 aktif)")
    assert page.evaluate("window.stayed") is True
    page.go_back()
    expect(page.locator("#hasil")).to_contain_text("Sari Wulandari")


def test_a_step_through_the_list_is_a_part_and_takes_the_focus_along(open_page, world, many):
    page = opened(open_page, world)
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Lihat berikutnya").press("Enter")
    page.wait_for_url("**sesudah=*")
    expect(page.locator("#hasil")).to_be_focused()
    assert page.evaluate("window.stayed") is True
    assert page.locator("#hasil").evaluate("node => node.getBoundingClientRect().top") >= 0


def test_a_link_says_at_once_that_it_was_pressed(open_page, world):
    page = opened(open_page, world)
    page.route("**/hasil", lambda route: route.fulfill(status=204))  # the page stays
    page.locator(".side nav a[href$='/hasil']").evaluate("node => node.click()")
    assert page.evaluate("document.documentElement.dataset.going") == ""
    assert page.evaluate("getComputedStyle(document.documentElement, '::before').position") == "fixed"


def test_notices_look_read_before_the_answer_comes(open_page, world, told):
    page = opened(open_page, world, "/pontianak/kabar", who="sari")
    weight = "getComputedStyle(document.querySelector('.notices strong')).fontWeight"
    page.route("**/kabar", lambda route: route.fulfill(status=204))
    assert page.evaluate(weight) == "700" and page.locator(".bell .count").is_visible()
    page.locator(".read-all button").evaluate("node => node.click()")
    assert page.evaluate(weight) == "400" and not page.locator(".bell .count").is_visible()
