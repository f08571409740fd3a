"""Law 1 from outside: whoever of Pontianak, or nobody at all, asks for what is Gorontalo's gets the page of nothing."""

import re
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.client import Browser, forget
from tests.databases import plain
from tests.feedback.reviewing import neutral
from tests.promises.tables import TENANT

VISITORS = ["nobody", "sari", "dewi", "budi", "tuti", "hana", "oki", "vera"]
SPOOFERS = ["nobody", "sari", "hana", "oki"]
PLAIN = [{}, {"HX-Request": "true"}]
SPOOFS = [
    {"X-Forwarded-Host": "gorontalo.localhost"},
    {"X-Tenant": "gorontalo"},
    {"X-Forwarded-Prefix": "/gorontalo"},
    {"X-Original-URL": "/gorontalo/", "X-Rewrite-URL": "/gorontalo/"},
    {"Referer": "http://localhost/gorontalo/beranda"},
]
ALL_SPOOFS = {name: value for headers in SPOOFS for name, value in headers.items()}  # whichever is believed would tell
CANARY = "Kenari Gorontalo"
TEXTS = {
    "opd": ("name", "short_name"),
    "person": ("name",),
    "jabatan": ("name",),
    "service": ("name", "description"),
    "service_point": ("name", "address"),
    "rating_comment": ("text",),
}


@pytest.fixture(scope="module", autouse=True)
def canaries(rooms, settings, app):
    """Every text of Gorontalo's rows names it."""
    theirs = rooms["gorontalo"].place.tenant.id
    with psycopg.connect(plain(settings.database_owner_url)) as connection:
        for table, columns in TEXTS.items():
            for column in columns:
                connection.execute(
                    f"update {table} set {column} = %s || {column} where tenant_id = %s", (CANARY, theirs)
                )
    forget(app)


@pytest.fixture(scope="module")
def visit(app, rooms):
    """visit(name): a browser at Pontianak, signed in as this person."""
    known = {}

    def open_browser(name) -> Browser:
        if name not in known:
            known[name] = Browser(app, rooms["pontianak"].place.tenant)
            if name != "nobody":
                known[name].sign_in(rooms["pontianak"].place.people[name])
        return known[name]

    return open_browser


@pytest.fixture(scope="module")
def victim(rooms, settings):
    """A print of everything that is Gorontalo's."""
    theirs = rooms["gorontalo"].place.tenant.id
    tables = sorted(TENANT - {"web_session", "sign_in_failure"})
    rows = " union all ".join(
        f"select '{name}', md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from {name} t "
        "where tenant_id = %(t)s"
        for name in tables
    )

    def take() -> list:
        with psycopg.connect(plain(settings.database_owner_url)) as connection:
            return connection.execute(rows, {"t": theirs}).fetchall()

    return take


AT_COUNTERS = (
    "ratings.new_rating", "ratings.create_rating", "ratings.show_thanks", "checking.show_code",
    "publication.show_point",
)  # fmt: skip


def theirs(app, rooms, method):
    """Addresses with Gorontalo's ids, each with the address of nobody beside it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = rooms["gorontalo"].values.get(rule.endpoint)
        if values and method in rule.methods:
            nobody = {name: uuid4() if isinstance(value, UUID) else "0" * len(value) for name, value in values.items()}
            if {*values} == {"slug"} or rule.endpoint in AT_COUNTERS:
                continue  # the same word may be an address of both
            yield rule.endpoint, *(adapter.build(rule.endpoint, one, method=method) for one in (values, nobody))


def same_page(one, other, mine, nobodys) -> bool:
    """The same bytes but for the address itself and a form's own key."""

    def bare(answer, path):
        text = re.sub(r'name="kunci" value="[^"]+"', "", answer.text)
        return text.replace(path.split("?")[0], "?")

    return bare(one, mine) == bare(other, nobodys)


TRIED = [(name, headers) for name in SPOOFERS for headers in (*PLAIN, ALL_SPOOFS)]
TRIED += [("hana", headers) for headers in SPOOFS]  # each by itself too, lest one should hide another


@pytest.mark.parametrize("name, headers", TRIED, ids=lambda each: each if isinstance(each, str) else "+".join(each))
def test_their_things_are_not_there_and_look_like_nobodys(app, rooms, visit, name, headers):
    tried = 0
    for endpoint, mine, nobodys in theirs(app, rooms, "GET"):
        found, unknown = visit(name).get(mine, headers=headers), visit(name).get(nobodys, headers=headers)
        assert found.status == unknown.status, endpoint
        assert found.status in (403, 404) or found.location.startswith("/pontianak/masuk?next="), endpoint
        assert same_page(found, unknown, mine, nobodys), endpoint
        tried += 1
    assert tried >= 3


FIELDS = {
    "alasan": "waktu",
    "komentar": "Dari seberang",
    "versi": "1",
    "teks": "Dari seberang",
    "jenis": "utama",
    "aspek": "kualitas",
    "target": "1",
    "tanggapan": "Dari seberang",
    "dasar": "lain",
    "uraian": "Dari seberang",
    "catatan": "Dari seberang",
    "nilai": "1",
    "kunci": "x",
}


