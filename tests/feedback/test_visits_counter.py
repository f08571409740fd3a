"""The counter screen: whoever serves invites whom she served, and learns nothing more."""

import base64
import re

import pytest

from tests.feedback.inviting import found_wrong
from webapp.feedback.ratings.tries import Tries

HERE = "/loket/undangan"


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def head(place, sql):
    """Budi, who leads the office."""
    held = "select jabatan_id from placement where person_id = %s"
    sql(f"update jabatan set leads = true where id in ({held})", place.budi.id)
    yield place.budi
    sql(f"update jabatan set leads = false where id in ({held})", place.budi.id)


@pytest.fixture
def press(place):
    """press(visitor, cara): opens the screen and presses a button."""

    def send(visitor, cara="undang", **more):
        key = visitor.get(f"{HERE}?titik={place.counter}").page.hidden.get("kunci", "")
        return visitor.post(HERE, {"titik": place.counter, "cara": cara, "kunci": key} | more)

    return send


@pytest.fixture
def issued(sql):
    return lambda: sql("select coalesce(sum(served), 0), coalesce(sum(issued), 0) from visit_account")[0]


def test_who_is_on_duty_finds_her_counter_at_once(browser, place):
    page = browser(place.sari).get(HERE)
    assert "Layanan selesai: tampilkan undangan" in page.words


def test_a_press_shows_a_code_and_no_address(app, browser, place, press, issued):
    served, before = issued()
    shown = press(browser(place.sari))
    assert shown.status == 200 and issued() == (served + 1, before + 1)
    picture = next(each for each in shown.page.resources if each.startswith("data:image/svg"))
    assert "/k/" not in shown.text and not re.search(r"[A-Za-z0-9_-]{43}", shown.text.replace(picture, ""))
    assert "60; url=" in shown.headers["Refresh"] and shown.headers["Cache-Control"] == "no-store"
    assert found_wrong(app, place) == []


def test_the_picture_holds_no_text_of_the_token(browser, place, press):
    [picture] = [each for each in press(browser(place.sari)).page.resources if each.startswith("data:image/svg")]
    assert "/k/" not in base64.b64encode(picture.encode()).decode() and "/k/" not in picture


def test_pressing_again_on_the_same_page_issues_nothing(browser, place, issued):
    visitor = browser(place.sari)
    form = {"titik": place.counter, "cara": "undang", "kunci": visitor.get(HERE).page.hidden["kunci"]}
    visitor.post(HERE, form)
    before, again = issued(), visitor.post(HERE, form)
    assert again.status == 303 and issued() == before
    assert "sudah ditampilkan" in visitor.follow(again).words


def test_a_visit_without_invitation_is_counted_all_the_same(browser, place, press, issued):
    served, before = issued()
    visitor = browser(place.sari)
    assert "tanpa undangan tercatat" in visitor.follow(press(visitor, "tanpa")).words
    assert issued() == (served + 1, before)


def test_the_head_and_the_bureau_may_invite_too(browser, place, press, head):
    assert press(browser(place.oki)).status == 200 and press(browser(head)).status == 200


def test_who_serves_nowhere_is_told_so_and_finds_no_counter(browser, place):
    visitor = browser(place.hana)
    assert "Anda tidak bertugas di loket sekarang" in visitor.get(HERE).words
    assert visitor.get(f"{HERE}?titik={place.counter}").status == 404
    assert visitor.post(HERE, {"titik": place.counter, "cara": "undang", "kunci": "x"}).status == 404


def test_the_same_code_in_another_pemda_is_another_counter(browser, world, press, sql):
    sql("delete from visit_issue")
    assert world.pontianak.counter == world.gorontalo.counter and press(browser(world.gorontalo.nur)).status == 200
    assert sql("select tenant_id, point_id from visit_issue") == [
        (world.gorontalo.tenant.id, world.gorontalo.counter_id)
    ]


@pytest.mark.parametrize("more", [
    {"kunci": "x"}, {"kunci": ""}, {"cara": "lain"}, {"cara": ""}, {"kunci": "\xff" * 48},
])  # fmt: skip
def test_a_bad_press_is_asked_again_and_issues_nothing(browser, place, press, issued, more):
    before = issued()
    assert press(browser(place.sari), **more).status == 422 and issued() == before


def test_one_person_may_not_flood(app, browser, place, press, monkeypatch):
    monkeypatch.setitem(app.extensions, "counter_presses", Tries(most=2))
    visitor = browser(place.sari)
    assert [press(visitor).status for _ in range(3)] == [200, 200, 429]


def test_the_officers_page_never_says_what_became_of_an_invitation(browser, place):
    page = browser(place.sari).get(HERE)
    assert "menilai:" not in page.words and "dipakai" in page.words and "Anda tidak dapat melihat" in page.words
