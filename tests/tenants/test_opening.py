"""The operator opens and closes a pemda; a closed one says so at every address and keeps its data."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from tests.client import Browser
from webapp.platform import clock
from webapp.platform.context import ContextSigner
from webapp.platform.db import make_engine
from webapp.platform.tenancy import serving
from webapp.tenants.domain import RESERVED, CannotOpen, NewPemda, close_pemda, open_pemda
from webapp.tenants.published import working_days_after

AMPLAS = NewPemda("amplas", "Kota Amplas", "Amplas", "kota", "12.71", "Asia/Jakarta", contact={"telepon": "061-1"})
NO_NAMES = ("amplas-" + "x" * 40, "Amplas", "a", "1amplas", "am_plas", "am plas", "", "amplas/", "-amplas", "ámplas")


@pytest.fixture(scope="module")
def operator(settings):
    """A session of the operator (role ops), committed by the test."""
    engine = make_engine(settings.database_ops_url, ContextSigner(settings.context_key), pool_size=1)
    with serving(None), Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def opened(operator, app, world, sql):
    """Opens a pemda for the while of a test."""

    def open_one(**facts):
        pemda = open_pemda(operator, replace(AMPLAS, **facts))
        operator.commit()
        app.config["RESOURCES"].directory.forget()
        return app.config["RESOURCES"].directory.by_slug(pemda.slug)

    yield open_one
    operator.rollback()
    for table in ("working_week", "holiday", "tenant"):
        column = "id" if table == "tenant" else "tenant_id"
        sql(f"delete from {table} where {column} in (select id from tenant where slug like 'amplas%%')")
    app.config["RESOURCES"].directory.forget()


def test_an_opened_pemda_is_served_at_once(opened, app):
    tenant = opened()
    page = Browser(app, tenant).get("/")
    assert page.status == 200 and "Kota Amplas" in page.words and "061-1" in page.words


def test_it_starts_empty(opened, app, world):
    page = Browser(app, opened()).get("/")
    assert "Belum ada layanan yang terdaftar" in page.words and "KTP" not in page.words


def test_its_working_days_and_holidays_are_its_own(opened, inside, world):
    from tests.world import Place

    today = clock.today("Asia/Jakarta")
    tenant = opened(working_days=(1, 2, 3, 4, 5, 6, 7), holidays={date.fromordinal(today.toordinal() + 1): "Hari kota"})
    place = Place(tenant, *[None] * 8, people={})
    with inside(place) as session:
        assert (working_days_after(session, today, 1) - today).days == 2
    with inside(world.pontianak) as session:
        assert working_days_after(session, date(2026, 11, 20), 1) == date(2026, 11, 23)


IMPOSSIBLE = {
    "a slug that is taken": ({"slug": "pontianak"}, "already"),
    "a kind nobody knows": ({"kind": "desa"}, "kind"),
    "a zone that is not Indonesian": ({"timezone": "Europe/Rome"}, "time zone"),
    "a colour that is none": ({"colour": "nila"}, "colour"),
    "a colour that closes the rule": ({"colour": "#fff;}*"}, "colour"),
    "a week without working days": ({"working_days": ()}, "working days"),
    "an eighth day": ({"working_days": (1, 8)}, "working days"),
}
IMPOSSIBLE |= {f"the reserved {slug}": ({"slug": slug}, "reserved") for slug in sorted(RESERVED)}
IMPOSSIBLE |= {f"the slug {slug!r}": ({"slug": slug}, "cannot be an address") for slug in NO_NAMES}


@pytest.mark.parametrize("facts, sentence", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused_with_the_reason(opened, sql, facts, sentence):
    before = sql("select count(*) from tenant")
    with pytest.raises(CannotOpen, match=sentence):
        opened(**facts)
    assert sql("select count(*) from tenant") == before


def test_a_host_belongs_to_one_pemda(opened):
    opened(hosts=("Layanan.Amplas.go.id",))
    with pytest.raises(CannotOpen, match="belongs to 'amplas'"):
        opened(slug="amplas2", hosts=("layanan.amplas.GO.ID",))


def test_a_host_written_in_capitals_is_found(opened, app):
    opened(hosts=("Layanan.Amplas.go.id",))
    assert Browser(app, None).get("/", base_url="http://layanan.amplas.go.id").status == 200


def test_every_first_segment_of_the_platform_is_reserved(app):
    from webapp.platform.access import INSIDE

    views = app.view_functions
    outside = {
        rule.rule.split("/")[1]
        for rule in app.url_map.iter_rules()
        if getattr(views[rule.endpoint], "place", INSIDE) != INSIDE and rule.rule != "/"
    }
    assert outside and outside <= RESERVED


@pytest.fixture
def closed(opened, operator, app):
    tenant = opened()
    close_pemda(operator, "amplas", "Pindah ke sistem sendiri.")
    operator.commit()
    app.config["RESOURCES"].directory.forget()
    return tenant


@pytest.mark.parametrize("path", ["/", "/n/loket1", "/masuk", "/beranda", "/transparansi", "/tidakada", "/hasil/x"])
@pytest.mark.parametrize("query, words", [("", "sudah ditutup"), ("?bahasa=en", "has closed")])
def test_a_closed_pemda_says_so_at_every_address(closed, app, path, query, words):
    answer = Browser(app, closed).get(path + query)
    assert answer.status == 410 and words in answer.words and "Kota Amplas" in answer.words and "061-1" in answer.words


@pytest.mark.parametrize("path", ["/n/loket1", "/masuk", "/keluar"])
def test_a_closed_pemda_takes_nothing(closed, app, path):
    assert Browser(app, closed).post(path, {"nilai": "4", "nama": "a", "sandi": "b"}).status == 410


def test_the_closed_page_has_its_colours(closed, app):
    page = Browser(app, closed).get("/")
    links = [link for link in page.page.resources if link.startswith("/")]
    assert len(links) >= 2 and {Browser(app, None).get(link).status for link in links} == {200}


def test_a_closed_pemda_is_not_offered_and_the_others_go_on(closed, app, world):
    assert "Amplas" not in Browser(app, None).get("/").words
    assert Browser(app, world.pontianak.tenant).get("/").status == 200


def test_closing_keeps_the_data_and_the_first_reason(closed, operator, sql):
    close_pemda(operator, "amplas", "Lain lagi.")
    operator.commit()
    assert sql("select closed_reason, closed_at is not null from tenant where slug = 'amplas'") == [
        ("Pindah ke sistem sendiri.", True)
    ]
    assert sql("select count(*) from working_week w join tenant t on t.id = w.tenant_id where t.slug = 'amplas'") == [
        (1,)
    ]


def test_closing_nobody_is_refused(operator):
    with pytest.raises(CannotOpen, match="no pemda 'tiada'"):
        close_pemda(operator, "tiada", "x")


def test_the_application_itself_can_open_and_close_nobody(sql):
    import psycopg

    for statement in (
        "update tenant set closed_at = now()",
        "delete from tenant",
        "insert into tenant (slug) values ('x')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(statement, role="app")