@pytest.mark.parametrize("name", VISITORS)
def test_writing_to_their_things_changes_nothing(app, rooms, visit, victim, name):
    before, tried = victim(), 0
    for endpoint, mine, _ in theirs(app, rooms, "POST"):
        for fields in ({}, FIELDS):
            answer = visit(name).post(mine, fields)
            assert answer.status in (403, 404), (endpoint, answer.status)
            tried += 1
    assert tried >= 20 and victim() == before


@pytest.mark.parametrize("name", ["sari", "budi"])
def test_their_ids_in_ones_own_forms_change_nothing(app, rooms, visit, victim, name):
    """Every field of every form of Pontianak's, filled with an id of Gorontalo's."""
    before = victim()
    one_of_each = {
        name: value
        for values in rooms["gorontalo"].values.values() for name, value in values.items() if isinstance(value, UUID)
    }  # fmt: skip
    assert len(one_of_each) > 20
    theirs = rooms["gorontalo"]
    ids = [*one_of_each.values(), theirs.place.dinas, theirs.owner.id, theirs.place.tenant.id]
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and rule.endpoint.startswith("performance."):
            path = adapter.build(rule.endpoint, rooms["pontianak"].values.get(rule.endpoint, {}), method="POST")
            for stranger in dict.fromkeys(ids):
                fields = FIELDS | dict.fromkeys(("melayani", "nilai_warga", "atasan", "tenant_id", "id"), str(stranger))
                assert visit(name).post(path, fields).status < 500, rule.endpoint
    assert victim() == before


@pytest.mark.parametrize("name", VISITORS)
def test_no_page_shows_anything_of_theirs(app, rooms, visit, addresses, name):
    seen = 0
    for endpoint, path in addresses("pontianak", "GET"):
        for headers in (*PLAIN, ALL_SPOOFS) if name == "hana" else PLAIN:
            answer = visit(name).get(path, headers=headers)
            assert CANARY not in answer.text and "gorontalo" not in answer.text.lower(), endpoint
            seen += answer.status == 200
            if answer.status in (403, 404) and name != "hana":
                break  # refused is refused; one visitor asks again all the same
    assert seen > 20


HUMAN_RESOURCES = {"staff", "imports"}  # nobody of theirs is here


def test_at_home_their_things_are_there(app, rooms):
    """The crawl would find nothing if there were nothing."""
    rahman = Browser(app, rooms["gorontalo"].place.tenant)
    rahman.sign_in(rooms["gorontalo"].owner)
    nur = Browser(app, rooms["gorontalo"].place.tenant)
    nur.sign_in(rooms["gorontalo"].place.nur)
    others = [nur, *neutral(app, rooms["gorontalo"].values, rooms["gorontalo"].place)]
    for endpoint, mine, _ in theirs(app, rooms, "GET"):
        # There; 409 says whose turn it is, 403 that it is another's room: hers, who keeps the services.
        found = rahman.get(mine).status
        if endpoint.partition(".")[0] in HUMAN_RESOURCES:
            assert found == 403 or endpoint == "staff.show_invitation"  # a link is for whoever holds it
        elif endpoint != "papers.new_match":  # refused until two people have typed the batch
            # 303: the page wants to be told which step, and leads back without.
            assert found in (200, 409) or any(each.get(mine).status in (200, 303) for each in others), endpoint
    assert CANARY in rahman.get("/layanan/ktp-el").text


@pytest.mark.parametrize("base", ["http://localhost", "http://gorontalo.localhost"])
def test_a_session_of_one_pemda_is_nobody_at_the_other(app, rooms, visit, base):
    cookies = {cookie.key: cookie.value for cookie in visit("hana").client._cookies.values()}
    assert "pamong" in cookies
    there = Browser(
        app, rooms["gorontalo"].place.tenant if base.endswith("localhost") and "gorontalo" not in base else None
    )
    there.client.set_cookie("pamong", cookies["pamong"], path="/", domain=base.removeprefix("http://"))
    answer = there.get("/beranda", base_url=base)
    assert answer.status == 302 and "/masuk" in answer.location


def test_a_receipt_of_theirs_is_not_ours(app, rooms, visit):
    code = rooms["gorontalo"].values["ratings.show_receipt"]["code"]
    assert visit("nobody").get(f"/tanda-terima/{code}").status == 404
    assert Browser(app, rooms["gorontalo"].place.tenant).get(f"/tanda-terima/{code}").status == 200


def test_a_rating_for_the_same_code_goes_to_the_pemda_it_was_made_for(app, rooms, victim):
    before = victim()
    citizen = Browser(app, rooms["pontianak"].place.tenant)
    key = citizen.get("/n/loket1").page.hidden["kunci"]
    assert citizen.post("/n/loket1", {"nilai": "1", "kunci": key}).status == 303
    assert victim() == before
