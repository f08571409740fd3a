"""A released score advances by whole batches: nobody reads one citizen's answer out of a change."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.feedback.steps import count, give, rate, rate_many, turn
from webapp.feedback.publication.rules import BATCH, MOST_OF_ONE
from webapp.feedback.trust.rules import Cell, input_hash
from webapp.platform import clock

pytestmark = pytest.mark.usefixtures("no_ratings")


def tomorrow(monkeypatch, days=1):
    then = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: then)


def test_before_the_first_batch_nothing_is_released(app, browser, world, released):
    give(app, browser, world, [4] * (BATCH - 1))
    assert released() is None
    assert browser().get("/transparansi/disdukcapil").status == 404


def test_the_fifth_rating_completes_the_first_batch(app, browser, world, released):
    give(app, browser, world, [1, 2, 3, 4, 4])
    assert released()[:5] == (5, 1, 1, 1, 2)


@pytest.mark.parametrize("more", range(1, BATCH))
def test_less_than_a_batch_changes_nothing(app, browser, world, released, more):
    give(app, browser, world, [3] * 5)
    before = released()
    give(app, browser, world, [1] * more, first=5)
    assert released() == before


def test_a_whole_batch_changes_it(app, browser, world, released):
    give(app, browser, world, [4] * 5)
    for n in range(5):
        give(app, browser, world, [1], first=5 + n)
    assert released()[:5] == (10, 5, 0, 0, 5)


def test_a_new_day_is_no_way_to_read_a_single_answer(app, browser, world, released, monkeypatch):
    give(app, browser, world, [4] * 5)
    give(app, browser, world, [1], first=5)
    before = released()
    tomorrow(monkeypatch)
    turn(app, world.pontianak)
    assert released()[:7] == before[:7]
    give(app, browser, world, [2] * 4, first=6)
    assert released()[:5] == (10, 1, 4, 0, 5)


def test_with_nothing_new_the_day_moves_the_period(app, browser, world, released, monkeypatch):
    give(app, browser, world, [4] * 5)
    tomorrow(monkeypatch)
    turn(app, world.pontianak)
    assert released()[0] == 5 and released()[7] == clock.today(world.pontianak.tenant.timezone)


def test_a_few_old_answers_do_not_fall_out_alone(app, browser, world, released, monkeypatch):
    give(app, browser, world, [1] * 2)
    tomorrow(monkeypatch, days=7)
    give(app, browser, world, [4] * 5, first=10)
    before = released()
    assert before[0] == 7
    tomorrow(monkeypatch, days=7 * 25)
    turn(app, world.pontianak)
    assert released()[:5] == before[:5]


def test_a_few_old_answers_leave_at_last(app, browser, world, released, monkeypatch):
    give(app, browser, world, [1] * 2)
    tomorrow(monkeypatch, days=7)
    give(app, browser, world, [4] * 5, first=10)
    tomorrow(monkeypatch, days=7 * 30)
    turn(app, world.pontianak)
    assert released()[0] == 0 and released()[5] == "insufficient"


def test_presses_in_doubt_complete_no_batch(app, browser, world, released):
    give(app, browser, world, [1])
    visitor = browser()
    for _ in range(2 * BATCH):
        rate(visitor, world.pontianak.counter, 4)
    count(app, world.pontianak)
    assert released() is None


def test_presses_in_doubt_stand_in_no_published_number(app, browser, world, released, sql):
    visitor = browser()
    for _ in range(7):
        rate(visitor, world.pontianak.counter, 1)
    give(app, browser, world, [4] * 5)
    assert released()[:5] == (6, 1, 0, 0, 5)
    assert sql("select held->'perangkat_sama' from unit_score where opd_id = %s", world.pontianak.dinas) == [(6,)]


def test_who_presses_four_times_himself_does_not_learn_what_the_fifth_said(app, browser, world, released):
    give(app, browser, world, [1])
    rate_many(browser, world.pontianak.counter, [4] * (BATCH - 1), network="203.0.113.5", first=1)
    count(app, world.pontianak)
    assert released() is None
    give(app, browser, world, [3] * (BATCH - 1 - MOST_OF_ONE), first=20)
    assert released()[0] == 2 * BATCH - 1 - MOST_OF_ONE


def test_a_crowd_from_one_network_tells_nothing_in_its_week(app, browser, world, released):
    rate_many(browser, world.pontianak.counter, [4] * 30, network="203.0.113.5")
    give(app, browser, world, [1], first=90)
    assert released() is None


def test_an_office_whose_visitors_share_one_network_publishes_after_some_weeks(
    app, browser, world, released, sql, monkeypatch
):
    sql("update duty set ends_at = %s", clock.now() + timedelta(days=400))
    begun = clock.now()
    for week in range(3):
        assert released() is None
        monkeypatch.setattr(clock, "now", lambda week=week: begun + timedelta(weeks=week))
        rate_many(browser, world.pontianak.counter, [4] * 3, network="203.0.113.5")
        count(app, world.pontianak)
    assert released()[0] == 9


def test_an_office_above_never_moves_by_less_than_a_batch_of_one_office(app, browser, world, released):
    """Three below and two of its own are five answers, but of no batch: the difference would tell two."""
    give(app, browser, world, [3] * 5)
    give(app, browser, world, [3] * 5, code=world.pontianak.kiosk, first=5)
    before = released(), released(world.pontianak.upt)
    give(app, browser, world, [1] * 3, code=world.pontianak.kiosk, first=10)
    give(app, browser, world, [2] * 2, first=20)
    assert (released(), released(world.pontianak.upt)) == before
    give(app, browser, world, [1] * 2, code=world.pontianak.kiosk, first=30)
    below, above = released(world.pontianak.upt), released()
    assert below[:5] == (10, 5, 0, 5, 0) and above[:5] == (15, 5, 0, 10, 0)


def test_a_whole_batch_of_old_answers_falls_out(app, browser, world, released, monkeypatch):
    give(app, browser, world, [1] * 5)
    tomorrow(monkeypatch, days=7)
    give(app, browser, world, [4] * 5, first=10)
    tomorrow(monkeypatch, days=7 * 25)
    turn(app, world.pontianak)
    assert released()[:5] == (5, 0, 0, 0, 5)


def test_turning_the_day_twice_changes_nothing(app, browser, world, released, sql):
    give(app, browser, world, [1, 2, 3, 4, 4, 4])
    turn(app, world.pontianak)
    before = released(), sql("select * from service_standing order by 1, 2, 3")
    turn(app, world.pontianak)
    assert (released(), sql("select * from service_standing order by 1, 2, 3")) == before


def test_a_unit_counts_in_the_unit_above_it(app, browser, world, released):
    give(app, browser, world, [3] * 5, code=world.pontianak.kiosk)
    assert released(world.pontianak.upt)[0] == 5 and released(world.pontianak.dinas)[0] == 5


def test_below_the_minimum_the_page_says_too_little_is_known_and_shows_no_number(app, browser, world, released):
    give(app, browser, world, [1, 1, 1, 1, 2])
    assert released()[5:7] == ("insufficient", None)
    page = browser().get("/transparansi/disdukcapil")
    assert "Belum cukup data" in page.words and "Ini bukan nilai buruk" in page.words
    assert "tag-bad" not in page.text and "0,00" not in page.words


def test_above_the_minimum_it_says_value_interval_n_period_and_formula(app, browser, world):
    give(app, browser, world, [4, 3] * 10)
    page = browser().get("/transparansi/disdukcapil")
    assert "3,50 dari 4" in page.words and "20 penilaian" in page.words and "rentang" in page.words
    assert "sampai" in page.words and "Rumus versi" in page.words and "Kode pemeriksa data" in page.words
    assert "bukan Indeks Kepuasan Masyarakat" in page.words


def test_what_is_limited_is_listed_for_good_and_bad_alike(app, browser, world):
    rate_many(browser, world.pontianak.counter, [4] * 15 + [1] * 15, network="203.0.113.77")
    give(app, browser, world, [3] * 5, first=40)
    page = browser().get("/transparansi/disdukcapil")
    assert "Banyak penilaian dari satu jaringan" in page.words


def test_the_input_hash_is_the_same_until_the_input_changes(app, browser, world, sql):
    give(app, browser, world, [4, 3] * 3)
    first = sql("select input_hash from unit_score")
    turn(app, world.pontianak)
    assert sql("select input_hash from unit_score") == first
    give(app, browser, world, [4, 3] * 3, first=6)
    assert sql("select input_hash from unit_score") != first


def test_the_input_hash_cannot_be_found_by_trying(app, browser, world, sql):
    give(app, browser, world, [4, 3, 2, 1, 1])
    day = clock.today(world.pontianak.tenant.timezone).toordinal()
    guess = Cell(day, "open", 5, tuple(map(Decimal, (2, 1, 1, 1))), (2, 1, 1, 1))
    told, salt = sql("select input_hash, salt from unit_score where opd_id = %s", world.pontianak.dinas)[0]
    assert told == input_hash([guess], salt) and told != input_hash([guess])
    assert salt not in browser().get("/transparansi/disdukcapil").text


def test_the_other_pemda_sees_none_of_it(app, browser, world):
    give(app, browser, world, [4, 3] * 10)
    stranger = browser(tenant=world.gorontalo.tenant)
    assert stranger.get("/transparansi/disdukcapil").status == 404
    assert "Belum ada hasil" in stranger.get("/transparansi").words
