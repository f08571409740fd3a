"""The bell: what changed for a person is told to her alone, once, until she has read it."""

import ast
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from webapp.people.notices.kinds import KINDS
from webapp.people.notices.models import Notice
from webapp.people.notices.queries import newest
from webapp.people.published import tell
from webapp.platform import clock

ROOT = Path(__file__).resolve().parents[2]
AGREED = "SKP 2026 Anda sudah disetujui pejabat penilai."


@pytest.fixture
def told(inside, world):
    """told(person, n): n notices that her SKP was agreed; returns their ids, the oldest first."""

    def plant(who, n=1):
        place = getattr(world, who.tenant.slug)
        with inside(place) as session:
            for minutes in range(n, 0, -1):
                at = clock.now() - timedelta(minutes=minutes)
                tell(session, who.id, "skp:disetujui", at=at, about=uuid4(), year=2026)
            session.flush()
            return list(session.exec(select(Notice.id).where(Notice.person_id == who.id).order_by(Notice.id)))

    return plant


@pytest.fixture(autouse=True)
def nobody_knows_anything(sql):
    sql("delete from notice")


def actions(page) -> list[str]:
    return [form["action"] for form in page.page.forms if "/kabar/" in (form.get("action") or "")]


def test_who_was_told_finds_it_under_the_bell_and_at_home(browser, world, told):
    told(world.pontianak.sari)
    reader = browser(world.pontianak.sari)
    for address in ("/kabar", "/beranda"):
        assert AGREED in reader.get(address).words
    assert "1 belum dibaca" in reader.get("/kinerja").words


def test_opening_it_leads_to_the_thing_and_marks_it_as_read(browser, world, told):
    told(world.pontianak.sari)
    reader = browser(world.pontianak.sari)
    (action,) = actions(reader.get("/kabar"))
    assert "/kinerja/skp/" in reader.post(action).location
    assert "belum dibaca" not in reader.get("/kabar").words and AGREED in reader.get("/kabar").words
    assert AGREED not in reader.get("/beranda").words


def test_all_can_be_marked_at_once(browser, world, told):
    told(world.pontianak.sari, 3)
    reader = browser(world.pontianak.sari)
    assert "3 belum dibaca" in reader.get("/kabar").words
    assert reader.post("/kabar").status == 303
    assert "belum dibaca" not in reader.get("/kabar").words


def test_a_long_list_comes_in_pages(browser, world, told):
    told(world.pontianak.sari, 23)
    reader = browser(world.pontianak.sari)
    first = reader.get("/kabar")
    (older,) = [link for link in first.page.links if "sebelum=" in link]
    second = reader.get(older)
    assert (len(actions(first)), len(actions(second))) == (20, 3)
    assert not set(actions(first)) & set(actions(second)) and not [x for x in second.page.links if "sebelum=" in x]


def test_the_newest_event_stands_first_even_when_it_was_told_before_others(browser, world, inside):
    sari, days = world.pontianak.sari, (12, 45, 3, 60)  # days ago, in the order they were told
    with inside(world.pontianak) as session:
        for ago in days:
            at = clock.now() - timedelta(days=ago)
            tell(session, sari.id, "skp:disetujui", at=at, about=uuid4(), year=3000 - ago)
            session.flush()
    years = [str(3000 - ago) for ago in sorted(days)]
    for address in ("/kabar", "/beranda"):
        words = browser(sari).get(address).words
        assert sorted(years, key=words.index) == years, address


def test_a_page_goes_on_at_the_time_where_the_one_above_ended(browser, world, inside):
    sari, moment = world.pontianak.sari, clock.now()
    with inside(world.pontianak) as session:
        for n in range(45):
            at = moment - timedelta(days=n % 7)
            tell(session, sari.id, "skp:disetujui", at=at, about=uuid4(), year=3000 + n)
            session.flush()
        ids, before = [], None
        while page := newest(session, sari.id, before=before, most=10)[:10]:
            before = page[-1].id
            ids += [(row.at, row.id) for row in page]
    assert len(set(ids)) == 45 and ids == sorted(ids, reverse=True)


@pytest.mark.parametrize("wish", ["x", "00000000", "'"])
def test_a_place_in_the_list_that_is_none_shows_the_newest(browser, world, told, wish):
    told(world.pontianak.sari)
    assert AGREED in browser(world.pontianak.sari).get(f"/kabar?sebelum={wish}").words


def test_nobody_reads_or_opens_the_notices_of_others(browser, world, told):
    (notice,) = told(world.pontianak.sari)
    for other in (world.pontianak.budi, world.gorontalo.rahman):
        reader = browser(other)
        assert AGREED not in reader.get("/kabar").words
        assert reader.post(f"/kabar/{notice}").status == 404
    assert "1 belum dibaca" in browser(world.pontianak.sari).get("/kabar").words


def test_the_bell_alone_is_what_a_page_asks_for_each_minute(browser, world, told):
    told(world.pontianak.sari, 2)
    bell = browser(world.pontianak.sari).get("/kabar/lonceng", headers={"HX-Request": "true"})
    assert bell.status == 200 and "2 belum dibaca" in bell.words and "<html" not in bell.text


def test_every_code_that_is_told_has_a_sentence_and_a_page(app):
    codes = set(_codes_told())
    assert codes and codes <= set(KINDS)
    assert {kind.endpoint for kind in KINDS.values()} <= set(app.view_functions)


def _codes_told():
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "tell":
                yield from (word.value for word in node.args[2:3] if isinstance(word, ast.Constant))
