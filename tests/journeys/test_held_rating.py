"""A rating that was held back: sealed with its day, released by a verifikator of another office, counted then."""

import re
from html import unescape

import pytest

from tests.feedback.reviewing import appoint, same_device
from tests.feedback.steps import rate_many
from webapp.feedback.publication.jobs import count_and_release, turn_day
from webapp.feedback.seals.jobs import make as seal

REASON = "Satu keluarga memakai satu telepon di loket."
FIRST = [4, 4, 3, 4, 4]
ONE_PHONE = [4, 1, 3]  # the first counts, two are held
NEXT = [3, 4, 2, 4, 4]


@pytest.fixture
def place(world):
    return world.pontianak


def release(judge) -> int:
    """Finds the group in her list, looks at each rating in it, and releases them all; how many there were."""
    way = next(link for link in judge.get("/kelola/tinjauan").page.links if "/kelola/tinjauan/kelompok" in link)
    shown = judge.get(unescape(way))
    ids = re.findall(r'name="pilih"[^>]*value="([0-9a-f-]{36})"', shown.text)
    sent = shown.page.hidden | {"pilih": ids, "putusan": "dilepas", "alasan": REASON}
    decided = judge.post("/kelola/tinjauan", sent)
    assert decided.status == 303, decided.words
    return len(ids)


def clean(pamong) -> bool:
    """Whether an administrator finds every number to be what the answers say, and every seal whole."""
    recounted, verified = pamong("recount", "--check"), pamong("verify")
    assert recounted[0] == 0 and "pontianak            0 differences" in recounted[1], recounted
    assert verified[0] == 0, verified
    return True


def test_a_held_rating_is_released_and_counted_and_every_seal_holds(app, browser, world, place, pamong, later, sql):
    def told() -> int:
        count_and_release(world.resources, place.tenant)
        turn_day(world.resources, place.tenant)
        return sql("select coalesce(max(n), 0) from unit_score where opd_id = %s", place.dinas)[0][0]

    rate_many(browser, place.counter, FIRST, first=10)
    same_device(app, browser, place, ONE_PHONE)
    before = told()
    assert sql("select count(*) from rating_doubt where not lifted") == [(2,)]
    later(1)
    assert seal(world.resources, place.tenant) >= 1 and clean(pamong)

    assert "Tidak ada yang menunggu" in browser(place.vera).get("/kelola/tinjauan").words, "it is her own office"
    assert release(browser(appoint(world, place, "wira", "Wira Utama", "verifikator"))) == 2
    rate_many(browser, place.counter, NEXT, first=60)
    assert before < told() == len(FIRST) + len(ONE_PHONE) + len(NEXT)
    assert told() == len(FIRST) + len(ONE_PHONE) + len(NEXT), "counting again counts nothing again"
    later(2)
    assert seal(world.resources, place.tenant) >= 1 and clean(pamong)
    assert "13 penilaian" in browser(tenant=place.tenant).get("/transparansi/disdukcapil").words
