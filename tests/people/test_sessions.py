"""A session is a row: signing out, dismissal, another role and time end it at once, whatever the cookie says."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.client import Browser
from webapp.people.rules import IDLE, LONGEST
from webapp.platform import clock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def sari(world):
    return world.pontianak.sari


@pytest.fixture
def later(monkeypatch):
    """later(t): t has gone by since now."""
    start = clock.now()
    return lambda gone: monkeypatch.setattr(clock, "now", lambda: start + gone)


def is_in(visitor) -> bool:
    answer = visitor.get("/beranda")
    assert answer.status in (200, 302)
    return answer.status == 200


def token(visitor) -> str:
    return next(cookie.value for cookie in visitor.client._cookies.values() if cookie.key == "pamong")


def with_token(app, tenant, value) -> Browser:
    """Another browser with a copied cookie."""
    thief = Browser(app, tenant)
    thief.client.set_cookie("pamong", value, path="/")
    return thief


def test_the_cookie_is_random_kept_from_scripts_and_bound_to_the_pemdas_path(browser, sari):
    answer = browser().sign_in(sari)
    line = answer.headers["Set-Cookie"]
    assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/pontianak/" in line
    assert "Domain" not in line and "Expires" not in line and "Max-Age" not in line
    assert len(line.split("=", 1)[1].split(";")[0]) >= 43


def test_only_the_hash_of_the_token_is_stored(browser, sari, sql):
    visitor = browser(sari)
    value = token(visitor)
    digest = hashlib.sha256(value.encode()).digest()
    assert sql("select count(*) from web_session where token_hash = %s", digest) == [(1,)]
    assert sql("select count(*) from web_session s where s::text like %s", f"%{value}%") == [(0,)]


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(app, browser, sari):
    visitor = browser(sari)
    old = token(visitor)
    visitor.sign_in(sari)
    assert token(visitor) != old and is_in(visitor)
    assert not is_in(with_token(app, sari.tenant, old))


def test_a_token_brought_along_before_signing_in_is_not_used(app, browser, sari):
    visitor = with_token(app, sari.tenant, "planted-by-somebody-else-0123456789abcdef")
    visitor.sign_in(sari)
    assert not is_in(with_token(app, sari.tenant, "planted-by-somebody-else-0123456789abcdef"))


def test_signing_out_ends_the_session_for_a_copy_of_the_cookie_too(app, browser, sari):
    visitor = browser(sari)
    copy = token(visitor)
    answer = visitor.post("/keluar")
    assert answer.status == 303 and '"cache"' in answer.headers["Clear-Site-Data"]
    assert not is_in(visitor) and not is_in(with_token(app, sari.tenant, copy))


def test_signing_out_here_leaves_her_other_browser_in(browser, sari):
    phone, desk = browser(sari), browser(sari)
    phone.post("/keluar")
    assert not is_in(phone) and is_in(desk)


def test_signing_out_needs_a_post(browser, sari):
    visitor = browser(sari)
    assert visitor.get("/keluar").status == 405 and is_in(visitor)


def test_disabling_the_account_ends_every_session_at_once(browser, world, sql):
    dewi = world.pontianak.dewi
    visitors = [browser(dewi), browser(dewi)]
    sql("update account set disabled_at = now() where person_id = %s", dewi.id)
    assert [is_in(visitor) for visitor in visitors] == [False, False]
    sql("update account set disabled_at = null where person_id = %s", dewi.id)


def test_who_has_left_is_out_at_once(browser, world, sql):
    dewi = world.pontianak.dewi
    visitor = browser(dewi)
    sql("update person set left_on = current_date - 2 where id = %s", dewi.id)
    assert not is_in(visitor)
    sql("update person set left_on = null where id = %s", dewi.id)


def test_a_role_taken_away_is_gone_at_the_next_click(browser, world, sql):
    hana = world.pontianak.hana
    sql(
        "insert into opd (tenant_id, id, slug, name, short_name, kind) "
        "values (%s, gen_random_uuid(), 'dishub', 'Dinas Perhubungan', 'Dishub', 'dinas')",
        hana.tenant.id,
    )
    visitor = browser(hana)
    assert visitor.get("/hasil/dishub").status == 200
    sql(
        "update role_grant set valid_to = current_date - 2, valid_from = current_date - 9 "
        "where person_id = %s and role = 'bkpsdm'",
        hana.id,
    )
    assert visitor.get("/hasil/dishub").status == 404
    sql("update role_grant set valid_to = null where person_id = %s", hana.id)
    assert visitor.get("/hasil/dishub").status == 200


def test_half_an_hour_of_nothing_ends_the_session(browser, sari, later):
    visitor = browser(sari)
    later(IDLE + MINUTE)
    assert not is_in(visitor)


def test_somebody_at_work_stays_in(browser, sari, later):
    visitor = browser(sari)
    for quarter in range(1, 9):
        later(quarter * IDLE / 2)
        assert is_in(visitor)


def test_after_twelve_hours_even_she_signs_in_again(browser, sari, later):
    visitor = browser(sari)
    steps = int(LONGEST / (IDLE / 2))
    for step in range(1, steps):
        later(step * IDLE / 2)
        assert is_in(visitor)
    later(LONGEST + MINUTE)
    assert not is_in(visitor)


def test_a_part_that_refreshes_itself_keeps_no_session_alive(browser, sari, later):
    visitor = browser(sari)
    for step in range(1, 4):
        later(step * IDLE / 3)
        visitor.get("/beranda", headers={"HX-Request": "true"})
    later(IDLE + MINUTE)
    assert not is_in(visitor)


def test_mere_looking_writes_the_session_row_now_and_then_only(browser, sari, count_queries):
    visitor = browser(sari)
    with count_queries() as statements:
        visitor.get("/beranda")
    assert not [text for text in statements if text.lower().startswith(("update", "insert", "delete"))]


@pytest.mark.parametrize("value", ["", "x", "a" * 43, "é" * 10, "a" * 3000, "' or 1=1 --", "%00"])
def test_an_invented_token_opens_nothing(app, sari, value):
    assert not is_in(with_token(app, sari.tenant, value))


def test_a_session_opens_no_other_pemda(app, browser, sari, world):
    copy = token(browser(sari))
    assert not is_in(with_token(app, world.gorontalo.tenant, copy))


def test_pages_of_the_staff_are_kept_by_no_browser(browser, sari):
    assert browser(sari).get("/beranda").headers["Cache-Control"] == "no-store"


def test_over_tls_the_cookie_says_secure(app, browser, sari, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], environment="production"))
    answer = browser().sign_in(sari)
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
