"""A receipt's code typed by hand: however written, wrong codes told at the field, nothing of other pemda."""

import time

import pytest

from tests.feedback.steps import rate
from webapp.feedback.ratings.tries import Tries

INVENTED = "7k3qxhy2777k3qxhy2777k3qxa"


@pytest.fixture
def visitor(browser):
    return browser()


@pytest.fixture
def code(visitor, world):
    return rate(visitor, world.pontianak.counter, 3).location.rsplit("/", 1)[-1]


@pytest.fixture
def tries(app):
    """Few tries, for this test only."""
    before = app.extensions["receipt_tries"]
    app.extensions["receipt_tries"] = Tries(most=3)
    yield app.extensions["receipt_tries"]
    app.extensions["receipt_tries"] = before


def misread(code: str) -> str:
    """As a hand writes and an eye reads it: O for 0, I and l for 1."""
    return code.replace("0", "O").replace("1", "I", 1).replace("1", "l")


WRITTEN = {
    "as it is": lambda code: code,
    "capitals": str.upper,
    "dashes": lambda code: "-".join(code[n : n + 5] for n in range(0, 26, 5)),
    "blanks and dots": lambda code: f"  {code[:7]} {code[7:12]}. {code[12:]} ",
    "misread": misread,
    "misread capitals": lambda code: misread(code).upper(),
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_however_it_is_written_it_leads_to_the_receipt(visitor, code, write):
    answer = visitor.get("/tanda-terima", query_string={"kode": write(code)})
    assert answer.status == 303 and answer.location == f"/pontianak/tanda-terima/{code}"
    assert "Bukti penilaian" in visitor.follow(answer).words


def test_the_alphabet_has_no_letters_that_look_alike(visitor, world):
    codes = "".join(rate(visitor, world.pontianak.counter).location.rsplit("/", 1)[-1] for _ in range(30))
    assert not set(codes) & set("oilu") and {"0", "1"} <= set(codes)


def test_the_front_page_leads_to_it(visitor):
    page = visitor.get("/")
    assert "Punya kode bukti? Buka penilaian Anda" in page.words
    assert "/pontianak/tanda-terima" in page.page.links


def test_it_has_a_page_of_its_own_where_nothing_is_wrong_yet(visitor):
    page = visitor.get("/tanda-terima")
    assert page.status == 200 and [field["name"] for field in page.page.fields] == ["kode"]
    assert "aria-invalid" not in page.text and page.cookies == []


WRONG = {
    "empty": ("", 422, "wajib diisi"),
    "too short": ("7K3QX-HY277", 422, "26 huruf dan angka. Yang Anda tulis ada 10."),
    "too long": (INVENTED + "7", 422, "Yang Anda tulis ada 27."),
    "no such letter": ("u" * 26, 422, "huruf yang tidak dipakai"),
    "not ours": ("é" * 26, 422, "huruf yang tidak dipakai"),
    "endless": ("7" * 201, 422, "Terlalu panjang"),
    "unknown": (INVENTED, 404, "Kami tidak menemukan bukti dengan kode ini"),
}


@pytest.mark.parametrize("typed, status, sentence", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(visitor, typed, status, sentence):
    answer = visitor.get("/tanda-terima", query_string={"kode": typed})
    assert answer.status == status and sentence in answer.words
    assert 'aria-invalid="true"' in answer.text and f'value="{typed}"' in answer.text


def test_a_zero_byte_does_no_harm(visitor):
    assert visitor.get("/tanda-terima?kode=%00").status == 404


def test_a_code_of_another_pemda_and_one_of_nobody_get_the_same_answer(browser, world, code, count_queries):
    pages, costs = [], []
    for typed in (code, INVENTED):
        with count_queries() as statements:
            answer = browser(tenant=world.gorontalo.tenant).get(f"/tanda-terima?kode={typed}")
        assert answer.status == 404
        pages.append((answer.text.replace(typed, ""), dict(answer.headers) | {"Content-Length": ""}))
        costs.append(len(statements))
    assert pages[0] == pages[1] and costs[0] == costs[1] == 1


def test_after_many_unknown_codes_the_network_waits_a_while(visitor, code, tries):
    for _ in range(3):
        assert visitor.get(f"/tanda-terima?kode={INVENTED}").status == 404
    answer = visitor.get(f"/tanda-terima?kode={INVENTED}")
    assert answer.status == 429 and answer.headers["Retry-After"] == "900"
    assert "15 menit" in answer.words and f'value="{INVENTED}"' in answer.text
    assert visitor.get(f"/tanda-terima/{code}").status == 200


def test_another_network_another_pemda_and_a_typing_error_are_not_counted(browser, visitor, world, tries):
    for _ in range(4):
        assert visitor.get("/tanda-terima?kode=abc").status == 422
    for _ in range(3):
        visitor.get(f"/tanda-terima?kode={INVENTED}")
    elsewhere = visitor.get(f"/tanda-terima?kode={INVENTED}", environ_overrides={"REMOTE_ADDR": "10.9.9.9"})
    assert elsewhere.status == 404
    assert browser(tenant=world.gorontalo.tenant).get(f"/tanda-terima?kode={INVENTED}").status == 404


def test_tries_are_forgotten_by_themselves():
    tries = Tries(most=1, window=0.05)
    tries.note_failure("a")
    assert not tries.are_left("a") and tries.are_left("b")
    time.sleep(0.06)
    assert tries.are_left("a")


def test_in_english_it_stays_english(visitor, code):
    answer = visitor.get("/tanda-terima?kode=abc&bahasa=en")
    assert answer.page.language == "en" and "A receipt code has 26" in answer.words
    assert answer.page.hidden == {"bahasa": "en"}
    assert visitor.get(f"/tanda-terima?kode={code}&bahasa=en").location.endswith("?bahasa=en")


@pytest.mark.parametrize("address", [f"/tanda-terima/{INVENTED}", "/tanda-terima/x?bahasa=en"])
def test_a_wrong_address_of_a_receipt_is_answered_with_the_field_for_its_code(visitor, address):
    page = visitor.get(address)
    assert page.status == 404 and "stiker" not in page.words and "sticker" not in page.words
    assert "Periksa lagi kode bukti" in page.words or "Check the receipt code" in page.words
    assert [form["action"].partition("?")[0] for form in page.page.forms] == ["/pontianak/tanda-terima"]
    assert [field["name"] for field in page.page.fields] == ["kode"]


def test_another_wrong_address_still_speaks_of_the_counter(visitor):
    page = visitor.get("/n/tidakada")
    assert page.status == 404 and "kode pada stiker loket" in page.words and page.page.forms == []
