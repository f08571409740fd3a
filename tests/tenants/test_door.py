"""Which pemda a request serves: by host, by sub-domain, by the first segment; unknown hosts get nothing."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.client import Browser
from webapp.platform.tenancy import Directory, Tenant, TenantDoor, key_for


def pemda(number: int, slug: str, *hosts: str, is_open=True) -> Tenant:
    from uuid import UUID

    return Tenant(
        UUID(int=number), slug, slug.title(), slug.title(), "kota", "00", "Asia/Jakarta", hosts, is_open=is_open
    )


ALL = [pemda(1, "pontianak", "layanan.pontianak.go.id"), pemda(2, "gorontalo")]
HOSTS = ("pamong.id", "localhost", "[::1]")


def knock(host, path="/", hosts=HOSTS, directory=None):
    """(slug, SCRIPT_NAME, PATH_INFO, whether the host is unknown) as the application sees them."""
    seen = {}
    door = TenantDoor(lambda environ, _: seen.update(environ) or [], directory or Directory(lambda: ALL), hosts)
    environ = {"PATH_INFO": path, "SCRIPT_NAME": ""} | ({"HTTP_HOST": host} if host is not None else {})
    door(environ, None)
    tenant = seen["pamong.tenant"]
    return tenant and tenant.slug, seen["SCRIPT_NAME"], seen["PATH_INFO"], seen.get("pamong.host_unknown", False)


@pytest.mark.parametrize(
    "host, path, found",
    [
        ("pamong.id", "/pontianak/n/x", ("pontianak", "/pontianak", "/n/x", False)),
        ("pamong.id:8000", "/gorontalo/", ("gorontalo", "/gorontalo", "/", False)),
        ("PAMONG.ID", "/pontianak/", ("pontianak", "/pontianak", "/", False)),
        ("[::1]:8000", "/pontianak/n/x", ("pontianak", "/pontianak", "/n/x", False)),
        ("pamong.id", "/pontianak", ("pontianak", "/pontianak", "", False)),
        ("pamong.id", "/", (None, "", "/", False)),
        ("pamong.id", "/healthz", (None, "", "/healthz", False)),
        ("pamong.id", "/Pontianak/", (None, "", "/Pontianak/", False)),
        ("pamong.id", "/pontianakk/", (None, "", "/pontianakk/", False)),
        ("pamong.id", "//pontianak/", (None, "", "//pontianak/", False)),
        ("pontianak.pamong.id", "/n/x", ("pontianak", "", "/n/x", False)),
        ("pontianak.pamong.id", "/gorontalo/n/x", ("pontianak", "", "/gorontalo/n/x", False)),
        ("gorontalo.localhost:8000", "/", ("gorontalo", "", "/", False)),
        ("layanan.pontianak.go.id", "/n/x", ("pontianak", "", "/n/x", False)),
        ("LAYANAN.pontianak.GO.ID:443", "/n/x", ("pontianak", "", "/n/x", False)),
    ],
)
def test_the_pemda_is_found(host, path, found):
    assert knock(host, path) == found


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "pontianak.evil.example",
        "unknown.pamong.id",
        "a.pontianak.pamong.id",
        "pamong.id.evil.example",
        "",
        "pontianak",
        ".pamong.id",
        "pamong.id.",
        "evil.example:8000",
        "[::2]",
        "[",
        None,
        "pamong.id@evil.example",
    ],
)
def test_an_unknown_host_is_nobodys(host):
    assert knock(host, "/pontianak/n/x") == (None, "", "/pontianak/n/x", True)


def test_without_platform_hosts_only_the_pemdas_own_count():
    assert knock("layanan.pontianak.go.id", hosts=())[0] == "pontianak"
    assert knock("localhost", "/pontianak/", hosts=())[3] is True


def test_the_directory_reads_again_after_a_while_and_when_told():
    loads = []
    directory = Directory(lambda: loads.append(1) or ALL, keep=60)
    assert directory.by_slug("pontianak") and directory.by_slug("gorontalo") and directory.by_host("x") is None
    assert len(loads) == 1
    directory.forget()
    assert directory.by_slug("pontianak") and len(loads) == 2
    stale = Directory(lambda: loads.append(1) or ALL, keep=0)
    stale.by_slug("x"), stale.by_slug("x")
    assert len(loads) == 4


def gone():
    raise OSError("the database is away")


def test_while_it_cannot_be_read_the_last_directory_goes_on(caplog):
    answers = [ALL]
    directory = Directory(lambda: answers.pop() if answers else gone(), keep=0)
    assert directory.by_slug("pontianak") and directory.by_slug("pontianak").slug == "pontianak"
    assert "could not be read" in caplog.text


def test_without_any_directory_the_application_is_told_and_serves_no_pemda():
    seen = []
    door = TenantDoor(lambda environ, _: seen.append(environ) or [], Directory(gone), HOSTS)
    for _ in range(2):
        door({"HTTP_HOST": "pamong.id", "PATH_INFO": "/pontianak/", "SCRIPT_NAME": ""}, None)
    assert [(environ["pamong.directory_away"], environ["pamong.tenant"]) for environ in seen] == [(True, None)] * 2


def test_the_platforms_own_pages_need_no_directory():
    assert knock("pamong.id", "/healthz", directory=Directory(gone))[0] is None


def test_nobody_waits_while_another_thread_reads_again():
    started, go_on, first = threading.Event(), threading.Event(), [ALL]

    def load():
        if not first:
            started.set()
            go_on.wait(5)
        return first.pop() if first else []

    directory = Directory(load, keep=0)
    assert directory.by_slug("pontianak")
    reader = threading.Thread(target=directory.by_slug, args=("pontianak",))
    reader.start()
    assert started.wait(5)
    assert directory.by_slug("pontianak").slug == "pontianak"
    go_on.set()
    reader.join()
    assert directory.by_slug("pontianak") is None


def test_the_process_says_it_lives_while_no_pemda_is_known(at, app, world, monkeypatch):
    directory = app.config["RESOURCES"].directory
    monkeypatch.setattr(directory, "_by_slug", {})
    monkeypatch.setattr(directory, "_load", gone)
    directory.forget()
    assert Browser(app, None).client.get("/pontianak/").status_code == 503
    assert at("localhost", "/healthz").status == 200
    directory.forget()


def test_while_nothing_is_known_nobody_waits_longer_than_the_one_who_reads():
    tries = []

    def load():
        tries.append(1)
        time.sleep(0.2)
        gone()

    directory = Directory(load)
    with ThreadPoolExecutor(6) as pool:
        begun = time.monotonic()
        problems = [pool.submit(directory.by_slug, "pontianak").exception for _ in range(6)]
        assert {type(problem()) for problem in problems} == {OSError}
    assert time.monotonic() - begun < 0.6 and len(tries) == 1


def test_the_list_of_pemda_holds_the_open_ones_by_name():
    closed = pemda(3, "amplas", is_open=False)
    directory = Directory(lambda: [*ALL, closed])
    assert [tenant.slug for tenant in directory.all()] == ["gorontalo", "pontianak"]
    assert directory.by_slug("amplas") is closed


def test_every_name_of_a_cache_begins_with_its_pemda():
    assert key_for(ALL[0], "point", "x") != key_for(ALL[1], "point", "x")
    assert key_for(ALL[0], "a", "b").startswith(f"t:{ALL[0].id}:")


@pytest.fixture
def at(app):
    """at(host).get(path): a browser that names this host."""

    def visit(host, path, **options):
        return Browser(app, None).get(path, base_url=f"http://{host}", **options)

    return visit


def test_the_same_page_stands_at_the_sub_domain_and_under_the_segment(at, world):
    by_path, by_host = at("localhost", "/pontianak/transparansi"), at("pontianak.localhost", "/transparansi")
    assert by_path.status == by_host.status == 200
    # Only the address that would be printed tells where each was asked for.
    assert by_path.words.partition("Dicetak")[0] == by_host.words.partition("Dicetak")[0]
    assert all(link.startswith("/pontianak/") for link in by_path.page.links if link.startswith("/"))
    assert not any(link.startswith("/pontianak") for link in by_host.page.links)


def test_a_pemdas_own_host_serves_it_and_links_to_nowhere_else(at, world, sql, app):
    sql("update tenant set hosts = '{layanan.pontianak.go.id}' where slug = 'pontianak'")
    app.config["RESOURCES"].directory.forget()
    page = at("layanan.pontianak.go.id", f"/n/{world.pontianak.counter}")
    assert page.status == 200 and page.page.forms[0]["action"].partition("?")[0] == f"/n/{world.pontianak.counter}"
    assert "layanan.pontianak.go.id" in page.words
    assert at("layanan.pontianak.go.id", "/gorontalo/").status == 404


@pytest.mark.parametrize("host", ["evil.example", "pontianak.evil.example", "localhost.evil.example", "127.0.0.2"])
@pytest.mark.parametrize(
    "path", ["/", "/pontianak/", "/pontianak/n/loket1", "/healthz", "/tidakada", "/static/x/y.css"]
)
def test_an_unknown_host_gets_400_whatever_it_asks(at, world, host, path):
    answer = at(host, path)
    assert answer.status == 400 and "Pontianak" not in answer.text


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Tenant", "X-Forwarded-Prefix"]
)
@pytest.mark.parametrize("value", ["gorontalo.localhost", "evil.example", "host=evil.example", "/gorontalo"])
def test_no_header_but_host_names_the_pemda(at, world, header, value):
    plain = at("localhost", "/pontianak/transparansi")
    assert at("localhost", "/pontianak/transparansi", headers={header: value}).text == plain.text


def test_the_page_is_made_for_the_host_it_is_asked_at(at, world):
    one = at("localhost", f"/pontianak/n/{world.pontianak.counter}")
    other = at("pontianak.localhost", f"/n/{world.pontianak.counter}")
    assert one.page.forms[0]["action"].partition("?")[0] == f"/pontianak/n/{world.pontianak.counter}"
    assert other.page.forms[0]["action"].partition("?")[0] == f"/n/{world.pontianak.counter}"


def test_the_choice_of_pemda_names_both_and_their_time(at, world):
    page = at("localhost", "/")
    assert "Kota Pontianak" in page.words and "Provinsi Gorontalo" in page.words
    assert "Waktu Indonesia Tengah" in page.words
    assert {"/pontianak/", "/gorontalo/"} <= set(page.page.links)


def test_who_is_asked_for_without_the_last_stroke_is_led_there(at, world):
    answer = at("localhost", "/pontianak")
    assert answer.status in (301, 308) and answer.location.endswith("/pontianak/")
