"""The list of results before there are any: offices that serve citizens, each with a way in."""

import pytest

pytestmark = pytest.mark.usefixtures("no_ratings")


@pytest.mark.parametrize("name", ["oki", "sari"])
def test_offices_with_a_counter_are_listed_before_they_have_a_score(browser, world, name):
    page = browser(getattr(world.pontianak, name)).get("/hasil")
    for slug, office in (("disdukcapil", "Dinas Kependudukan"), ("upt-selatan", "UPT Dukcapil Selatan")):
        assert office in page.words and f"/pontianak/hasil/{slug}" in page.page.links
    assert "Belum cukup data" in page.words and "belum ada penilaian yang keluar" in page.words
    assert browser(getattr(world.pontianak, name)).get("/hasil/upt-selatan").status == 200


def test_they_can_be_searched_by_name(browser, world):
    words = browser(world.pontianak.oki).get("/hasil?cari=upt").words
    assert "UPT Dukcapil Selatan" in words and "1 kantor" in words


def test_the_public_list_does_not_show_them(browser, world):
    assert "Belum ada hasil yang diumumkan" in browser().get("/transparansi").words
