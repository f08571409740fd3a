"""The newest messages that hold every word, found by the index as reading all of them one by one would find them."""

import random
from datetime import date, timedelta
from uuid import uuid4

import pytest

from webapp.feedback.search import words
from webapp.feedback.search.queries import Reach, newest
from webapp.feedback.search.store import Text, index_texts
from webapp.platform.db import unit_of_work
from webapp.platform.tenancy import serving

KIND = "uji"
SAID = (
    "antrean", "petugas", "lama", "pelayanan", "penjelasan", "loket", "kata1", "kata12", "kata2", "layanan", "jelas",
)  # fmt: skip
ASKED = (
    "antrean petugas lama", "mengantre", "pel", "petugas pel", "lama kata1", "kata", "layan jelas", "loket zebra",
    "zeb", "petugas antrean kat", "kata12 lama", "pe",
)  # fmt: skip


@pytest.fixture
def texts(world, sql):
    """Two hundred of two offices and nine weeks, indexed."""
    chance, place, monday = random.Random(7), world.pontianak, date(2026, 1, 5)
    found = [
        Text(uuid4(), chance.choice((place.dinas, place.upt)), " ".join(chance.sample(SAID, 3)),
             week=monday + timedelta(weeks=chance.randrange(9)))
        for _ in range(200)
    ]  # fmt: skip
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        index_texts(session, KIND, found)
    yield found
    for table in ("search_word", "search_text"):
        sql(f"delete from {table} where kind = '{KIND}'")


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("narrow", [False, True], ids=["everywhere", "one office and the last weeks"])
def test_the_index_finds_what_reading_all_of_them_would(world, texts, asked, narrow):
    place, question = world.pontianak, words.ask(asked)
    since = date(2026, 2, 2) if narrow else None
    reach = Reach(KIND, {place.upt} if narrow else None, since)
    true = {
        each.object_id: each.week for each in texts
        if question.meets(words.keys(each.text)) and (not narrow or (each.opd_id == place.upt and each.week >= since))
    }  # fmt: skip
    with serving(place.tenant), unit_of_work(world.resources.engine) as session:
        found = newest(session, question, reach, 500)
        pages = [each for skip in range(0, 500, 20) for each in newest(session, question, reach, 20, skip)]
    assert {each.object_id: each.week for each in found} == true and len(found) == len(true)
    assert [each.week for each in found] == sorted(true.values(), reverse=True) and pages == found


def test_nobody_finds_anything_where_he_may_read_nothing(world, texts):
    with serving(world.pontianak.tenant), unit_of_work(world.resources.engine) as session:
        assert newest(session, words.ask("antrean"), Reach(KIND, set()), 20) == []
    with serving(world.gorontalo.tenant), unit_of_work(world.resources.engine) as session:
        assert newest(session, words.ask("antrean"), Reach(KIND), 20) == []
