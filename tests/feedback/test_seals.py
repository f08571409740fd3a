"""Seals as citizens meet them: each finished day once, a proof for every receipt, and a check that cannot be fooled."""

import json
from datetime import timedelta

import pytest

from tests.feedback.steps import count, rate, view
from webapp.feedback.seals.checking import _kept
from webapp.feedback.seals.jobs import make
from webapp.platform import clock

TABLES = ("seal_leaf", "seal", "seal_waiting")


@pytest.fixture(autouse=True)
def nothing_yet(sql, app, world):
    count(app, world.pontianak)
    for table in TABLES:
        sql(f"delete from {table}")


@pytest.fixture
def tomorrow(monkeypatch):
    later = clock.now() + timedelta(days=1)
    return lambda: monkeypatch.setattr(clock, "now", lambda: later)


@pytest.fixture
def receipt(app, browser, world):
    """The address of a receipt that is counted."""
    address = rate(browser(), world.pontianak.counter, 2).location.split("?")[0]
    count(app, world.pontianak)
    return address


@pytest.fixture
def proof(browser, receipt, tomorrow, world):
    """The file of the proof after midnight."""
    tomorrow()
    assert make(world.resources, world.pontianak.tenant) == 1
    answer = browser().get(f"{receipt}/segel.json")
    assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
    return answer.response.json


def check(browser, proof):
    text = proof if isinstance(proof, str) else json.dumps(proof)
    return browser().post("/segel", {"bukti": text})


def test_today_is_not_sealed_and_the_receipt_says_when(app, browser, world, receipt):
    assert make(world.resources, world.pontianak.tenant) == 0
    answer = browser().get(f"{receipt}/segel")
    assert answer.status == 200 and "Belum disegel" in answer.words
    assert browser().get(f"{receipt}/segel.json").status == 404


def test_a_day_is_sealed_once_however_often_the_job_runs(browser, world, proof):
    assert make(world.resources, world.pontianak.tenant) == 0
    chain = browser().get("/data/segel.json").response.json
    assert [seal["nomor"] for seal in chain["segel"]] == [1]
    assert "segel/periksa" not in browser().get("/segel").text
    assert chain["segel"][0]["sidik"] in browser().get("/segel").text


def test_days_without_answers_are_sealed_too(app, browser, world, receipt, monkeypatch):
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert make(world.resources, world.pontianak.tenant) == 3
    assert [seal["jumlah"] for seal in browser().get("/data/segel.json").response.json["segel"]] == [1, 0, 0]


def test_the_small_steps_of_a_receipt_are_sealed_as_well(app, browser, world, receipt, tomorrow, sql):
    citizen = browser()
    citizen.post(f"{receipt}/alasan", {"alasan": "waktu"})
    citizen.post(f"{receipt}/komentar", {"komentar": "Lama sekali."})
    citizen.post(f"{receipt}/komentar", {"komentar": "Ini yang kedua."})
    tomorrow()
    make(world.resources, world.pontianak.tenant)
    assert sorted(kind for (kind,) in sql("select kind from seal_leaf")) == ["alasan", "penilaian", "pesan"]


def test_a_proof_holds_and_says_nothing_of_the_answer(browser, proof, world):
    assert set(proof) == {"pemda", "nomor", "hari", "jumlah", "tempat", "daun", "jalur", "akar", "sidik"}
    answer = check(browser, proof)
    assert answer.status == 200 and "Benar. Jawaban dengan bukti ini ada di dalam segel" in answer.words


@pytest.mark.parametrize("change, words", [
    ({"daun": "0" * 64}, "Jalur dalam bukti ini tidak sampai"),
    ({"tempat": 5}, "Jalur dalam bukti ini tidak sampai"),
    ({"jalur": ["0" * 64]}, "Jalur dalam bukti ini tidak sampai"),
    ({"akar": "0" * 64}, "bukan segel yang kami umumkan"),
    ({"sidik": "0" * 64}, "bukan segel yang kami umumkan"),
    ({"hari": "2020-01-01"}, "bukan segel yang kami umumkan"),
    ({"nomor": 99}, "Segel nomor 99 tidak ada"),
    ({"pemda": "gorontalo"}, "dari pemerintah daerah lain"),
])  # fmt: skip
def test_a_changed_proof_does_not_hold(browser, proof, change, words):
    answer = check(browser, proof | change)
    assert answer.status == 200 and words in answer.words
    assert "Benar." not in answer.words


@pytest.mark.parametrize("text", ["x", "[]", "{}", "3", "[" * 5000, '{"daun": NaN}', "😀", '{"nomor": 1e999}'])
def test_what_is_no_proof_is_said_so_and_kept(browser, receipt, tomorrow, world, text):
    tomorrow()
    make(world.resources, world.pontianak.tenant)
    answer = check(browser, text)
    assert answer.status == 422 and "Ini bukan bukti segel" in answer.words


@pytest.mark.parametrize("sent", [{}, {"bukti": ""}, {"bukti": "9" * 6001}, {"bukti": "a\x00b"}, {"bukti": "\u202e{}"}])
def test_an_empty_or_endless_text_is_refused(browser, world, sent):
    assert browser().post("/segel", sent).status == 422


def test_the_proof_of_another_pemda_is_not_here(browser, world, proof, receipt):
    stranger = browser(tenant=world.gorontalo.tenant)
    assert stranger.get(f"{receipt}/segel").status == 404
    assert stranger.get(f"{receipt}/segel.json").status == 404
    assert stranger.get("/data/segel.json").response.json["segel"] == []


def test_an_answer_that_is_not_counted_yet_goes_into_a_later_seal(app, browser, world, receipt, tomorrow):
    late = rate(browser(), world.pontianak.counter, 4).location.split("?")[0]
    tomorrow()
    assert make(world.resources, world.pontianak.tenant) == 1
    assert "Belum disegel" in browser().get(f"{late}/segel").words
    assert "Penilaian Anda ada di segel nomor 1" in browser().get(f"{receipt}/segel").words


def test_an_invented_receipt_has_no_proof(browser, world):
    assert view(browser(), world.pontianak.counter)
    assert browser().get("/tanda-terima/abc/segel").status == 404


@pytest.mark.parametrize("kept", [{}, {"hari": "2026-01-01"}, {"nomor": 7}, {"nomor": 7, "sidik": None}])
def test_a_kept_seal_that_says_nothing_proves_nothing(kept):
    assert [found.code for found in _kept([], [kept])] == ["not as published"]
