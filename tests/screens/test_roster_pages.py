"""The rosters' pages: axe finds nothing, nothing goes sideways, at a desk, on a phone and at twice the text size."""

from datetime import timedelta

import pytest

from tests.feedback.rosters import REASON, at, day_from_now, lead, on_duty
from tests.screens.conftest import DESK, look_at_all_sizes
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]


@pytest.fixture
def pages(world, sql, inside) -> list[str]:
    """Addresses for Budi: a week with a duty of yesterday, of now and of tomorrow."""
    place = world.pontianak
    lead(sql, place.budi)
    yesterday, tomorrow = day_from_now(-1), day_from_now(2)
    passed = on_duty(inside, place, place.counter_id, place.dewi, at(yesterday, 8), at(yesterday, 16))
    on_duty(inside, place, place.counter_id, place.dewi, at(tomorrow, 20), at(tomorrow + timedelta(days=1), 6), "malam")
    now = sql("select id from duty where person_id = %s and withdrawn_at is null", place.sari.id)[0][0]
    return [
        "/kelola/jadwal", f"/kelola/jadwal/{place.counter_id}/baru", f"/kelola/jadwal/{now}", "/kelola/jadwal/salin",
        "/kelola/jadwal/impor", "/loket-sekarang", f"/loket-sekarang/{now}/ganti",
        f"/kelola/jadwal/{place.counter_id}/koreksi?giliran={passed}",
    ]  # fmt: skip


def test_every_page_of_the_rosters(open_page, world, pages):
    page = open_page(DESK)
    sign_in(page, world.pontianak.budi)
    for number, path in enumerate(pages):
        page.set_viewport_size(DESK)
        page.goto(f"/pontianak{path}")
        look_at_all_sizes(page, f"jadwal-{number}")
    page.set_viewport_size(DESK)
    page.get_by_label("Dewi").or_(page.get_by_label("Tidak ada petugas")).first.check()
    page.fill("#alasan", REASON)
    page.get_by_role("button", name="Kirim usulan koreksi").click()
    assert page.locator("h1").inner_text() == "Koreksi jadwal"
    look_at_all_sizes(page, "jadwal-koreksi")
