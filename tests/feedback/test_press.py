"""One press is one rating: double tap, reload, back and retry land on the same receipt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import monotonic

import pytest

from tests.client import Browser
from tests.feedback.steps import rate, view
from webapp.feedback.ratings.keys import LIFETIME
from webapp.feedback.services.points import KEEP
from webapp.platform import clock


@pytest.fixture
def ratings(sql):
    """How many ratings there are."""
    return lambda: sql("select count(*) from rating")[0][0]


@pytest.fixture
def code(world):
    return world.pontianak.counter


def test_a_press_is_stored_and_answered_with_a_receipt(browser, code, ratings, sql):
    before = ratings()
    visitor = browser()
    answer = rate(visitor, code, 3)
    receipt = visitor.follow(answer)
    assert receipt.status == 200 and "Penilaian Anda tersimpan" in receipt.words and "Baik" in receipt.words
    assert ratings() == before + 1


def test_the_answer_leads_to_the_receipt_by_a_see_other(browser, code):
    answer = rate(browser(), code)
    assert answer.status == 303 and answer.location.startswith("/pontianak/tanda-terima/")


def test_rating_and_event_are_stored_together(browser, code, sql):
    rate(browser(), code)
    assert sql(
        "select count(*) from rating r where not exists (select from rating_event e where e.rating_id = r.id)"
        " and not exists (select from rating_trace t where t.rating_id = r.id)"
    ) == [(0,)]


def test_a_double_tap_counts_once_and_lands_on_the_same_receipt(browser, code, ratings):
    visitor = browser()
    before, key = ratings(), view(visitor, code)
    answers = [visitor.post(f"/n/{code}", {"nilai": "4", "kunci": key}) for _ in range(2)]
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert ratings() == before + 1


def test_going_back_and_pressing_another_button_keeps_the_first_answer(browser, code, ratings):
    visitor = browser()
    before, key = ratings(), view(visitor, code)
    first = visitor.post(f"/n/{code}", {"nilai": "1", "kunci": key})
    second = visitor.post(f"/n/{code}", {"nilai": "4", "kunci": key})
    assert second.location.partition("?")[0] == first.location
    assert "Tidak baik" in visitor.follow(second).words
    assert ratings() == before + 1


@pytest.mark.parametrize("query, told", [("", "Tadi Anda menjawab “Kurang baik”"), ("?bahasa=en", "and that is saved")])
def test_whoever_presses_another_button_is_told_kindly_which_answer_stands(browser, code, query, told):
    visitor = browser()
    key = view(visitor, code, query)
    visitor.post(f"/n/{code}{query}", {"nilai": "2", "kunci": key})
    receipt = visitor.follow(visitor.post(f"/n/{code}{query}", {"nilai": "4", "kunci": key}))
    assert receipt.status == 200 and told in receipt.words and 'role="alert"' not in receipt.text
    assert 'role="status"' in receipt.text and len(receipt.page.buttons) == 8


def test_whoever_presses_the_same_button_again_is_told_nothing_new(browser, code):
    visitor = browser()
    key = view(visitor, code)
    answers = [visitor.post(f"/n/{code}", {"nilai": "2", "kunci": key}) for _ in range(2)]
    assert "Tadi Anda menjawab" not in visitor.follow(answers[1]).words


def test_a_first_press_never_looks_for_an_earlier_one(browser, code, count_queries):
    visitor = browser()
    key = view(visitor, code)
    for score, most in (("2", 1), ("4", 2)):
        with count_queries() as statements:
            visitor.post(f"/n/{code}", {"nilai": score, "kunci": key})
        assert len(statements) == most


def test_a_retry_from_a_browser_that_lost_its_cookies_counts_once(browser, code, ratings):
    before, key = ratings(), view(browser(), code)
    locations = {browser().post(f"/n/{code}", {"nilai": "2", "kunci": key}).location for _ in range(3)}
    assert len(locations) == 1 and ratings() == before + 1


def test_reloading_the_receipt_stores_nothing(browser, code, ratings):
    visitor = browser()
    answer = rate(visitor, code)
    before = ratings()
    assert {visitor.follow(answer).status for _ in range(3)} == {200}
    assert ratings() == before


def test_eight_presses_of_one_form_at_the_same_moment_are_one_rating(app, browser, world, code, ratings):
    before, key = ratings(), view(browser(), code)

    def press(_):
        lane = app.config["RESOURCES"].lane
        location = Browser(app, world.pontianak.tenant).post(f"/n/{code}", {"nilai": "3", "kunci": key}).location
        lane.close()
        return location

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(press, range(8)))) == 1
    assert ratings() == before + 1


def test_another_view_is_another_rating(browser, code, ratings):
    visitor, before = browser(), ratings()
    assert rate(visitor, code).location != rate(visitor, code).location
    assert ratings() == before + 2


def test_reason_and_sentence_may_come_along_with_the_press(browser, code):
    visitor = browser()
    answer = rate(visitor, code, 2, alasan="waktu", komentar="Antre dua jam.")
    receipt = visitor.follow(answer)
    assert "Kecepatan pelayanan" in receipt.words and "Antre dua jam." in receipt.words


def test_a_form_that_lay_open_all_day_still_stores(browser, code, monkeypatch):
    visitor = browser()
    key, now = view(visitor, code), clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=LIFETIME - 60))
    assert visitor.post(f"/n/{code}", {"nilai": "4", "kunci": key}).status == 303


def test_an_old_phone_without_fetch_headers_may_rate(browser, code):
    visitor = browser()
    key = view(visitor, code)
    answer = visitor.client.post(f"/pontianak/n/{code}", data={"nilai": "4", "kunci": key}, base_url="http://localhost")
    assert answer.status_code == 303


def test_the_one_cookie_set_by_a_press_is_a_random_name_kept_from_scripts(browser, code):
    answer = rate(browser(), code)
    assert answer.cookies == ["perangkat"]
    line = answer.headers["Set-Cookie"]
    assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/pontianak/" in line


def test_without_redis_a_rating_is_stored_all_the_same(app, browser, code, ratings):
    assert "nonexistent" in app.config["SETTINGS"].redis_url
    before = ratings()
    rate(browser(), code)
    assert ratings() == before + 1


def test_a_press_takes_one_statement_in_one_round_trip(browser, code, count_queries):
    visitor, began = browser(), -KEEP
    while monotonic() - began >= KEEP:  # a busy machine took so long that the point had to be read again
        began, key = monotonic(), view(visitor, code)
        with count_queries() as statements:
            visitor.post(f"/n/{code}", {"nilai": "4", "kunci": key})
    assert len(statements) == 1 and statements[0].startswith("with stored as")


def test_the_day_of_a_rating_is_the_day_of_its_pemda(browser, world, sql, monkeypatch):
    late = clock.now().replace(hour=16, minute=30)  # 23.30 in Pontianak, 00.30 of the next day in Gorontalo
    monkeypatch.setattr(clock, "now", lambda: late)
    days = {}
    for place in (world.pontianak, world.gorontalo):
        before = set(sql("select id, day from rating where tenant_id = %s", place.tenant.id))
        rate(browser(tenant=place.tenant), place.counter, 1)
        (new,) = set(sql("select id, day from rating where tenant_id = %s", place.tenant.id)) - before
        days[place.tenant.slug] = new[1]
    assert days["gorontalo"] - days["pontianak"] == timedelta(days=1)
