"""What cannot be read is answered clearly, in the citizen's language, and loses nothing that was right."""

import base64
import re
import secrets
from datetime import timedelta

import pytest

from tests.feedback.steps import view
from webapp.feedback.ratings.keys import EARLY, LIFETIME
from webapp.feedback.services.models import ServicePoint
from webapp.platform import clock

LANGUAGES = pytest.mark.parametrize("query", ["", "?bahasa=en"], ids=["indonesian", "english"])
CHOOSE = {"": "Pilih salah satu jawaban yang tersedia", "?bahasa=en": "Choose one of the answers offered"}
NEEDED = {"": "wajib diisi", "?bahasa=en": "must be filled in"}
ONCE = {"": "lebih dari satu kali", "?bahasa=en": "more than once"}
STALE = {"": "tekan sekali lagi untuk menyimpan", "?bahasa=en": "press it once more"}
NOT_FOUND = {"": "Halaman ini tidak ditemukan", "?bahasa=en": "not found"}
GONE = {"": "sedang tidak menerima penilaian", "?bahasa=en": "not taking ratings"}


@pytest.fixture
def send(browser, world, sql):
    """Sends a form that cannot be stored; asserts that it was not, and gives the answer."""
    visitor = browser()

    def submit(fields, query="", code=None, status=422, **options):
        before = sql("select count(*) from rating")
        answer = visitor.post(f"/n/{code or world.pontianak.counter}{query}", fields, **options)
        assert answer.status == status, answer.words
        assert sql("select count(*) from rating") == before
        return answer

    submit.key = view(visitor, world.pontianak.counter)
    submit.visitor = visitor
    return submit


def still_chosen(answer) -> list[str]:
    return [button["value"] for button in answer.page.buttons if button.get("class") == "on"]


def can_be_sent_again(send, answer, query) -> None:
    fields = {"nilai": "2", "kunci": answer.page.hidden["kunci"]}
    assert send.visitor.post(answer.page.forms[0]["action"].removeprefix("/pontianak"), fields).status == 303


@LANGUAGES
@pytest.mark.parametrize("score", ["0", "5", "-1", "empat", "3.0", "٣", "1e0", "22", "null"])
def test_a_score_that_is_no_answer_is_asked_again(send, score, query):
    answer = send({"nilai": score, "kunci": send.key}, query)
    assert CHOOSE[query] in answer.words and still_chosen(answer) == []
    can_be_sent_again(send, answer, query)


@LANGUAGES
@pytest.mark.parametrize("fields", [{}, {"nilai": ""}, {"nilai": "   "}], ids=["missing", "empty", "blank"])
def test_a_missing_score_is_asked_again(send, fields, query):
    answer = send(fields | {"kunci": send.key}, query)
    assert NEEDED[query] in answer.words
    can_be_sent_again(send, answer, query)


@LANGUAGES
def test_a_score_sent_twice_is_not_guessed(send, query):
    answer = send({"nilai": ["1", "4"], "kunci": send.key}, query)
    assert ONCE[query] in answer.words and still_chosen(answer) == []


@LANGUAGES
def test_a_field_nobody_asked_for_is_refused_and_the_choice_kept(send, query):
    answer = send({"nilai": "3", "kunci": send.key, "officer_id": "x"}, query)
    assert still_chosen(answer) == ["3"]


@LANGUAGES
@pytest.mark.parametrize(
    "more",
    [{"alasan": "wajah"}, {"komentar": "x" * 501}, {"komentar": "a\0b"}],
    ids=["unknown reason", "too long", "zero byte"],
)
def test_a_reason_or_sentence_that_cannot_be_keeps_the_choice(send, more, query):
    answer = send({"nilai": "3", "kunci": send.key} | more, query)
    assert still_chosen(answer) == ["3"]


def forged(key: str) -> str:
    raw = bytearray(base64.urlsafe_b64decode(key))
    raw[-1] ^= 1
    return base64.urlsafe_b64encode(raw).decode()


INVENTED = {
    "none": lambda key: "",
    "short": lambda key: "x",
    "random": lambda key: secrets.token_urlsafe(36),
    "tampered": forged,
    "cut": lambda key: key[:-4],
    "not ascii": lambda key: "kuncié" + key[6:],
    "unpadded": lambda key: key[:-1] + "=",
    "zero bytes": lambda key: "A" * 48,
}


@LANGUAGES
@pytest.mark.parametrize("invent", INVENTED.values(), ids=INVENTED)
def test_an_invented_key_stores_nothing_and_keeps_the_choice(send, invent, query):
    answer = send({"nilai": "4", "kunci": invent(send.key)}, query)
    assert STALE[query] in answer.words and still_chosen(answer) == ["4"]
    can_be_sent_again(send, answer, query)


@LANGUAGES
def test_a_key_of_another_counter_stores_nothing(send, world, query):
    answer = send({"nilai": "4", "kunci": send.key}, query, code=world.pontianak.kiosk)
    assert STALE[query] in answer.words


