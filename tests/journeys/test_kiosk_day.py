"""A kiosk's day: registered by the bureau, made one by a link that works once, taps kept offline and sent twice."""

import re

from tests.feedback.kiosks import Tablet
from webapp.feedback.publication.jobs import count_and_release

OFFLINE = 12  # taps kept while there was no network


class OwnTablet(Tablet):
    """A tablet that knows only what its pages told it."""

    def __init__(self, browser, place):
        self.browser, self.place, self.ahead = browser, place, 0

    def install(self, address: str, code: str):
        """Opens the link, presses, and asks for the key its taps are signed with."""
        asked = self.browser.get(f"{address}?kode={code}")
        assert "Jadikan tablet ini mesin penilaian?" in asked.words
        made = self.browser.post(address, {"kode": asked.page.hidden["kode"]})
        assert made.status == 303 and self.browser.follow(made).status == 200
        told = self.browser.post("/kiosk/kunci").response.get_json()
        self.device_id, self.key = told["perangkat"], bytes.fromhex(told["kunci"])


def register(oki, point: str) -> tuple[str, str]:
    """Where to install and the code, as the page tells them once."""
    shown = oki.post("/kelola/perangkat", {"jenis": "kiosk", "titik": point, "nama": "Tablet pintu keluar"})
    assert shown.status == 200, shown.words
    code = re.search(r'device-code">([^<]+)<', shown.text)[1]
    address = re.search(r'device-address">http://localhost([^<]+)<', shown.text)[1]
    return address, code


def test_taps_kept_offline_are_counted_once_and_the_office_sees_the_tablet(browser, world, sql):
    place, oki = world.pontianak, browser(world.pontianak.oki)
    choices = oki.get("/kelola/perangkat/baru").text
    point = re.search(r'value="([0-9a-f-]{36})"[^>]*>[^<]*Mesin pintu keluar', choices)[1]
    address, code = register(oki, point)
    tablet = OwnTablet(browser(tenant=place.tenant), place)
    tablet.install(address, code)
    again = browser(tenant=place.tenant).post(address, {"kode": code})
    assert again.status == 422 and "sudah dipakai" in again.words

    taps = [tablet.tap(1 + number % 4, minutes_ago=OFFLINE - number) for number in range(OFFLINE)]
    half, whole = taps[: OFFLINE // 2], taps
    for batch, left in ((half, OFFLINE // 2), (half, OFFLINE // 2), (whole, 0), (whole, 0)):
        status, answer = tablet.send(batch, antrean=left)
        assert status == 200 and sorted(answer["tersimpan"]) == sorted(tap["id"] for tap in batch)
    assert count_and_release(world.resources, place.tenant) == OFFLINE
    assert count_and_release(world.resources, place.tenant) == 0
    assert sql("select sum(n) from rating_bucket where channel = 'kiosk'") == [(OFFLINE,)]

    tablet.send(antrean=3)
    device = oki.get(f"/kelola/perangkat/{tablet.device_id}").words
    assert "Tablet pintu keluar" in device and "3" in device and "Aktif" in device
    assert "Tablet pintu keluar" in oki.get("/kelola/perangkat").words
    assert oki.post(f"/kelola/perangkat/{tablet.device_id}/cabut").status == 303
    assert tablet.send([tablet.tap()]) == (403, {"sebab": "dicabut"})
