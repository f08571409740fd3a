"""The language a citizen chose stays hers on the pages that set no cookie, and never becomes somebody else's."""

import pytest
from werkzeug.test import Client

from tests.client import Browser
from tests.feedback.steps import rate


def english_receipt(visitor, code: str):
    page = visitor.get(f"/n/{code}?bahasa=en")
    return visitor.post(page.page.forms[0]["action"], {"nilai": "1", "kunci": page.page.hidden["kunci"]})


@pytest.fixture
def code(world):
    return world.pontianak.counter


def test_english_stays_from_the_rating_page_to_the_front_page(browser, code):
    visitor = browser()
    answer = english_receipt(visitor, code)
    assert answer.cookies == ["perangkat"]
    receipt = visitor.follow(answer)
    assert receipt.page.language == "en" and receipt.cookies == []
    for link in (one for one in receipt.page.links if "bahasa=en" in one):
        assert visitor.get(link).page.language == "en", link
    assert visitor.get("/").page.language == "en"


def test_the_receipt_can_be_read_in_the_other_language_at_the_same_step(browser, code):
    visitor = browser()
    receipt = visitor.follow(rate(visitor, code, 2))
    skipped = visitor.get(next(link for link in receipt.page.links if "langkah=komentar" in link))
    other = visitor.get(next(link for link in skipped.page.links if "bahasa=en" in link))
    assert other.page.language == "en" and "Is there anything you would like to tell us?" in other.words
    back = visitor.get(next(link for link in other.page.links if "bahasa=id" in link))
    assert back.page.language == "id" and "Ada yang ingin Anda sampaikan?" in back.words


def test_indonesian_chosen_on_the_rating_page_outlives_an_english_cookie(browser, code):
    visitor = browser()
    assert visitor.get("/?bahasa=en").cookies == ["bahasa"]
    page = visitor.get(f"/n/{code}?bahasa=id")
    answer = visitor.post(page.page.forms[0]["action"], {"nilai": "3", "kunci": page.page.hidden["kunci"]})
    assert visitor.follow(answer).page.language == "id"


def test_one_citizens_choice_and_code_do_not_reach_the_next(browser, code):
    first, second = browser(), browser()
    hers, his = first.follow(english_receipt(first, code)), None
    for _ in range(2):
        answer = rate(second, code, 1)
        his = second.follow(answer)
        own = answer.location.rsplit("/", 1)[-1]
        assert his.page.language == "id" and "/pontianak/" in his.page.links
        assert all(own in link for link in his.page.links if "tanda-terima" in link)
    assert {form["action"] for form in hers.page.forms}.isdisjoint({form["action"] for form in his.page.forms})


def test_a_closed_counter_leads_on_in_the_same_language(browser, world):
    page = browser().get(f"/n/{world.pontianak.closed}?bahasa=en")
    assert {f"/pontianak/n/{world.pontianak.counter}?bahasa=en", "/pontianak/?bahasa=en"} <= set(page.page.links)


def test_the_sign_in_page_does_not_link_to_itself(browser):
    assert "/pontianak/masuk" not in browser().get("/masuk").page.links
    assert "/pontianak/masuk" in browser().get("/").page.links


def without_cookies(app, tenant):
    """A visitor whose browser keeps no cookie."""
    visitor = Browser(app, tenant)
    visitor.client = Client(app, use_cookies=False)
    return visitor


def test_english_stays_on_every_public_page_of_a_visitor_who_refuses_cookies(app, world, code):
    visitor = without_cookies(app, world.pontianak.tenant)
    waiting, seen = ["/pontianak/?bahasa=en"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path.partition("?")[0])
        page = visitor.get(path)
        if ".json" in path or ".csv" in path:  # a file for machines, the same in every language
            assert page.status == 200, path
            continue
        assert page.page.language == "en", path
        for link in page.page.links:
            place, _question, query = link.partition("#")[0].partition("?")
            if link.startswith("/pontianak/") and "bahasa=en" not in query:
                assert "bahasa=" in query, f"{path} forgets English at {link}"
            elif link.startswith("/pontianak/") and place not in seen | {each.partition("?")[0] for each in waiting}:
                waiting.append(link)
    assert {"/pontianak/layanan/ktp-el", f"/pontianak/n/{code}", "/pontianak/transparansi", "/pontianak/masuk"} <= seen


def test_a_code_typed_on_the_front_page_stays_in_english_without_cookies(app, world, code):
    visitor = without_cookies(app, world.pontianak.tenant)
    page = visitor.get("/?bahasa=en")
    assert page.text.count('<input type="hidden" name="bahasa" value="en">') == len(page.page.forms) == 1
    found = visitor.get(f"/n?kode={code}&bahasa=en")
    assert found.location == f"/pontianak/n/{code}?bahasa=en"


def test_whoever_takes_cookies_gets_plain_addresses(browser):
    visitor = browser()
    visitor.get("/?bahasa=en")
    page = visitor.get("/?bahasa=en")
    assert "/pontianak/transparansi" in page.page.links and 'name="bahasa"' not in page.text
    assert all("bahasa=en" not in link for link in visitor.get("/").page.links)


def test_the_choice_of_a_pemda_leads_on_in_english(app, world):
    page = without_cookies(app, None).get("/?bahasa=en")
    assert "/pontianak/?bahasa=en" in page.page.links
