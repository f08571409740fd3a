"""A form of a complaint that is sent twice in the same moment, by a double tap or by a phone that tries again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.feedback import complaining
from tests.feedback.complaining import FORM, send


@pytest.fixture(autouse=True)
def nothing_yet(sql, app):
    for table in complaining.TABLES:
        sql(f"delete from {table}")


def test_two_taps_at_the_same_moment_are_one_report_with_one_code(browser, world, sql):
    taps = [browser(tenant=world.pontianak.tenant) for _tap in range(4)]
    key = taps[0].get(FORM).page.hidden["kunci"]
    with ThreadPoolExecutor(len(taps)) as pool:
        answers = list(pool.map(lambda tap: send(tap, kunci=key, surel="ani@contoh.id"), taps))
    assert {answer.status for answer in answers} == {303} and len({answer.location for answer in answers}) == 1
    counts = "select (select count(*) from complaint), (select count(*) from complaint_contact)"
    assert sql(counts) == [(1, 1)]


def test_going_back_and_pressing_once_more_is_no_second_report(browser, world, sql):
    citizen = browser(tenant=world.pontianak.tenant)
    key = citizen.get(FORM).page.hidden["kunci"]
    first = send(citizen, kunci=key)
    citizen.follow(first)
    again = send(citizen, kunci=key)  # she goes back and presses once more
    assert again.location == first.location and sql("select count(*) from complaint") == [(1,)]
