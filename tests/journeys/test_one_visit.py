"""One visit, one voice: a queue tells of a visit, its citizen rates once, and what she said stands, sealed and weighed.

The device, the message, the citizens, the officer and the verifikator all use the addresses of their own; nothing is
put into a table by hand.
"""

import json
import re

import pytest

from tests.client import Browser
from tests.feedback.reviewing import appoint
from tests.journeys.test_rating_to_evidence import draft_a_plan
from webapp.feedback.publication.jobs import count_and_release, turn_day
from webapp.feedback.seals.jobs import make as seal
from webapp.feedback.visits.jobs import expire
from webapp.performance.evidence.jobs import take_evidence

RATED = [4, 3, 4, 1, 4, 2]
UNUSED = 4  # invitations that nobody opens
ISSUED = len(RATED) + UNUSED
REASON = "Daftar hadir menunjukkan petugas lain di loket itu."


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def queue(browser, place):
    """A queue system that the bureau registered: queue(number) tells of a visit and returns what it got back."""
    oki = browser(place.oki)
    assert "Sistem antrean" in oki.get("/kelola/perangkat/baru").words
    fields = {"jenis": "antrean", "titik": str(place.counter_id), "nama": "Antrean lantai 1"}
    shown = oki.post("/kelola/perangkat", fields)
    key = re.search(r'id="kunci"[^>]*>([^<\s]+)<', shown.text)[1]
    assert shown.status == 200 and key not in oki.get("/kelola/perangkat").text
    machine = browser(tenant=place.tenant)

    def tell(number: int):
        body = {"titik": place.counter, "rujukan": f"A-{number:03d}"}
        return machine.client.post("/pontianak/api/kunjungan", json=body, base_url="http://localhost",
                                   headers={"Authorization": f"Bearer {key}"})  # fmt: skip

    return tell


def rate(citizen: Browser, link: str, score: int) -> str:
    """Opens the link twice, as a messenger does before her, presses twice, and comes back; her receipt."""
    citizen.get(link)
    form = {"nilai": str(score), "kunci": citizen.get(link).page.hidden["kunci"]}
    pressed = [citizen.post(link, form) for _twice in range(2)]
    assert [answer.status for answer in pressed] == [303, 303], pressed[0].words
    receipts = {answer.location.split("?")[0] for answer in pressed}
    assert len(receipts) == 1
    assert citizen.get(link).status == 404 and citizen.post(link, form).location.split("?")[0] in receipts
    return receipts.pop().removeprefix("/pontianak")


def work(world) -> int:
    """Counts, ends what is too old and turns the day, as the clock would."""
    done = count_and_release(world.resources, world.pontianak.tenant)
    expire(world.resources, world.pontianak.tenant)
    turn_day(world.resources, world.pontianak.tenant)
    return done


def test_a_visit_becomes_one_voice_that_is_sealed_told_and_may_be_contested(queue, browser, world, place, later, sql):
    told = [queue(number) for number in range(ISSUED)]
    assert {answer.status_code for answer in told} == {201}
    assert queue(0).status_code == 409, "a transaction is invited once"
    links = [answer.json["tautan"].removeprefix("http://localhost") for answer in told]
    pairs = zip(links, RATED, strict=False)
    receipts = [rate(browser(tenant=place.tenant), link, score) for link, score in pairs]
    assert work(world) == len(RATED) and work(world) == 0
    assert sql("select sum(n) from rating_bucket") == [(len(RATED),)] == sql("select count(*) from rating")
    citizen = browser(tenant=place.tenant)
    assert "Sangat baik" in citizen.get(receipts[0]).words
    assert "undangan menjadi penilaian" not in citizen.get("/transparansi/disdukcapil").words

    contested_and_decided(browser, world, place)
    later(1)
    sealed_and_proven(browser, world, receipts[3])
    later(22)
    work(world)
    assert f"60% dari {ISSUED} undangan menjadi penilaian" in citizen.get("/transparansi/disdukcapil").words
    assert citizen.get(links[-1]).status == 404, "an invitation does not live for ever"
    (account,) = sql("select sum(issued), sum(redeemed), sum(expired), sum(revoked) from visit_account")
    assert account == (ISSUED, len(RATED), UNUSED, 0)


def sealed_and_proven(browser, world, receipt: str) -> None:
    """Tomorrow her receipt proves, to whoever holds it, that her answer is in the published seal."""
    assert seal(world.resources, world.pontianak.tenant) >= 1
    citizen = browser(tenant=world.pontianak.tenant)
    assert "segel nomor" in citizen.get(f"{receipt}/segel").words
    proof = citizen.get(f"{receipt}/segel.json").response.json
    assert "Benar. Jawaban dengan bukti ini" in citizen.post("/segel", {"bukti": json.dumps(proof)}).words
    forged = proof | {"daun": "0" * 64}
    assert "Benar." not in citizen.post("/segel", {"bukti": json.dumps(forged)}).words


def contested_and_decided(browser, world, place) -> None:
    """The card beside Sari's indicator; she contests it, a verifikator of another office decides, a new card stands."""
    sari, budi = browser(place.sari), browser(place.budi)
    plan = draft_a_plan(sari, place.dinas)
    agreed = budi.post(f"{plan}/kesepakatan", {"versi": budi.get(plan).page.hidden["versi"]})
    assert agreed.status == 303, agreed.words
    assert take_evidence(world.resources, place.tenant) == 1
    card = re.search(r"/kinerja/bukti/[0-9a-f-]{36}", sari.get("/kinerja").text)[0]
    assert f"{len(RATED)} penilaian" in sari.get(card).words
    sent = {"dasar": "bukan_transaksi_saya", "uraian": "Pada hari itu saya bertugas di loket lain."}
    assert sari.post(f"{card}/sanggahan", sent).status == 303
    decided_by(browser(appoint(world, place, "wira", "Wira Utama", "verifikator")))
    vera = browser(place.vera)  # of the same office: neither the case nor news of it is hers
    assert "Sari Wulandari" not in vera.get("/kelola/sanggahan").words
    assert "sanggahan" not in vera.get("/kabar").page.text.partition("<main")[2].lower()
    words = sari.get(card).words
    assert REASON in words and "putusan itu final" in words
    newer = (set(re.findall(r"/kinerja/bukti/[0-9a-f-]{36}", sari.get(card).text)) - {card}).pop()
    assert "menggantikan kartu yang disanggah" in sari.get(newer).words


def decided_by(judge: Browser) -> None:
    """Finds the case in her list, examines it and takes the card out."""
    case = re.search(r"/kelola/sanggahan/[0-9a-f-]{36}", judge.get("/kelola/sanggahan").text)[0]
    for step, reason in (("periksa", ""), ("kecualikan", REASON)):
        version = judge.get(case).page.hidden["versi"]
        moved = judge.post(f"{case}/langkah", {"langkah": step, "alasan": reason, "versi": version})
        assert moved.status == 303, moved.words
