"""A rating by staff with a stake is a trial: the receipt says so, and no count of answers holds it."""

import pytest

from tests.feedback.steps import count


@pytest.fixture
def place(world):
    return world.pontianak


def press(visitor, code: str):
    """Presses a button; the answer that leads to the receipt."""
    key = visitor.get(f"/n/{code}").page.hidden["kunci"]
    return visitor.post(f"/n/{code}", {"nilai": "4", "kunci": key})


def received(sql, place) -> int:
    """The answers that the pages of results count."""
    asked = "select coalesce(sum(n - staf_unit), 0) from rating_bucket where tenant_id = %s"
    return sql(asked, place.tenant.id)[0][0]


def test_the_clerk_reads_that_it_is_a_trial_and_finds_the_way_back(app, browser, place, sql):
    clerk, before = browser(place.oki), received(sql, place)
    answer = press(clerk, place.counter)
    shown = clerk.follow(answer)
    assert "Penilaian uji tersimpan." in shown.words and "tidak dihitung" in shown.words
    assert "/pontianak/kelola/mulai" in shown.text
    count(app, place)
    assert received(sql, place) == before
    later = clerk.get(answer.location.partition("?")[0])
    assert "Penilaian uji tersimpan." in later.words, "the count knows it too"
    assert sql("select count(*) from rating_doubt where reason = 'staf_unit'")[0][0] == 1


def test_the_pages_of_results_do_not_count_it(app, browser, place):
    clerk = browser(place.oki)
    before = clerk.get("/hasil/disdukcapil").words
    press(clerk, place.counter)
    count(app, place)
    assert clerk.get("/hasil/disdukcapil").words == before


def test_a_citizen_reads_nothing_of_trials_even_with_the_word_in_the_address(browser, place):
    citizen = browser()
    answer = press(citizen, place.counter)
    for address in (answer.location, answer.location + "?ketukan=uji"):
        shown = citizen.get(address)
        assert "Penilaian uji" not in shown.words and "Penilaian Anda tersimpan" in shown.words


def test_a_clerk_who_opens_the_receipt_of_a_citizen_reads_no_trial(browser, place):
    location = press(browser(), place.counter).location
    assert "Penilaian uji" not in browser(place.oki).get(location).words
