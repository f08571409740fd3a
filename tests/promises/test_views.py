"""Every view says who may open it, every parameter is typed, every response is dressed."""

from collections import Counter

import pytest

from tests.client import Browser, check_headers
from webapp.platform.access import ANYWHERE, INSIDE, OUTSIDE, PUBLIC, ROLES, STAFF

MEETINGS = {"https://rapat.contoh.id/1"}  # where an office says that it meets: pressed, never loaded
OPEN_TO_ALL = {
    "healthz",
    "readyz",
    "home.front",
    "ikm.create_recount",
    "ikm.explain_data",
    "ikm.list_offices",
    "ikm.show_csv",
    "ikm.show_json",
    "ikm.show_result",
    "kiosks.create_installation",
    "kiosks.create_key",
    "kiosks.create_rating",
    "kiosks.create_ratings",
    "kiosks.new_installation",
    "kiosks.show",
    "kiosks.show_manifest",
    "kiosks.show_thanks",
    "kiosks.show_worker",
    "letter_links.create_address",
    "letter_links.create_stop",
    "letter_links.show_address",
    "letter_links.show_stop",
    "forum.create_question",
    "forum.create_support",
    "forum.download",
    "forum.list_forums",
    "forum.show",
    "people.sign_in",
    "people.create_session",
    "complaints.create_complaint",
    "complaints.create_file",
    "complaints.create_message",
    "complaints.create_score",
    "complaints.create_support",
    "complaints.create_verdict",
    "complaints.create_withdrawal",
    "complaints.find_complaint",
    "complaints.list_public",
    "complaints.new_complaint",
    "complaints.show_case",
    "complaints.show_file",
    "complaints.show_public",
    "complaints.show_qr",
    "complaints.show_receipt",
    "publication.show_all",
    "publication.show_unit",
    "queueing.create_visit",
    "queueing.show_manual",
    "ratings.create_comment",
    "ratings.create_rating",
    "ratings.create_reason",
    "ratings.find_point",
    "ratings.find_receipt",
    "ratings.new_rating",
    "ratings.show_receipt",
    "ratings.show_thanks",
    "seals.check_proof",
    "seals.download_proof",
    "seals.show_chain",
    "seals.show_proof",
    "seals.show_seals",
    "services.show",
    "settings.show_logo",
    "transparency.show_badge",
    "transparency.show_board",
    "transparency.show_csv",
    "transparency.show_data",
    "transparency.show_json",
    "services.show_versions",
    "channels.explain",
    "checking.show_code",
    "survey.create_response",
    "survey.new_response",
    "survey.show_thanks",
    "staff.create_account",
    "staff.show_invitation",
    "tenants.asset",
    "tenants.theme",
    "visits.create_rating",
    "visits.new_rating",
}
# Words of a pemda in its addresses: looked up inside the pemda, 404 when nobody bears them.
WORDS = {"slug", "code", "fingerprint", "token"}
BOOKMARKED = {
    "/",
    "/n/<code>",
    "/pengaduan/baru",
    "/pengaduan/<code>",
    "/tanda-terima/<code>",
    "/transparansi",
    "/masuk",
    "/keluar",
    "/kinerja",
    "/healthz",
    "/readyz",
}


@pytest.fixture
def views(app):
    return app.view_functions


def test_every_view_says_who_may_open_it(views):
    known = {PUBLIC, STAFF, *ROLES}
    assert views and all(view.open_to and view.open_to <= known for view in views.values())


def test_what_is_open_to_all_is_on_this_list_and_nothing_else(views):
    assert {name for name, view in views.items() if PUBLIC in view.open_to} == OPEN_TO_ALL


def test_what_is_open_to_all_is_open_to_nobody_in_particular(views):
    assert all(view.open_to == {PUBLIC} for view in views.values() if PUBLIC in view.open_to)


def test_every_parameter_is_typed_or_a_word_that_is_looked_up(app):
    for rule in app.url_map.iter_rules():
        for name, converter in rule._converters.items():
            kind = type(converter).__name__
            assert kind == "UUIDConverter" or name in WORDS or (rule.endpoint, name) == ("tenants.asset", "name"), rule


def test_addresses_are_small_words_with_dashes(app):
    import re

    for rule in app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), rule


def test_what_people_print_and_scripts_call_is_there(app):
    assert {rule.rule for rule in app.url_map.iter_rules()} >= BOOKMARKED


def test_every_view_with_parameters_is_tried_by_the_crawlers(app, rooms):
    with_parameters = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}
    assert with_parameters - {"tenants.asset"} == set(rooms["pontianak"].values)


def test_a_view_is_inside_a_pemda_unless_it_says_otherwise(views):
    elsewhere = {name: view.place for name, view in views.items() if getattr(view, "place", INSIDE) != INSIDE}
    assert elsewhere == {"healthz": OUTSIDE, "readyz": OUTSIDE, "home.front": ANYWHERE, "tenants.asset": ANYWHERE}


@pytest.fixture(scope="module")
def prints(sql):
    """prints(): a print of everything that is stored, but for the sessions."""
    tables = "select tablename from pg_tables where schemaname = 'public' and tablename <> 'web_session'"
    everything = " union all ".join(
        f"select '{name}' || md5(coalesce(string_agg(t::text, ',' order by t::text), '')) from {name} t"
        for (name,) in sql(tables)
    )
    return lambda: sorted(sql(everything))


