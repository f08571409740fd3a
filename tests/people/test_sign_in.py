"""Signing in: right, wrong and unknown; how often; where to go afterwards."""

from datetime import timedelta

import pytest

from webapp.people import passwords
from webapp.people.rules import FREE_TRIES, WINDOW
from webapp.platform import clock

MINUTES = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_failures_yet(sql):
    sql("delete from sign_in_failure")


WRONG = "salah"


def attempt(visitor, name, password=WRONG, **more):
    return visitor.post("/masuk", {"nama": name, "sandi": password} | more)


def test_the_right_password_opens_the_staffs_home(browser, world):
    visitor = browser()
    answer = visitor.sign_in(world.pontianak.sari)
    assert answer.location == "/pontianak/beranda"
    assert "Sari Wulandari" in visitor.get("/beranda").words


def test_the_name_may_be_written_in_capitals_and_with_blanks(browser, world):
    sari = world.pontianak.sari
    assert attempt(browser(), f"  {sari.account.upper()} ", sari.password).status == 303


def test_wrong_and_unknown_are_the_same_bytes(browser, world):
    known, unknown = world.pontianak.sari.account, "sara" + world.pontianak.sari.account[4:]
    wrong, nobody = (attempt(browser(), name) for name in (known, unknown))
    assert wrong.status == nobody.status == 422
    assert wrong.text.replace(known, "?") == nobody.text.replace(unknown, "?")
    assert dict(wrong.headers) == dict(nobody.headers)


def test_a_disabled_account_is_answered_like_an_unknown_one(browser, world, sql):
    dewi = world.pontianak.dewi
    before = attempt(browser(), "tiada@pontianak.uji", dewi.password).text.replace("tiada@pontianak.uji", "?")
    sql("update account set disabled_at = now() where person_id = %s", dewi.id)
    answer = attempt(browser(), dewi.account, dewi.password)
    sql("update account set disabled_at = null where person_id = %s", dewi.id)
    assert answer.status == 422 and answer.text.replace(dewi.account, "?") == before


def test_an_unknown_name_costs_a_hash_too(browser, monkeypatch):
    checked = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(passwords, "_hasher", Spy(checked, verify))
    attempt(browser(), "tiada@pontianak.uji")
    assert checked == [passwords.NOBODY]


class Spy:
    """Notes which hash was checked, then checks it."""

    def __init__(self, checked, verify):
        self._checked, self._verify = checked, verify

    def verify(self, hashed, password):
        self._checked.append(hashed)
        return self._verify(hashed, password)


def test_hashes_are_argon2id_with_nineteen_mebibytes():
    assert passwords.hash_password("apa saja").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.NOBODY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_broken_hash_opens_nothing():
    assert passwords.matches("not a hash", "x") is False
    assert passwords.matches(None, "nobody has this password") is False


def test_the_account_of_another_pemda_does_not_open_here(browser, world):
    rahman = world.gorontalo.rahman
    assert attempt(browser(), rahman.account, rahman.password).status == 422


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"nama": "sari"},
        {"sandi": "x"},
        {"nama": "", "sandi": ""},
        {"nama": "a" * 121, "sandi": "x"},
        {"nama": "a", "sandi": "x" * 257},
        {"nama": ["a", "b"], "sandi": "x"},
        {"nama": "a\0", "sandi": "x"},
        {"nama": "a", "sandi": "x", "peran": "bkpsdm"},
    ],
)
def test_a_form_that_is_none_is_asked_again(browser, fields):
    answer = browser().post("/masuk", fields)
    assert answer.status == 422 and "Ada yang perlu diperbaiki" in answer.words and answer.cookies == []


def test_the_password_is_never_sent_back(browser, world):
    answer = attempt(browser(), world.pontianak.sari.account, "rahasia-sekali")
    assert "rahasia-sekali" not in answer.text and world.pontianak.sari.account in answer.text


def test_after_ten_failures_the_answer_is_wait(browser, world):
    sari = world.pontianak.sari
    for _ in range(FREE_TRIES):
        assert attempt(browser(), sari.account).status == 422
    answer = attempt(browser(), sari.account, sari.password)
    assert answer.status == 429 and answer.headers["Retry-After"] == "900"
    assert "Tunggu 15 menit" in answer.words


