"""The rooms for people and organisation: axe finds nothing, nothing goes sideways, the list follows the typing."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.screens.conftest import DESK, DOUBLED, PHONE, look_at, stays_in_width
from tests.screens.test_pages import sign_in
from webapp.people.directory import invitations
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture(scope="module")
def paths(app, world) -> dict[str, str]:
    place = world.pontianak
    person, unit = f"kelola/pegawai/{place.sari.id}", f"kelola/opd/{place.dinas}"
    return {
        "list": "kelola/pegawai", "nobody": "kelola/pegawai?cari=tiada&status=aktif", "person": person,
        "placement": f"{person}/penempatan", "superior": f"{person}/atasan", "role": f"{person}/peran",
        "leave": f"{person}/berhenti", "new": "kelola/pegawai/baru", "units": "kelola/opd", "unit": unit,
        "parent": f"{unit}/induk", "chart": "bagan", "own": "profil", "colleague": f"pegawai/{place.budi.id}",
    }  # fmt: skip


def test_the_pages_are_accessible_and_fit(open_page, world, paths):
    page = open_page(PHONE)
    sign_in(page, world.pontianak.hana)
    for name, path in paths.items():
        page.goto(f"/pontianak/{path}")
        for size in (DOUBLED, PHONE, DESK):
            page.set_viewport_size(size)
            stays_in_width(page, name)
        look_at(page, f"people-{name}")


def test_the_list_follows_what_is_typed(open_page, world):
    page = open_page(DESK)
    sign_in(page, world.pontianak.hana)
    page.goto("/pontianak/kelola/pegawai")
    page.locator("#cari").press_sequentially("wul")
    expect(page.locator("#hasil tbody tr")).to_have_count(1)
    assert "Sari Wulandari" in page.locator("#hasil").inner_text() and "cari=wul" in page.url


def test_without_scripts_the_form_finds_as_well(open_page, world):
    page = open_page(DESK, java_script_enabled=False)
    sign_in(page, world.pontianak.hana)
    page.goto("/pontianak/kelola/pegawai")
    page.fill("#cari", "wul")
    page.locator(".filters-search button").click()
    assert page.locator("#hasil tbody tr").count() == 1


def test_the_invitation_is_accessible_and_fits(open_page, world):
    place = world.pontianak
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        token = invitations.invite(
            session, place.vera.id, by=place.hana.id, now=clock.now() - timedelta(minutes=1), has_left=False
        )
        session.commit()
    page = open_page(PHONE)
    page.goto(f"/pontianak/undangan/{token}")
    look_at(page, "people-invitation")
    page.locator("main button").click()
    look_at(page, "people-invitation-refused")
