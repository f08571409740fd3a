"""How the front page says a pemda can be reached: as people write it, and pressed where that leads somewhere."""

import pytest

from webapp.home.routes import _address, _grouped


@pytest.mark.parametrize(
    ("number", "shown"),
    [("6281234567890", "+62 812-3456-7890"), ("628121234567", "+62 812-1234-567"), ("0561-000000", "0561-000000")],
)
def test_a_mobile_number_is_shown_in_groups(number, shown):
    assert _grouped(number) == shown


@pytest.mark.parametrize(
    ("way", "text", "leads"),
    [
        ("whatsapp", "6281234567890", "https://wa.me/6281234567890"),
        ("situs", "https://www.pontianak.go.id", "https://www.pontianak.go.id"),
        ("situs", "javascript:alert(1)", None),
        ("telepon", "(0561) 73-3041", "tel:056173-3041"),
        ("surel", "humas@pontianak.go.id", "mailto:humas@pontianak.go.id"),
        ("alamat", "Jalan Rahadi Usman", None),
    ],
)
def test_what_can_be_pressed_leads_there(way, text, leads):
    assert _address(way, text) == leads


def test_the_short_name_stands_beside_the_long_one_for_narrow_screens(browser, world):
    text = browser(world.pontianak.sari).get("/beranda").text
    assert '<small class="brand-long">Kota Pontianak</small>' in text
    assert '<small class="brand-short">Pontianak</small>' in text
