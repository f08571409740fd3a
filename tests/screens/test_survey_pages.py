"""The survey in a browser: each of its pages on a phone, with and without a script, to the thanks at the end."""

import pytest

from tests.screens.conftest import PHONE, look_at
from webapp.feedback.survey.domain import open_period
from webapp.feedback.survey.index import UNSUR
from webapp.platform import clock
from webapp.platform.db import TenantSession
from webapp.platform.tenancy import serving

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture(scope="module", autouse=True)
def period(world):
    """A survey that runs today."""
    place = world.pontianak
    today = clock.today(place.tenant.timezone)
    with serving(place.tenant), TenantSession(world.resources.engine) as session:
        open_period(session, place.dinas, "Hari ini", today, today, 220, by=place.oki.id, at=clock.now(), today=today)
        session.commit()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_nine_answers_and_a_profile_lead_to_the_thanks(open_page, script):
    page = open_page(PHONE, java_script_enabled=script)
    page.goto("/pontianak/skm/disdukcapil")
    for number in range(1, len(UNSUR) + 1):
        assert f"Pertanyaan {number} dari 9" in page.locator("main").inner_text()
        page.locator(".survey-answers button").nth(2).click()
    page.locator("#layanan").select_option(index=1)
    for name, value in {"kelamin": "P", "usia": "30_39", "pendidikan": "SMA", "pekerjaan": "swasta"}.items():
        page.locator(f"input[name={name}][value='{value}']").check()
    page.get_by_role("button", name="Kirim jawaban").click()
    assert "Terima kasih, jawaban Anda sudah tersimpan" in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_that_no_address_leads_to_are_accessible_and_fit(open_page, language):
    page = open_page(PHONE)
    page.goto(f"/pontianak/skm/disdukcapil?bahasa={language}")
    page.locator(".survey-answers button").first.click()
    look_at(page, f"survey-second-{language}")
    page.locator("button[name=arah]").click()
    look_at(page, f"survey-back-{language}")
    for _question in UNSUR:
        page.locator(".survey-answers button").nth(1).click()
    look_at(page, f"survey-profile-{language}")
    page.locator("button[value=kirim]").click()
    assert page.locator(".error-summary").is_visible()
    look_at(page, f"survey-profile-wrong-{language}")
    page.goto(f"/pontianak/skm/disdukcapil?bentuk=semua&bahasa={language}")
    page.locator("button[value=kirim]").click()
    look_at(page, f"survey-whole-wrong-{language}")
