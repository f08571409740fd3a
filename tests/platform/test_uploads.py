"""The door for files: what the web process may ask before anything of a form has come."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from webapp.platform.uploads import MOST_KNOWN, Door

ID = "0199f2aa-0000-7000-8000-000000000001"


def test_files_are_taken_where_a_view_says_so_and_nowhere_else(app):
    views = {name: view for name, view in app.view_functions.items() if hasattr(view, "largest_body")}
    assert len(views) >= 5
    for rule in (rule for rule in app.url_map.iter_rules() if "POST" in rule.methods):
        path = re.sub("<[^>]*>", ID, rule.rule)
        expected = getattr(app.view_functions[rule.endpoint], "largest_body", 0)
        for whole in (path, "/pontianak" + path):
            assert app.door.largest(whole) >= expected
            assert bool(app.door.largest(whole)) == bool(expected), whole
    assert app.door.largest("/pengaduan/abc/berkas/lain") == 0 == app.door.largest("/pengaduan/berkas")


@pytest.mark.parametrize(
    "proxies, forwarded, sender",
    [
        (0, "198.51.100.9", "203.0.113.7"),
        (1, "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        (2, "6.6.6.6, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (1, "2001:db8:0:7:1:2:3:4", "2001:db8:0:7::/64"),
        (1, "siapa", "unknown"),
        (1, "", "unknown"),
    ],
)
def test_who_sends_is_told_by_address_and_by_house(app, proxies, forwarded, sender):
    told = replace(app.config["SETTINGS"], proxies=proxies)
    door = Door(SimpleNamespace(url_map=app.url_map, view_functions=app.view_functions,
                                config={**app.config, "SETTINGS": told}))  # fmt: skip
    assert door.sender({"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": forwarded}) == sender


def test_an_invented_cookie_makes_nobody_known_and_a_session_that_was_seen_does(app, browser, world):
    name, hana = app.config["SESSION_COOKIE_NAME"], browser(world.pontianak.hana)
    assert hana.get("/").status in (200, 303)
    token = next(iter(app.door._known))
    assert app.door.is_known({"HTTP_COOKIE": f"a=b; {name}={token}"})
    assert not app.door.is_known({"HTTP_COOKIE": f"{name}=karangan"}) and not app.door.is_known({})
    for number in range(MOST_KNOWN):
        app.door.remember(str(number))
    assert len(app.door._known) == MOST_KNOWN and not app.door.is_known({"HTTP_COOKIE": f"{name}={token}"})


def test_a_form_with_no_place_for_its_files_is_told_to_come_again(browser, world):
    crowded = {"environ_overrides": {"web.crowded": True}, "content_type": "multipart/form-data"}
    answer = browser(world.pontianak.oki).post("/kelola/pengaturan/logo", **crowded)
    assert answer.status == 503 and answer.headers["Retry-After"] == "20"
