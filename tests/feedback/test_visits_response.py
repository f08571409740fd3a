"""The response rate stands beside scores: for whole weeks whose invitations have all ended, never of few."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feedback.steps import give
from tests.feedback.test_visits_room import accounts  # noqa: F401 - writes what became of invitations
from webapp.feedback.visits.rules import SMALLEST_TOLD, WeekOfInvitations, last_day, told

MONDAY = date(2026, 11, 16)
WEEK = timedelta(days=7)


def test_an_invitation_lives_to_the_sunday_after_its_week():
    assert last_day(MONDAY) == date(2026, 11, 29)


def test_a_week_is_told_when_its_last_invitation_has_ended_and_not_before():
    weeks = [WeekOfInvitations(MONDAY, 10, 4)]
    assert [told(weeks, MONDAY + n * WEEK) for n in (0, 1)] == [[], []]
    assert [(one.issued, one.redeemed) for one in told(weeks, MONDAY + 2 * WEEK)] == [(10, 4)]


def test_few_invitations_wait_for_the_next_weeks():
    weeks = [WeekOfInvitations(MONDAY - n * WEEK, 3, 1) for n in range(10, 4, -1)]
    assert [(one.issued, one.redeemed) for one in told(weeks, MONDAY)] == [(6, 2)] * 3


COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20)


@given(COUNTS)
def test_what_was_told_once_is_never_told_differently(counts):
    weeks = [WeekOfInvitations(MONDAY + n * WEEK, max(pair), min(pair)) for n, pair in enumerate(counts)]
    before = []
    for n in range(len(weeks) + 3):
        now = told(weeks, MONDAY + n * WEEK)
        assert now[: len(before)] == before and all(one.issued >= SMALLEST_TOLD for one in now)
        before = now


@pytest.fixture
def scored(app, browser, world, no_ratings):
    give(app, browser, world, [4, 3, 2, 4, 1] * 3)
    return "disdukcapil"


def test_the_public_page_the_staffs_and_the_list_tell_it(browser, world, scored, accounts):  # noqa: F811
    accounts(3, 130, 120, 50, 70)
    text = "42% dari 120 undangan menjadi penilaian"
    assert text in browser().get(f"/transparansi/{scored}").words and text in browser().get("/transparansi").words
    boss = browser(world.pontianak.oki)
    assert text in boss.get(f"/hasil/{scored}").words and text in boss.get("/hasil").words


def test_the_files_tell_it_too(browser, world, scored, accounts):  # noqa: F811
    accounts(3, 130, 120, 50, 70)
    answer = browser(world.pontianak.oki).get(f"/hasil/{scored}/hasil.csv")
    assert "42% dari 120 undangan" in answer.response.get_data(as_text=True)


def test_without_ended_invitations_it_says_why_there_is_none(browser, scored, accounts):  # noqa: F811
    accounts(1, 130, 120, 50, 0)
    page = browser().get(f"/transparansi/{scored}")
    assert "undangan menjadi penilaian" not in page.words and "belum dihitung" in page.words


def test_fewer_than_five_ratings_are_not_told_apart(browser, scored, accounts):  # noqa: F811
    accounts(3, 130, 120, 3, 117)
    words = browser().get(f"/transparansi/{scored}").words
    assert "undangan yang sudah berakhir belum cukup" in words and "120" not in words


def test_another_pemda_has_nothing_of_it(browser, world, scored, accounts):  # noqa: F811
    accounts(3, 130, 120, 50, 70)
    assert "undangan menjadi penilaian" not in browser(tenant=world.gorontalo.tenant).get("/transparansi").words


def test_what_counts_how_much_is_told_with_the_numbers_of_the_formula(browser, world):
    page = browser().get("/cara-menghitung")
    assert page.status == 200 and "paling banyak 20% dari seluruh suara" in page.words
    assert "4 penilaian sehari dihitung penuh" in page.words and "setara 8" in page.words