@pytest.fixture(scope="module")
def walks(app, rooms, addresses, prints):
    """walks(who): the answer of every GET address to a citizen or the owner, and what was stored before and after."""
    room, known = rooms["pontianak"], {}

    def walk(who: str):
        if who not in known:
            visitor = Browser(app, room.place.tenant)
            if who == "owner":
                visitor.sign_in(room.owner)
            before = prints()
            answers = {endpoint: visitor.get(path) for endpoint, path in addresses("pontianak", "GET")}
            known[who] = answers, before, prints()
        return known[who]

    return walk


@pytest.mark.parametrize("who", ["citizen", "owner"])
def test_no_view_changes_anything_by_being_looked_at(walks, who):
    answers, before, after = walks(who)
    assert len(answers) > 50 and after == before


def test_a_visitor_is_asked_to_sign_in_wherever_it_is_not_open_to_all(app, rooms, addresses):
    tenant = rooms["pontianak"].place.tenant
    for endpoint, path in addresses("pontianak", "GET"):
        answer = Browser(app, tenant).get(path)
        asked = answer.status == 302 and answer.location.startswith("/pontianak/masuk?next=")
        assert asked is (endpoint not in OPEN_TO_ALL), (endpoint, answer.status)


def test_a_visitors_write_is_refused_wherever_it_is_not_open_to_all(app, rooms, addresses):
    for endpoint, path in addresses("pontianak", "POST"):
        if endpoint not in OPEN_TO_ALL:
            assert Browser(app, rooms["pontianak"].place.tenant).post(path).status == 403, endpoint


@pytest.mark.parametrize("who", ["citizen", "owner"])
def test_every_page_carries_the_headers_and_names_no_other_host(walks, who):
    for endpoint, answer in walks(who)[0].items():
        check_headers(answer.response)
        if answer.page:
            links = set(answer.page.links) - MEETINGS
            assert not [link for link in links if link.startswith(("http:", "https:", "//"))], endpoint


def test_no_page_open_to_all_sets_a_cookie_by_being_looked_at(app, rooms, addresses):
    for endpoint, path in addresses("pontianak", "GET"):
        if endpoint in OPEN_TO_ALL:
            assert Browser(app, rooms["pontianak"].place.tenant).get(path).cookies == [], endpoint


def test_files_and_errors_carry_the_headers_too(app, rooms):
    visitor = Browser(app, rooms["pontianak"].place.tenant)
    for link in visitor.get("/").page.resources:
        if link.startswith("/"):
            check_headers(visitor.client.get(link))
    for path in ("/tidakada", "/static/x/y", "/masuk/", "/keluar"):
        check_headers(visitor.client.get(f"/pontianak{path}"))
    check_headers(visitor.client.get("/", base_url="http://evil.example"))


def test_pages_of_the_staff_are_kept_nowhere(walks):
    for endpoint, answer in walks("owner")[0].items():
        if endpoint not in OPEN_TO_ALL:
            assert answer.headers["Cache-Control"] == "no-store", endpoint


def test_no_style_sheet_asks_another_host(app, rooms):
    from webapp.platform import pages

    sheets = sorted(path.name for path in (pages.STATIC / "css").glob("*.css"))
    assert sheets
    for name in sheets:
        text = (pages.STATIC / "css" / name).read_text()
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "") and "//" not in text.replace("://", ""), (
            name
        )


VARIANTS = 10  # of one page with different queries: weeks and months go on for ever


@pytest.mark.parametrize("who", ["citizen", "sari", "budi", "hana", "oki"])
def test_every_link_on_every_page_leads_somewhere(app, rooms, who):
    place = rooms["pontianak"].place
    visitor = Browser(app, place.tenant)
    start = ["/pontianak/", "/pontianak/masuk", "/"]
    if who != "citizen":
        visitor.sign_in(place.people[who])
        start.append("/pontianak/beranda")
    seen, waiting, asked = set(), start, Counter()
    while waiting:
        path = waiting.pop()
        asked[path.partition("?")[0]] += 1
        answer = _open(app, visitor, path)
        assert answer.status < 400, f"{path} answered {answer.status}"
        seen.add(path)
        links = answer.page.links + answer.page.resources if answer.page else []
        for link in [*links, answer.location]:
            target = link.partition("#")[0]
            known = target in seen or target in waiting or asked[target.partition("?")[0]] >= VARIANTS
            if target.startswith("/") and not target.startswith("/gorontalo") and not known:
                waiting.append(target)
    assert len(seen) > 8


def _open(app, visitor, path):
    elsewhere = Browser(app, None)
    elsewhere.client = visitor.client
    return elsewhere.get(path)


def test_every_anchor_on_a_page_is_on_that_page(walks):
    for endpoint, answer in walks("owner")[0].items():
        page = answer.page
        anchors = {link[1:] for link in page.links if link.startswith("#") and len(link) > 1} if page else set()
        assert anchors <= set(page.ids if page else ()), endpoint
