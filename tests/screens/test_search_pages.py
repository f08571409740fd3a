"""What a search finds, looked at in a browser: accessible, in the width, with and without hits."""

import pytest

from tests.feedback.searching import leave
from tests.screens.conftest import DESK, look_at_both
from tests.screens.test_pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.network]


def test_the_search_and_its_lists_are_accessible_and_fit(open_page, world):
    leave(world, world.pontianak, *("Antrean di loket lama, petugas melayani dengan sabar" for _ in range(25)))
    page = open_page(DESK)
    sign_in(page, world.pontianak.oki)
    for name, path in {
        "search": "/pontianak/cari?q=mengantre",
        "search-messages": "/pontianak/cari/pesan-warga?q=antre+pelayanan",
        "search-services": "/pontianak/cari/layanan?q=merekam",
        "search-nothing": "/pontianak/cari/pesan-warga?q=zebra",
    }.items():
        page.goto(path)
        look_at_both(page, name)
    page.goto("/pontianak/cari/pesan-warga?q=antrean")
    page.get_by_role("link", name="Lihat berikutnya").click()
    page.wait_for_url("**halaman=2**")
    assert page.locator("mark").count() == 5