def test_an_unknown_name_is_slowed_down_just_the_same(browser):
    statuses = [attempt(browser(), "tiada@pontianak.uji").status for _ in range(FREE_TRIES + 1)]
    assert statuses == [422] * FREE_TRIES + [429]


def test_nobody_is_locked_out_for_good(browser, world, monkeypatch):
    sari = world.pontianak.sari
    for _ in range(FREE_TRIES + 5):
        attempt(browser(), sari.account)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + WINDOW + MINUTES)
    assert attempt(browser(), sari.account, sari.password).status == 303


def test_trying_on_does_not_make_the_wait_longer(browser, world, monkeypatch, sql):
    sari = world.pontianak.sari
    for _ in range(FREE_TRIES):
        attempt(browser(), sari.account)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + WINDOW - MINUTES)
    assert attempt(browser(), sari.account).status == 429
    monkeypatch.setattr(clock, "now", lambda: now + WINDOW + MINUTES)
    assert attempt(browser(), sari.account, sari.password).status == 303


def test_a_colleague_behind_the_same_address_is_not_slowed_down(browser, world):
    for _ in range(FREE_TRIES + 1):
        attempt(browser(), world.pontianak.sari.account)
    assert attempt(browser(), world.pontianak.budi.account, world.pontianak.budi.password).status == 303


def test_failures_here_slow_nobody_down_in_another_pemda(browser, world, sql):
    for _ in range(FREE_TRIES + 1):
        attempt(browser(), world.gorontalo.rahman.account)
    rahman = world.gorontalo.rahman
    assert attempt(browser(tenant=rahman.tenant), rahman.account, rahman.password).status == 303


def test_a_failure_is_kept_as_marks_not_as_names(browser, world, sql):
    attempt(browser(), world.pontianak.sari.account)
    assert sql("select count(*) from sign_in_failure") == [(1,)]
    assert sql("select count(*) from sign_in_failure f where f::text ilike '%%sari%%'") == [(0,)]


def test_signing_in_is_on_the_record(browser, world, sql):
    browser(world.pontianak.budi)
    rows = sql("select actor_id, object_id from audit_event where action = 'sesi:masuk' order by at desc limit 1")
    assert rows == [(world.pontianak.budi.id, world.pontianak.budi.id)]


INSIDE = {
    "/kinerja": "/pontianak/kinerja",
    "/pontianak/kinerja": "/pontianak/kinerja",
    "/hasil?bahasa=en": "/pontianak/hasil?bahasa=en",
    "/gorontalo/kinerja": "/pontianak/gorontalo/kinerja",
    "/a..b/c": "/pontianak/a..b/c",
}


@pytest.mark.parametrize("wish, goal", INSIDE.items(), ids=INSIDE)
def test_she_is_brought_back_to_where_she_wanted(browser, world, wish, goal):
    sari = world.pontianak.sari
    assert attempt(browser(), sari.account, sari.password, next=wish).location == goal


OUTSIDE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\tx",
    "/ \n//evil",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/pontianak//evil.example",
    "/pontianak/../gorontalo/masuk",
    "/../gorontalo/masuk",
    "/..",
    "/%2e%2e/gorontalo/masuk",
    "/.%2E/gorontalo",
    "/./x",
    "/pontianak/..?x",
    "/x/..#y",
    "/..%2fgorontalo",
    "/\u202e/x",
    "http:evil.example",
    "",
]


@pytest.mark.parametrize("wish", OUTSIDE)
def test_no_wish_leads_out_of_the_pemda(browser, world, wish):
    sari = world.pontianak.sari
    assert attempt(browser(), sari.account, sari.password, next=wish).location == "/pontianak/beranda"
    page = browser().get("/masuk", query_string={"next": wish})
    assert "next" not in page.page.hidden


def test_whoever_is_signed_in_already_goes_on(browser, world):
    assert browser(world.pontianak.sari).get("/masuk").location == "/pontianak/beranda"


def test_signing_in_takes_this_many_queries(browser, world, count_queries):
    visitor = browser()
    with count_queries() as statements:
        visitor.sign_in(world.pontianak.sari)
    assert 0 < len(statements) <= 9, "\n".join(statements)