@LANGUAGES
def test_a_key_of_another_pemda_stores_nothing(send, browser, world, query):
    foreign = view(browser(tenant=world.gorontalo.tenant), world.gorontalo.counter)
    assert STALE[query] in send({"nilai": "4", "kunci": foreign}, query).words


@LANGUAGES
@pytest.mark.parametrize("age", [LIFETIME + 60, -EARLY - 60], ids=["too old", "from the future"])
def test_a_stale_key_stores_nothing_and_a_second_press_does(send, monkeypatch, query, age):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=age))
    answer = send({"nilai": "4", "kunci": send.key}, query)
    assert STALE[query] in answer.words and still_chosen(answer) == ["4"]
    can_be_sent_again(send, answer, query)


@LANGUAGES
@pytest.mark.parametrize("code", ["tidakada", "x", "loket1x", "%00loket", "lo%20ket", "..", "l" * 3000])
def test_an_unknown_counter_is_not_found(browser, query, code):
    for answer in (browser().get(f"/n/{code}{query}"), browser().post(f"/n/{code}{query}", {"nilai": "4"})):
        assert answer.status == 404 and NOT_FOUND[query] in answer.words


@LANGUAGES
def test_a_counter_of_another_pemda_and_one_of_nobody_are_the_same_page(browser, world, inside, query):
    with inside(world.gorontalo) as session:
        session.add(
            ServicePoint(
                service_id=world.gorontalo.service,
                opd_id=world.gorontalo.dinas,
                code=f"gor{len(query)}x",
                name="Loket Gorontalo",
            )
        )
    foreign, unknown = f"gor{len(query)}x", f"gos{len(query)}x"
    answers = [browser().get(f"/n/{code}{query}") for code in (foreign, unknown)]
    assert answers[0].text.replace(foreign, unknown) == answers[1].text
    assert dict(answers[0].headers) == dict(answers[1].headers)


@LANGUAGES
def test_a_closed_counter_says_why_and_where_to_go(send, browser, world, query):
    page = browser().get(f"/n/{world.pontianak.closed}{query}")
    posted = send({"nilai": "4", "kunci": send.key}, query, code=world.pontianak.closed, status=410)
    for answer in (page, posted):
        assert answer.status == 410 and GONE[query] in answer.words
        assert "Loket 9 pindah ke lantai dasar." in answer.words and "Loket 1" in answer.words
        assert f"/pontianak/n/{world.pontianak.counter}{query}" in answer.page.links
        assert "Dinas Kependudukan dan Pencatatan Sipil Jalan Letjen Sutoyo" in answer.words


@LANGUAGES
def test_an_oversized_body_is_refused_in_words(send, query):
    answer = send({"nilai": "4", "kunci": send.key, "komentar": "x" * 70_000}, query, status=413)
    assert ("terlalu besar" if not query else "too large") in answer.words


@LANGUAGES
def test_more_fields_than_any_form_has_are_refused(send, query):
    boundary = "".join(f'--b\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\nx\r\n' for n in range(300)) + "--b--"
    answer = send.visitor.post(f"/n/loket1{query}", boundary.encode(), content_type="multipart/form-data; boundary=b")
    assert answer.status == 413


@LANGUAGES
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_wrong_method_is_refused_and_says_which_are_right(browser, world, method, query):
    send = getattr(browser().client, method)
    answer = send(f"/pontianak/n/{world.pontianak.counter}{query}", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405 and {"GET", "POST"} <= set(re.split(r",\s*", answer.headers["Allow"]))
    assert ("tidak dapat dibuka langsung" if not query else "cannot be opened") in answer.text


@LANGUAGES
@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}],
    ids=lambda headers: headers["Sec-Fetch-Site"],
)
def test_a_press_another_site_asked_for_is_refused(send, headers, query):
    answer = send({"nilai": "4", "kunci": send.key}, query, status=403, headers=headers)
    assert ("Kami tidak dapat membuka" if not query else "cannot open") in answer.words


@LANGUAGES
def test_an_unknown_host_is_refused_without_a_page_of_any_pemda(browser, world, query):
    answer = browser().get(f"/n/{world.pontianak.counter}{query}", base_url="http://evil.example")
    assert answer.status == 400 and "Pontianak" not in answer.text


@pytest.mark.parametrize("body", [b"nilai=%FF&kunci=%FF", b"nilai", b"&&&", b"\x00" * 20, b"nilai=4;kunci=x"])
def test_a_broken_body_is_a_form_to_send_again(send, body):
    answer = send(body, content_type="application/x-www-form-urlencoded")
    assert answer.page.hidden["kunci"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_another_kind_of_body_is_a_form_to_send_again(send, kind):
    answer = send(b'{"nilai": 4}', content_type=kind)
    assert "wajib diisi" in answer.words
