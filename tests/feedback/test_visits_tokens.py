"""One visit, one voice: an invitation is good for one rating, and tells nobody who used it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.client import Browser
from tests.feedback.inviting import answer, expire, found_wrong, invite, invite_many, open_invitation
from tests.feedback.steps import count
from webapp.feedback.ratings import tries
from webapp.feedback.ratings.rules import week_of
from webapp.feedback.visits import domain
from webapp.platform import clock
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving


@pytest.fixture
def place(world):
    return world.pontianak


@pytest.fixture
def token(app, place, request):
    return invite(app, place, request.node.name)


@pytest.fixture
def ratings(sql):
    return lambda: sql("select count(*) from rating")[0][0]


@pytest.fixture
def account(sql):
    return lambda: sql(
        "select sum(served), sum(issued), sum(redeemed), sum(expired), sum(revoked) from visit_account"
    )[0]


def test_an_invitation_becomes_one_rating_of_its_own_channel_with_a_receipt(browser, token, sql, place):
    visitor = browser()
    receipt = visitor.follow(answer(visitor, token, 3))
    assert receipt.status == 200 and "Penilaian Anda tersimpan" in receipt.words
    row = sql("select channel, score, point_id, officer_id, opd_id from rating where channel = 'token'")[-1]
    assert row == ("token", 3, place.counter_id, place.sari.id, place.dinas)


def test_it_needs_no_cookie_to_be_opened_and_gets_the_devices_when_it_is_pressed(browser, token):
    visitor = browser()
    page = visitor.get(f"/k/{token}")
    assert page.status == 200 and page.cookies == []
    assert "perangkat" in answer(visitor, token).cookies


def test_opening_it_many_times_uses_nothing_up(browser, token, ratings):
    before = ratings()
    for _ in range(3):
        assert browser().get(f"/k/{token}").status == 200
    assert answer(browser(), token).status == 303 and ratings() == before + 1


def test_the_page_names_the_service_and_the_counter_and_no_officer(browser, token, place):
    page = browser().get(f"/k/{token}")
    assert "Loket" in page.words and place.sari.name not in page.text


def test_the_same_form_pressed_twice_leads_to_the_same_receipt(browser, token, ratings):
    visitor, before = browser(), ratings()
    key = open_invitation(visitor, token)
    first, second = (answer(visitor, token, 4, key) for _ in range(2))
    assert first.location == second.location and ratings() == before + 1


def test_the_same_form_with_another_answer_keeps_the_first_and_says_so(browser, token):
    visitor = browser()
    key = open_invitation(visitor, token)
    answer(visitor, token, 4, key)
    receipt = visitor.follow(answer(visitor, token, 1, key))
    assert "Jawaban pertama Anda tetap berlaku" in receipt.words


def test_another_form_of_a_used_invitation_is_told_that_it_cannot_be_used(browser, token, ratings):
    one, other = browser(), browser()
    keys = [open_invitation(visitor, token) for visitor in (one, other)]
    answer(one, token, 4, keys[0])
    before, second = ratings(), answer(other, token, 1, keys[1])
    assert second.status == 404 and "tidak dapat dipakai" in second.words and ratings() == before


def test_many_who_press_at_once_make_one_rating(app, token, place, sql, ratings):
    visitors = [Browser(app, place.tenant) for _ in range(8)]
    keys, before = [open_invitation(visitor, token) for visitor in visitors], ratings()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: answer(each[0], token, 4, each[1]), zip(visitors, keys, strict=True)))
    assert sorted(each.status for each in answers) == [303] + [404] * 7
    assert ratings() == before + 1 and found_wrong(app, place) == []


def test_one_form_pressed_many_times_at_once_makes_one_rating_and_one_receipt(app, token, place, ratings):
    key, before = open_invitation(Browser(app, place.tenant), token), ratings()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: answer(Browser(app, place.tenant), token, 4, key), range(8)))
    assert {each.status for each in answers} == {303} and len({each.location for each in answers}) == 1
    assert ratings() == before + 1


def test_a_form_of_another_invitation_is_no_form_of_this_one(app, browser, token, place, ratings):
    other = invite(app, place, "lain")
    before, key = ratings(), open_invitation(browser(), other)
    refused = answer(browser(), token, 4, key)
    assert refused.status == 422 and "tekan sekali lagi" in refused.words and ratings() == before


def _shape(text: str) -> str:
    return re.sub(r"/k/[^<]*", "", text)


def test_unknown_used_foreign_called_in_and_old_ones_look_the_same(app, browser, world, monkeypatch):
    place, stranger = world.pontianak, world.gorontalo
    used = invite(app, place, "dipakai")
    answer(browser(), used)
    foreign, unknown, broken = invite(app, stranger, "asing"), "A" * 43, "x"
    old = invite(app, place, "lama", now=clock.now() - timedelta(days=21))
    answers = [browser().get(f"/k/{each}") for each in (used, foreign, unknown, broken, old, "é" * 43)]
    assert {each.status for each in answers} == {404}
    for each in answers:
        assert _shape(each.text) == _shape(answers[2].text)
    assert {browser().get(f"/k/{each}").status for each in ("%FF%FE", "%00", "a/b")} == {404}
    posted = [answer(browser(), each, key="A" * 48) for each in (used, foreign, unknown, broken, old, "%FF%FE")]
    assert {each.status for each in posted} == {404}


def test_another_pemda_cannot_use_it(app, browser, world, ratings):
    token, before = invite(app, world.pontianak, "milik-pontianak"), ratings()
    stranger = browser(tenant=world.gorontalo.tenant)
    assert answer(stranger, token, key="A" * 48).status == 404 and ratings() == before
    assert browser().get(f"/k/{token}").status == 200


def test_guessing_is_limited_and_says_when_to_come_again(app, browser, token, monkeypatch):
    monkeypatch.setitem(app.extensions, "receipt_tries", tries.Tries(most=3))
    guesses = [browser().get(f"/k/{letter * 43}") for letter in "BCDE"]
    assert [each.status for each in guesses] == [404, 404, 429, 429]
    assert guesses[-1].headers["Retry-After"] == "900" and "15 menit" in guesses[-1].words


@pytest.mark.parametrize("nilai", ["0", "5", "", "baik", "1\x00", "４"])
def test_a_bad_answer_is_asked_again_and_uses_nothing_up(browser, token, nilai, ratings):
    before, visitor = ratings(), browser()
    refused = visitor.post(f"/k/{token}", {"nilai": nilai, "kunci": open_invitation(visitor, token)})
    assert refused.status == 422 and ratings() == before
    assert answer(visitor, token).status == 303


def test_its_week_and_the_next_are_its_life(app, browser, place, monkeypatch):
    issued = clock.now()
    token = invite(app, place, "umur")
    monday = week_of(clock.local(issued, place.tenant.timezone).date())
    for days, status in ((13, 200), (14, 404)):
        then = issued + (monday + timedelta(days=days) - clock.local(issued, place.tenant.timezone).date())
        monkeypatch.setattr(clock, "now", lambda then=then: then)
        assert browser().get(f"/k/{token}").status == status


def test_every_invitation_is_accounted_for(app, browser, place, sql, account):
    for table in ("visit_issue", "visit_reference", "visit_hour", "visit_account"):
        sql(f"delete from {table}")
    tokens = invite_many(app, place, 6)
    for each in tokens[:2]:
        answer(browser(), each)
    assert account() == (6, 6, 2, 0, 0) and found_wrong(app, place) == []
    expire(app, place, clock.today(place.tenant.timezone) + timedelta(days=14))
    assert account() == (6, 6, 2, 4, 0) and found_wrong(app, place) == []
    assert sql("select count(*) from visit_issue") == sql("select count(*) from visit_reference") == [(0,)]


def test_an_invitation_that_vanishes_or_appears_is_found(app, place, sql):
    invite(app, place, "hilang")
    assert found_wrong(app, place) == []
    sql("delete from visit_issue where mark in (select mark from visit_issue limit 1)")
    [wrong] = found_wrong(app, place)
    assert wrong.what == "open invitations" and wrong.stored[0] == wrong.true[0] + 1
    sql("update visit_account set revoked = revoked + 1")
    assert found_wrong(app, place) == []


def test_one_transaction_has_one_invitation_in_two_weeks(app, place):
    now = clock.now()
    assert invite(app, place, "transaksi-0017", now=now)
    for later in (timedelta(0), timedelta(days=7)):
        with pytest.raises(domain.AlreadyIssued):
            invite(app, place, "transaksi-0017", now=now + later)
    assert invite(app, place, "transaksi-0017", now=now + timedelta(days=14))


def test_an_invitation_knows_no_transaction_and_no_moment(app, token, sql):
    columns = {row[0] for row in sql(
        "select column_name from information_schema.columns where table_name = 'visit_issue'"
    )}  # fmt: skip
    assert columns == {
        "tenant_id", "mark", "point_id", "service_id", "opd_id", "officer_id", "shift", "week", "origin", "source_id",
    }  # fmt: skip
    tables = [row[0] for row in sql("select tablename from pg_tables where schemaname = 'public'")]
    assert [name for name in tables if sql(f"select 1 from {name} t where t::text like %s limit 1", f"%{token}%")] == []


def test_the_rating_is_counted_with_those_of_tokens(app, browser, place, sql):
    answer(browser(), invite(app, place, "dihitung"))
    count(app, place)
    assert sql("select count(*) from rating_bucket where channel = 'token'")[0][0] >= 1


def test_staff_of_the_office_who_use_one_weigh_nothing(app, browser, place, sql):
    visitor = browser(place.sari)
    receipt = visitor.follow(answer(visitor, invite(app, place, "pegawai")))
    assert "Penilaian uji" in receipt.words


def test_slips_are_issued_when_printed_and_can_be_called_in(app, browser, place, account):
    held, now = app.config["RESOURCES"], clock.now()
    from tests.feedback.inviting import find_point

    point, week = find_point(app, place), week_of(clock.today(place.tenant.timezone))
    before = account()
    with serving(place.tenant), unit_of_work(held.engine) as session:
        printed, tokens = domain.print_slips(session, held.keys, point, week, 12, by=place.oki.id, at=now)
    answer(browser(), tokens[0])
    with serving(place.tenant), unit_of_work(held.engine) as session:
        assert domain.cancel_slips(session, session.merge(printed), by=place.oki.id, at=now) == 11
    served, issued, redeemed, expired, revoked = (a - b for a, b in zip(account(), before, strict=True))
    assert (served, issued, redeemed, expired, revoked) == (0, 12, 1, 0, 11) and found_wrong(app, place) == []
    assert browser().get(f"/k/{tokens[1]}").status == 404
