"""The rooms for people and organisation: the list follows the typing, also to nobody; the invitation.

All their other pages are looked at in test_every_page.py."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.screens.conftest import DESK, PHONE, look_at, look_at_all_sizes
from tests.screens.test_pages import sign_in
from webapp.people.directory import invitations
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = [pytest.mark.browser, pytest.mark.network]


def test_a_list_of_nobody_is_accessible_and_fits(open_page, world):
    page = open_page(PHONE)
    sign_in(page, world.pontianak.hana)
    page.goto("/pontianak/kelola/pegawai?cari=tiada&status=aktif")
    look_at_all_sizes(page, "people-nobody")


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
