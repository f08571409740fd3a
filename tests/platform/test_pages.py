"""Pages, errors and files as they leave the house: headers, compression, the words of each failure."""

import gzip

import psycopg
import pytest
import sqlalchemy as sa

from webapp.platform import errors, pages
from webapp.platform.errors import PAGES, Conflict, NotYours


@pytest.mark.parametrize("language", ["", "?bahasa=en"])
@pytest.mark.parametrize("status", PAGES)
def test_every_error_has_a_page_in_both_languages(app, world, status, language):
    from webapp.platform.tenancy import serving

    with serving(world.pontianak.tenant), app.test_request_context(f"/{language}"):
        response = errors.error_page(status)
    text = response.get_data(as_text=True)
    assert response.status_code == status and "<h1>" in text
    assert f'lang="{"en" if language else "id"}"' in text
    assert ("Buka halaman depan" in text) is not bool(language)


RAISED = {
    "a thing of somebody else": (NotYours(), 404),
    "a step that is not possible now": (Conflict("sudah disepakati"), 409),
    "the database away": (sa.exc.OperationalError("select 1", {}, Exception("gone")), 503),
    "no connection free": (sa.exc.TimeoutError("pool"), 503),
    "the short lane away": (psycopg.OperationalError("gone"), 503),
}


@pytest.fixture
def raising(app):
    """Makes a page raise what it is told to."""
    before = app.view_functions["publication.show_all"]

    def plant(problem):
        def view():
            raise problem

        view.open_to = before.open_to
        app.view_functions["publication.show_all"] = view

    yield plant
    app.view_functions["publication.show_all"] = before


@pytest.mark.parametrize("problem, status", RAISED.values(), ids=RAISED)
def test_an_exception_becomes_a_page_once(raising, browser, problem, status):
    raising(problem)
    answer = browser().get("/transparansi")
    assert answer.status == status
    assert "select 1" not in answer.text and "gone" not in answer.text
    assert (answer.headers.get("Retry-After") == "5") is (status == 503)


def test_a_conflict_says_what_it_is(raising, browser):
    raising(Conflict("SKP ini sudah disepakati."))
    assert "SKP ini sudah disepakati." in browser().get("/transparansi").words


def test_an_unexpected_failure_shows_a_number_and_no_trace(raising, browser, caplog):
    raising(ZeroDivisionError("secret detail"))
    answer = browser().client.get("/pontianak/transparansi")
    assert answer.status_code == 500 and "secret detail" not in answer.text and "Traceback" not in answer.text
    number = caplog.records[-1].getMessage().split()[1]
    assert number in answer.text
    assert answer.headers["Content-Security-Policy"] and answer.headers["Cache-Control"] == "no-store"


def test_a_style_of_our_own_may_be_inline_only_with_its_hash():
    assert "sha256-" in pages.policy("body{}") and "sha256-" not in pages.policy()
    assert "unsafe" not in pages.policy("body{}")
    with pytest.raises(ValueError, match="close its own element"):
        pages.inline_style("</style><script>")


def test_long_answers_are_compressed_for_who_takes_it(browser):
    plain = browser().client.get("/pontianak/transparansi")
    packed = browser().client.get("/pontianak/transparansi", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data and "Accept-Encoding" in packed.headers["Vary"]


@pytest.fixture
def stylesheet(browser):
    return next(link for link in browser().get("/").page.resources if "portal" in link)


def test_a_file_is_named_by_its_content_and_kept_for_a_year(browser, stylesheet):
    answer = browser().client.get(stylesheet)
    assert answer.status_code == 200 and answer.mimetype == "text/css"
    assert "max-age=31536000" in answer.headers["Cache-Control"] and "immutable" in answer.headers["Cache-Control"]
    assert "@import" not in answer.text and "/*" not in answer.text


def test_a_file_of_another_content_is_not_found(browser, stylesheet):
    other = stylesheet.replace(stylesheet.split("/")[2], "0123456789ab")
    assert browser().client.get(other).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "css/none.css",
        "../webapp/settings.py",
        "..%2Fwebapp%2Fsettings.py",
        "etc/passwd",
        "css",
        "%00",
        "css/../../README.md",
        "a" * 300,
        f"css/{'a' * 300}.css",
    ],
)
def test_only_our_own_files_are_served(browser, name):
    for fingerprint in ("missing", "0123456789ab"):
        assert browser().client.get(f"/static/{fingerprint}/{name}").status_code == 404


def test_the_script_comes_from_the_installed_package(browser, world):
    page = browser(world.pontianak.sari).get("/beranda")
    script = next(link for link in page.page.resources if link.endswith("htmx.js"))
    answer = browser().client.get(script)
    assert answer.status_code == 200 and "javascript" in answer.mimetype and len(answer.data) > 10_000


def test_a_part_of_a_page_is_that_part_only(browser, world, app):
    sari = browser(world.pontianak.sari)
    whole = sari.get("/hasil/disdukcapil")
    part = sari.client.get("/pontianak/hasil/disdukcapil", headers={"HX-Request": "true"})
    boosted = sari.get("/hasil/disdukcapil", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert "<html" not in part.text and part.text.strip() in whole.text
    assert boosted.text == whole.text
    assert "HX-Request" in whole.headers["Vary"]


def test_the_pemdas_colours_are_a_style_sheet_and_nothing_else(browser, world):
    answers = {
        place.tenant.slug: browser(tenant=place.tenant).get("/tema.css") for place in (world.pontianak, world.gorontalo)
    }
    assert {answer.response.mimetype for answer in answers.values()} == {"text/css"}
    assert "--nila:#0f6b4f" in answers["gorontalo"].text and "--nila:#2c3d8f" in answers["pontianak"].text
