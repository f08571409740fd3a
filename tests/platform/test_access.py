"""Default deny: what declares nothing does not start; what declares a role opens to that role only."""

import pytest
from flask import Flask

from webapp.platform.access import PUBLIC, ROLES, STAFF, UndeclaredAccess, open_to, require_declarations


def test_a_view_that_declares_nothing_stops_the_start():
    app = Flask("planted")
    app.add_url_rule("/rahasia", "rahasia", lambda: "x")
    with pytest.raises(UndeclaredAccess, match="rahasia"):
        require_declarations(app)


@pytest.mark.parametrize("who", [(), ("raja",), (PUBLIC, "raja"), ("",)])
def test_nobody_and_unknown_roles_cannot_be_declared(who):
    with pytest.raises(UndeclaredAccess):
        open_to(*who)


@pytest.mark.parametrize("role", [PUBLIC, STAFF, *ROLES])
def test_every_known_word_can(role):
    assert open_to(role)(lambda: None).open_to == {role}


def test_staff_pages_ask_a_visitor_to_sign_in_and_refuse_his_writes(browser):
    assert browser().get("/beranda").location == "/pontianak/masuk?next=/beranda"
    assert browser().post("/keluar").status == 403


def test_a_head_request_is_asked_like_a_get(browser):
    assert browser().client.head("/pontianak/beranda").status_code in (302, 403)


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_pages_of_the_platform_are_not_inside_a_pemda(browser, address):
    assert browser().get(address).status == 404


@pytest.mark.parametrize("address", ["/masuk", "/beranda", "/hasil", "/transparansi", "/n/loket1", "/tema.css"])
def test_pages_of_a_pemda_are_not_outside_of_it(app, world, address):
    from tests.client import Browser

    assert Browser(app, None).get(address).status == 404


@pytest.fixture
def role_page(app):
    """The view function of a staff page, asked to open to one role only for the while."""
    view = app.view_functions["publication.list_results"]
    before = view.open_to
    yield view
    view.open_to = before


def test_another_role_is_told_so_and_the_right_one_comes_in(browser, world, role_page):
    role_page.open_to = frozenset({"organisasi"})
    assert browser(world.pontianak.sari).get("/hasil").status == 403
    assert browser(world.pontianak.oki).get("/hasil").status == 200
    assert browser(world.gorontalo.nur).get("/hasil").status == 200
