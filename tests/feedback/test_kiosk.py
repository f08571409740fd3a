"""A screen for everybody: whoever comes next finds nothing of the one before, with no way back to it."""

import re

import pytest

from tests.feedback.steps import rate, view
from webapp.feedback.ratings.rules import CHOICES
from webapp.platform import clock

ANSWERS = [choice.word for choice in CHOICES]


@pytest.fixture
def code(world):
    return world.pontianak.kiosk


@pytest.fixture
def receipt_code(app, world, sql):
    """The receipt of the only rating of this form, as nobody at the screen was ever given it."""

    def find(key: str) -> str:
        tenant = world.pontianak.tenant
        point = sql("select id from service_point where tenant_id = %s and code = %s", tenant.id, world.pontianak.kiosk)
        read = app.extensions["form_keys"].read
        return read(tenant.id, point[0][0], key, clock.now().timestamp()).receipt_code

    return find


@pytest.mark.parametrize("query, thanks", [("", "Terima kasih"), ("?bahasa=en", "Thank you")])
def test_thanks_show_no_answer_and_no_code_and_lead_on_by_themselves(browser, code, query, thanks):
    visitor = browser()
    key = view(visitor, code, query)
    answer = visitor.post(f"/n/{code}{query}", {"nilai": "1", "kunci": key})
    assert (answer.status, answer.location) == (303, f"/pontianak/n/{code}/terima-kasih{query}")
    page = visitor.follow(answer)
    form = f"/pontianak/n/{code}{query}"
    assert page.status == 200 and thanks in page.words and form in page.page.links
    assert re.fullmatch(r"\d+; url=" + re.escape(form), page.headers["Refresh"])
    assert page.headers["Cache-Control"] == "no-store" and not page.page.forms
    assert not [word for word in ANSWERS if word in page.words] and "kode" not in page.words.lower()


def test_pressing_again_after_going_back_tells_the_same_whatever_was_pressed_first(browser, code, sql):
    visitor = browser()
    key, before = view(visitor, code), sql("select count(*) from rating")[0][0]
    answers = [visitor.post(f"/n/{code}", {"nilai": score, "kunci": key}) for score in ("1", "1", "4")]
    assert len({answer.location for answer in answers}) == 1
    assert len({visitor.follow(answer).text for answer in answers}) == 1
    assert sql("select count(*) from rating")[0][0] == before + 1


def test_going_back_finds_a_new_form(browser, code, world):
    """No browser keeps the last person's view, so the next one's press is a rating of its own."""
    assert browser().get(f"/n/{code}").headers["Cache-Control"] == "no-store"
    assert browser().get(f"/n/{world.pontianak.counter}").headers["Cache-Control"] == "private, no-cache"


def test_a_rating_of_the_screen_has_no_receipt_even_for_whoever_works_out_its_code(browser, code, receipt_code):
    visitor = browser()
    key = view(visitor, code)
    visitor.post(f"/n/{code}", {"nilai": "1", "kunci": key})
    receipt = receipt_code(key)
    assert visitor.get(f"/tanda-terima/{receipt}").status == 404
    assert visitor.get(f"/tanda-terima?kode={receipt}").status == 404
    assert visitor.post(f"/tanda-terima/{receipt}/alasan", {"alasan": "waktu"}).status == 404
    assert visitor.post(f"/tanda-terima/{receipt}/komentar", {"komentar": "Bukan saya."}).status == 404


def test_at_a_counter_the_receipt_is_shown_as_before_and_there_are_no_thanks_apart(browser, world):
    visitor = browser()
    assert "Kode bukti" in visitor.follow(rate(visitor, world.pontianak.counter)).words
    assert visitor.get(f"/n/{world.pontianak.counter}/terima-kasih").status == 404
