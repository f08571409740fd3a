"""From the counter to the plan: the story Pamong exists for, through the pages only."""

import re
from datetime import timedelta

import pytest

from tests.client import Browser
from tests.world import today
from webapp.feedback.publication.jobs import count_and_release
from webapp.performance.evidence.jobs import take_evidence
from webapp.platform import clock

ANSWERS = [4, 4, 3, 4, 2, 4, 3, 3, 4, 4, 1, 4, 3, 4, 4, 3, 4, 4, 3, 2] * 2


@pytest.fixture(scope="module")
def rated(app, world):
    """Forty citizens of different networks have rated Sari's counter, and were counted."""
    for number, answer in enumerate(ANSWERS):
        citizen = Browser(app, world.pontianak.tenant)
        key = citizen.get("/n/loket1").page.hidden["kunci"]
        pressed = {"nilai": str(answer), "kunci": key}
        assert citizen.post("/n/loket1", pressed, environ_base={"REMOTE_ADDR": f"10.{number}.7.9"}).status == 303
    assert count_and_release(world.resources, world.pontianak.tenant) == len(ANSWERS)
    return len(ANSWERS)


def draft_a_plan(sari: Browser, opd_id) -> str:
    """Sari drafts an SKP whose indicator is bound to her office's score, and submits it; returns its address."""
    address = re.split("[?#]", sari.post("/kinerja/skp", {"tahun": str(today().year)}).location)[0]
    version = sari.get(address).page.hidden["versi"]
    answer = sari.post(
        f"{address}/rhk", {"versi": version, "jenis": "utama", "teks": "Warga dilayani cepat dan ramah"}
    )
    assert answer.status == 303, answer.words
    page = sari.follow(answer)
    rhk = re.search(r"/rhk/([0-9a-f-]{36})/indikator", page.text)[1]
    indicator = {"versi": page.page.hidden["versi"], "aspek": "kualitas", "teks": "Nilai warga untuk kantor",
                 "target": "3,20", "nilai_warga": str(opd_id)}  # fmt: skip
    answer = sari.post(f"/kinerja/rhk/{rhk}/indikator", indicator)
    assert answer.status == 303, answer.words
    answer = sari.post(f"{address}/pengajuan", {"versi": sari.get(address).page.hidden["versi"]})
    assert answer.status == 303, answer.words
    return address


def test_a_rating_reaches_the_civil_servant_and_later_her_superior_as_evidence(browser, world, rated, monkeypatch):
    sari, budi = browser(world.pontianak.sari), browser(world.pontianak.budi)
    plan = draft_a_plan(sari, world.pontianak.dinas)
    assert "menunggu kesepakatan" in budi.get("/beranda").words
    answer = budi.post(f"{plan}/kesepakatan", {"versi": budi.get(plan).page.hidden["versi"]})
    assert answer.status == 303, answer.words

    assert take_evidence(world.resources, world.pontianak.tenant) == 1
    room = sari.get("/kinerja")
    card = re.search(r"/kinerja/bukti/[0-9a-f-]{36}", room.text)[0]
    seen = sari.get(card)
    assert "40 penilaian" in seen.words
    assert "2026-1" in seen.words
    assert "tidak mengubah predikat dengan sendirinya" in seen.words
    assert budi.get(card).status == 404, "the superior must wait until she has had her days"
    assert browser(world.gorontalo.rahman).get(card).status == 404

    assert sari.post(f"{card}/tanggapan", {"tanggapan": "Antrean panjang karena mesin rusak."}).status == 303
    contested = sari.post(
        f"{card}/sanggahan", {"dasar": "diwajibkan_aturan", "uraian": "Syarat ditetapkan undang-undang."}
    )
    assert contested.status == 303, contested.words

    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=9))
    later = browser(world.pontianak.budi).get(card)
    assert later.status == 200
    assert "Antrean panjang karena mesin rusak." in later.words
    assert "Syarat ditetapkan undang-undang." in later.words


def test_the_portal_shows_the_released_result_to_anybody(browser, rated):
    portal = browser().get("/")
    assert "Dinas Kependudukan dan Pencatatan Sipil" in portal.words
    assert "40 penilaian" in portal.words
