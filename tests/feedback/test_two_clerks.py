"""Two clerks at one form: whoever comes second is told, loses nothing, and may insist."""

from uuid import uuid4

import pytest

STALE = "baru saja diubah orang lain"


@pytest.fixture
def bureau(browser, world):
    return browser(world.pontianak.oki)


def sent(page, **changes):
    return page.page.hidden | changes


@pytest.mark.parametrize("what", ["service", "point", "hours", "identity"])
def test_the_second_is_told_and_may_insist(bureau, world, what):
    place = world.pontianak
    address, fields = {
        "service": (f"/kelola/layanan/{place.other_service}/ubah", {"nama": "Akta kelahiran", "opd": str(place.dinas)}),
        "point": (f"/kelola/titik/{place.counter_id}/ubah",
                  {"nama": "Loket 1", "jenis": "counter", "opd": str(place.dinas)}),
        "hours": (f"/kelola/titik/{place.counter_id}/jam", {}),
        "identity": ("/kelola/pengaturan", {"nama": "Kota Pontianak", "sebutan": "Pontianak"}),
    }[what]  # fmt: skip
    field = {"service": "uraian", "point": "alamat", "hours": "hari_1", "identity": "telepon"}[what]
    texts = {"hours": ("08.00-11.00", "09.00-12.00"), "identity": ("0561-1111111", "0561-2222222")}
    first, second = texts.get(what, ("Yang pertama", "Yang kedua"))
    seen_by_both = bureau.get(address)
    assert bureau.post(address, sent(seen_by_both, **fields | {field: first})).status == 303
    late = bureau.post(address, sent(seen_by_both, **fields | {field: second}))
    assert late.status == 422 and STALE in late.words and second in late.text
    assert first in bureau.get(address).text
    assert bureau.post(address, sent(late, **fields | {field: second})).status == 303
    assert second in bureau.get(address).text


def test_the_same_form_sent_twice_makes_one_service(bureau, world, sql):
    new = {"nama": f"Izin keramaian {uuid4().hex[:6]}", "opd": str(world.pontianak.dinas)}
    assert bureau.post("/kelola/layanan", new).status == 303
    again = bureau.post("/kelola/layanan", new | {"nama": new["nama"].upper()})
    assert again.status == 422 and "sudah memiliki layanan dengan nama itu" in again.words
    assert sql("select count(*) from service where lower(name) = lower(%s)", new["nama"]) == [(1,)]
