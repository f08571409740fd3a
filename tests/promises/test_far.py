"""Days no calendar reaches, numbers no column holds and zero bytes: every filter of the staff's pages survives them."""

import re
from pathlib import Path

import pytest

from tests.client import Browser

HOSTILE = ["9999-12-31", "0001-01-01", "9" * 30]
UNREADABLE = ["%00", "a%00b", "%C3%28%ED%A0%80"]
SOURCES = Path(__file__).parents[2] / "webapp"
ASKED = re.compile(r"""request\.args\.get(?:list)?\("(\w+)\"""")
OF_FORMS = {"sejak", "sampai", "siapa", "tindakan", "bentuk", "tulisan", "jumlah", "layanan", "setelah"}
OF_EVERY_PAGE = {"q", "bahasa"}
OF_ROSTERS = {"hari", "minggu", "cari"}


def filters() -> set[str]:
    """Every word that a view reads from an address."""
    return OF_FORMS | {name for file in SOURCES.rglob("*.py") for name in ASKED.findall(file.read_text())}


def known_by(endpoint: str, page: str) -> set[str]:
    """The filters that this page offers, in its forms and in its links."""
    offered = set(re.findall(r'name="(\w+)"', page)) | set(re.findall(r"[?&;](\w+)=", page))
    if endpoint.startswith(("rosters.", "counters.")):
        offered |= OF_ROSTERS
    return filters() & offered - OF_EVERY_PAGE


@pytest.mark.parametrize(("who", "rooms_of"), [("oki", ""), ("hana", ("staff.", "units.", "trail.", "imports."))])
def test_no_filter_of_the_staff_ends_in_an_error_page(app, rooms, addresses, who, rooms_of):
    place = rooms["pontianak"].place
    visitor, wrong, seen = Browser(app, place.tenant), {}, 0
    visitor.sign_in(place.people[who])
    for endpoint, path in addresses("pontianak", "GET"):
        plain = visitor.get(path) if endpoint.startswith(rooms_of) else None
        if plain and plain.status == 200 and "text/html" in plain.headers.get("Content-Type", ""):
            for name in known_by(endpoint, plain.text):
                for value in HOSTILE:
                    seen += 1
                    status = visitor.get(f"{path}?{name}={value}").status
                    wrong |= {f"{endpoint}?{name}={value}": status} if status >= 500 else {}
    assert seen > 30 and wrong == {}


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize("name", ["cari", "q", "siapa", "opd", "masa"])
def test_no_text_that_a_database_cannot_hold_ends_in_an_error_page(app, rooms, name, text):
    place, values = rooms["pontianak"].place, rooms["pontianak"].values
    visitor = Browser(app, place.tenant)
    visitor.sign_in(place.people["oki"])
    duty, point = values["counters.new_replacement"]["duty_id"], values["rosters.new_duty"]["point_id"]
    for path in (f"/loket-sekarang/{duty}/ganti", f"/kelola/jadwal/{point}/baru", f"/kelola/jadwal/{point}/koreksi",
                 "/kelola/jadwal", "/kelola/jejak", "/hasil", "/cari", "/kelola/pegawai"):  # fmt: skip
        assert visitor.get(f"{path}?{name}={text}").status < 500, path


def test_the_filters_are_read_from_the_sources():
    assert {"cari", "minggu", "hari", "masa", "tahun", "diminta"} <= filters()
