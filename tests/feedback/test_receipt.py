"""The receipt: what was stored, a code to keep, and two small steps that may be skipped."""

import gzip

import pytest

from tests.feedback.steps import rate
from webapp.feedback.ratings.keys import grouped

SIX_KB = 6 * 1024


@pytest.fixture
def visitor(browser):
    return browser()


@pytest.fixture
def address(visitor, world):
    return rate(visitor, world.pontianak.counter, 2).location.removeprefix("/pontianak")


def test_it_shows_answer_place_day_and_a_code_in_groups(visitor, address):
    receipt = visitor.get(address)
    code = address.rsplit("/", 1)[-1]
    for words in ("Kurang baik", "Perekaman KTP-el", "Loket 1", "Dinas Kependudukan"):
        assert words in receipt.words
    assert grouped(code) in receipt.words


def test_it_is_one_light_request_and_kept_nowhere(visitor, address):
    answer = visitor.client.get("/pontianak" + address, headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) <= SIX_KB and b"</html>" in gzip.decompress(answer.data)
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.get(address).page.resources == ["data:,"]


def test_it_opens_in_another_browser_by_its_code_however_typed(browser, address):
    code = address.rsplit("/", 1)[-1]
    for typed in (
        code,
        code.upper(),
        f"{code[:5]}-{code[5:]}",
        code.upper().replace(code[:5].upper(), code[:5].upper() + " ", 1),
    ):
        assert browser().get(f"/tanda-terima/{typed}").status == 200


def test_first_the_element_then_a_sentence_then_nothing_more(visitor, address):
    asked = visitor.get(address)
    assert "Apa yang paling perlu diperbaiki?" in asked.words and len(asked.page.buttons) == 8
    chosen = visitor.post(f"{address}/alasan", {"alasan": "waktu"})
    assert chosen.status == 303
    told = visitor.get(chosen.location)
    assert "Ada yang ingin Anda sampaikan?" in told.words and "Kecepatan pelayanan" in told.words
    done = visitor.get(visitor.post(f"{address}/komentar", {"komentar": "Loket dua kosong."}).location)
    assert "Loket dua kosong." in done.words and done.page.forms == []
    assert "Terima kasih. Penilaian Anda tersimpan." in told.words
    assert "Terima kasih atas pesan Anda. Semuanya tersimpan." in done.words


def test_a_good_answer_is_asked_what_was_best(visitor, world):
    receipt = visitor.follow(rate(visitor, world.pontianak.counter, 4))
    assert "Apa yang paling baik?" in receipt.words


def test_every_step_may_be_skipped(visitor, address):
    skip = [link for link in visitor.get(address).page.links if "langkah=komentar" in link]
    asked = visitor.get(skip[0])
    assert "Ada yang ingin Anda sampaikan?" in asked.words
    skip = [link for link in asked.page.links if "langkah=selesai" in link]
    assert visitor.get(skip[0]).page.forms == []


def test_the_first_reason_and_the_first_sentence_stay(visitor, address, sql):
    for slug in ("waktu", "biaya"):
        visitor.post(f"{address}/alasan", {"alasan": slug})
    for text in ("Pertama.", "Kedua."):
        visitor.post(f"{address}/komentar", {"komentar": text})
    receipt = visitor.get(address)
    assert "Kecepatan pelayanan" in receipt.words and "Biaya" not in receipt.words
    assert "Pertama." in receipt.words and "Kedua." not in receipt.words


@pytest.mark.parametrize("fields", [{}, {"alasan": "x"}, {"alasan": ["waktu", "biaya"]}, {"alasan": "waktu", "x": "1"}])
def test_a_reason_that_is_none_is_asked_again(visitor, address, fields, sql):
    before = sql("select count(*) from rating_reason")
    answer = visitor.post(f"{address}/alasan", fields)
    assert answer.status == 422 and len(answer.page.buttons) == 8
    assert sql("select count(*) from rating_reason") == before


@pytest.mark.parametrize("text", ["", "   ", "x" * 501, "a\0b"])
def test_a_sentence_that_cannot_be_is_asked_again_with_what_was_written(visitor, address, text, sql):
    before = sql("select count(*) from rating_comment")
    answer = visitor.post(f"{address}/komentar", {"komentar": text})
    assert answer.status == 422 and 'aria-invalid="true"' in answer.text
    assert text.strip().replace("\0", "") in answer.text.replace("\0", "")
    assert sql("select count(*) from rating_comment") == before


def test_what_a_citizen_writes_is_shown_as_text(visitor, address):
    visitor.post(f"{address}/komentar", {"komentar": "<script>alert(1)</script> ' OR 1=1 {{ 7*7 }}"})
    receipt = visitor.get(address)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in receipt.text and "{{ 7*7 }}" in receipt.text


@pytest.mark.parametrize("code", ["a" * 26, "x", "a" * 5000, "é" * 26, "%00" + "a" * 25, "1" * 26, "-", " "])
def test_a_code_nobody_has_is_not_found(visitor, code):
    assert visitor.get(f"/tanda-terima/{code}").status == 404
    assert visitor.post(f"/tanda-terima/{code}/alasan", {"alasan": "waktu"}).status == 404
    assert visitor.post(f"/tanda-terima/{code}/komentar", {"komentar": "a"}).status == 404


def test_another_pemda_cannot_open_it(browser, world, address):
    stranger = browser(tenant=world.gorontalo.tenant)
    assert stranger.get(address).status == 404
    assert stranger.post(f"{address}/komentar", {"komentar": "Rahman"}).status == 404


def test_the_code_is_not_stored_anywhere(address, sql):
    code = address.rsplit("/", 1)[-1]
    for table in ("rating", "rating_event", "rating_reason", "rating_comment"):
        assert sql(f"select count(*) from {table} t where t::text ilike %s", f"%{code}%") == [(0,)]


def test_in_english_the_steps_stay_english(browser, world):
    visitor = browser()
    page = visitor.get(f"/n/{world.pontianak.counter}?bahasa=en")
    action = page.page.forms[0]["action"]
    answer = visitor.post(action, {"nilai": "1", "kunci": page.page.hidden["kunci"]})
    receipt = visitor.get(answer.location)
    assert receipt.page.language == "en" and "Thank you" in receipt.words
    told = visitor.get(visitor.post(receipt.page.forms[0]["action"], {"alasan": "waktu"}).location)
    assert told.page.language == "en"


def test_a_receipt_takes_one_statement(visitor, address, count_queries):
    with count_queries() as statements:
        visitor.get(address)
    assert len(statements) == 1
