"""The rating page: one request, no cookie, light, whole without a script."""

import base64
import gzip
import hashlib
import re
from datetime import timedelta

import pytest

from tests.feedback.steps import rate
from tests.world import today

SIX_KB = 6 * 1024


@pytest.fixture
def page(browser, world):
    return browser().get(f"/n/{world.pontianak.counter}")


def test_it_names_the_pemda_the_service_and_the_counter(page):
    assert page.status == 200
    for words in ("Kota Pontianak", "Perekaman KTP-el", "Loket 1", "Bagaimana pelayanan"):
        assert words in page.words


def test_it_offers_four_worded_buttons_in_one_form(page):
    assert [button["value"] for button in page.page.buttons] == ["1", "2", "3", "4"]
    assert [form["method"] for form in page.page.forms] == ["post"]
    for word in ("Tidak baik", "Kurang baik", "Baik", "Sangat baik"):
        assert word in page.words


def test_it_needs_no_other_request(page):
    assert page.page.resources == ["data:,"]
    assert "url(" not in page.text and "@import" not in page.text


def test_looking_sets_no_cookie(page):
    assert page.cookies == []


def test_every_view_carries_a_key_of_its_own(browser, world):
    keys = {browser().get(f"/n/{world.pontianak.counter}").page.hidden["kunci"] for _ in range(5)}
    assert len(keys) == 5


@pytest.mark.parametrize("language", ["", "?bahasa=en"])
def test_it_weighs_less_than_six_kilobytes_on_the_wire(browser, world, language):
    answer = browser().client.get(
        f"/pontianak/n/{world.pontianak.counter}{language}", headers={"Accept-Encoding": "gzip"}
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= SIX_KB
    assert b"</html>" in gzip.decompress(answer.data)


def test_packed_and_plain_are_the_same_page_but_for_the_key(browser, world):
    address = f"/pontianak/n/{world.pontianak.counter}"
    plain = browser().get(f"/n/{world.pontianak.counter}")
    packed = browser().client.get(address, headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(packed.data).decode()
    place = text.index('name="kunci" value="') + len('name="kunci" value="')
    other = text[place : place + 48]
    assert text.replace(other, plain.page.hidden["kunci"]) == plain.text


def test_its_only_style_is_the_one_its_policy_names(page):
    style = re.search(r"<style>(.*?)</style>", page.text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


def test_in_english_everything_is_english_and_so_is_the_way_on(browser, world):
    page = browser().get(f"/n/{world.pontianak.counter}?bahasa=en")
    assert page.page.language == "en" and "Bagaimana" not in page.words
    assert "bahasa=en" in page.page.forms[0]["action"]
    assert page.cookies == []


def test_a_view_costs_no_query_once_the_counter_is_known(browser, world, count_queries):
    visitor = browser()
    visitor.get(f"/n/{world.pontianak.counter}")
    with count_queries() as statements:
        visitor.get(f"/n/{world.pontianak.counter}")
    assert len(statements) == 0


def test_capital_letters_in_a_typed_address_do_no_harm(browser, world):
    assert browser().get(f"/n/{world.pontianak.counter.upper()}").status == 200


def test_the_code_typed_on_the_portal_leads_to_the_page(browser, world):
    answer = browser().get(f"/n?kode={world.pontianak.counter[:3].upper()}-{world.pontianak.counter[3:]}")
    assert answer.status == 303 and answer.location.endswith(f"/n/{world.pontianak.counter}")


@pytest.mark.parametrize("query", ["kode=tidakada", "kode=ab", "kode=", "kode=../../masuk"])
def test_a_code_nobody_has_is_not_found_and_asked_again(browser, query):
    answer = browser().get(f"/n?{query}")
    assert answer.status == 404 and 'aria-invalid="true"' in answer.text


def test_what_was_typed_is_still_there_and_the_field_says_what_is_wrong(browser):
    answer = browser().get("/n?kode=LOKET+99")
    assert 'value="LOKET 99"' in answer.text and "Kami tidak menemukan loket dengan kode ini" in answer.words


def test_without_a_code_it_is_asked_for(browser):
    answer = browser().get("/n")
    assert answer.status == 200 and [field["name"] for field in answer.page.fields] == ["kode"]


def test_the_code_of_a_receipt_typed_here_leads_to_the_receipt(browser, world):
    visitor = browser()
    code = rate(visitor, world.pontianak.counter).location.rsplit("/", 1)[-1]
    found = visitor.follow(visitor.get(f"/n?kode={code.upper()}"))
    assert found.location.endswith(f"/tanda-terima/{code}")


def test_it_says_where_the_counter_stands(page):
    assert "Dinas Kependudukan dan Pencatatan Sipil" in page.words and "Jalan Letjen Sutoyo" in page.words


def test_a_counter_whose_closing_is_announced_is_open_until_that_day(app, browser, world, sql):
    closing = "update service_point set closed_on = %s, closed_note = 'Pindah' where code = 'loket1'"
    for days, status in ((9, 200), (0, 410)):
        sql(closing, today() + timedelta(days=days))
        app.extensions["points"].forget()
        assert browser().get("/n/loket1").status == status
    sql("update service_point set closed_on = null, closed_note = null where code = 'loket1'")
    app.extensions["points"].forget()
