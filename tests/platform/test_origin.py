"""Writes that another site asked the browser to make are refused; sister pemda on one domain are other sites too."""

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from tests.feedback.steps import view

HERE = "http://localhost"


@pytest.fixture
def sari(browser, world):
    """Signed in, and able to say whether she still is."""
    visitor = browser(world.pontianak.sari)
    visitor.is_in = lambda: visitor.get("/beranda").status == 200
    return visitor


def send(visitor, path, headers):
    return visitor.client.post(f"/pontianak{path}", headers=headers, base_url=HERE).status_code


ALLOWED = {
    "same origin": {"Sec-Fetch-Site": "same-origin"},
    "our own origin, an older browser": {"Origin": HERE},
    "our own origin in capitals": {"Origin": "http://LOCALHOST"},
}
REFUSED = {
    "a sister pemda": {"Sec-Fetch-Site": "same-site"},
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "typed by hand": {"Sec-Fetch-Site": "none"},
    "an unknown word": {"Sec-Fetch-Site": "maybe"},
    "an empty word": {"Sec-Fetch-Site": ""},
    "another origin": {"Origin": "https://evil.example"},
    "a sister's origin": {"Origin": "http://gorontalo.localhost"},
    "another port": {"Origin": "http://localhost:9999"},
    "our host by another scheme": {"Origin": "https://localhost"},
    "our host without a scheme": {"Origin": "localhost"},
    "our host with more behind it": {"Origin": f"{HERE}/a"},
    "an address that is none": {"Origin": "http://[bad"},
    "an origin of no letters we know": {"Origin": "http://\xffvil.example"},
    "an empty origin": {"Origin": ""},
    "a hidden origin": {"Origin": "null"},
    "no origin at all": {},
    "a referrer only": {"Referer": HERE},
    "fetch metadata that contradicts the origin": {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
    "a host spoofed by a header": {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"},
}


@pytest.mark.parametrize("headers", ALLOWED.values(), ids=ALLOWED)
def test_a_write_from_our_own_pages_passes(sari, headers):
    assert send(sari, "/keluar", headers) == 303 and not sari.is_in()


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
def test_a_write_in_her_name_from_elsewhere_changes_nothing(sari, headers):
    assert send(sari, "/keluar", headers) == 403 and sari.is_in()


@pytest.mark.parametrize("headers", [h for h in REFUSED.values() if "Sec-Fetch-Site" in h or "Origin" in h])
def test_a_rating_another_site_asked_for_is_refused_without_a_session_too(browser, world, sql, headers):
    visitor, before = browser(), sql("select count(*) from rating")
    fields = {"nilai": "1", "kunci": view(visitor, world.pontianak.counter)}
    answer = visitor.client.post(f"/pontianak/n/{world.pontianak.counter}", data=fields, headers=headers, base_url=HERE)
    assert answer.status_code == 403 and sql("select count(*) from rating") == before


def test_a_write_without_any_header_carries_nobodys_authority_and_may_pass(browser, world):
    visitor = browser()
    fields = {"nilai": "3", "kunci": view(visitor, world.pontianak.counter)}
    answer = visitor.client.post(f"/pontianak/n/{world.pontianak.counter}", data=fields, base_url=HERE)
    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_unsafe_method_is_looked_at(sari, method):
    answer = getattr(sari.client, method)("/pontianak/keluar", headers={"Sec-Fetch-Site": "cross-site"}, base_url=HERE)
    assert answer.status_code in (403, 405) and sari.is_in()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_looking_is_allowed_from_anywhere(browser, world, site):
    assert browser().get(f"/n/{world.pontianak.counter}", headers={"Sec-Fetch-Site": site}).status == 200


def test_behind_a_trusted_proxy_the_scheme_is_the_one_it_names(sari):
    """`X-Forwarded-Proto` of a proxy nobody trusts says nothing."""
    spoofed = {"Origin": "https://localhost", "X-Forwarded-Proto": "https"}
    assert send(sari, "/keluar", spoofed) == 403 and sari.is_in()
    sari.client.application = ProxyFix(sari.client.application, x_for=1, x_proto=1)
    assert send(sari, "/keluar", spoofed | {"Origin": HERE}) == 403
    assert send(sari, "/keluar", spoofed) == 303
